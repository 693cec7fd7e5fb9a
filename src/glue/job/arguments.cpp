#include "glue/job/arguments.h"

#include "base/encoding.h"

namespace tarn::glue::job {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// j_ and 64 hex digits, the same for every run of one job definition.
std::string job_id(const JobName& job) { return "j_" + to_hex(sha256(job.account_id + "/" + job.region + "/" + job.name)); }

}  // namespace

Arguments effective_arguments(const Definition& job, const JobRun& run) {
  Arguments all = job.arguments("NonOverridableArguments");
  all.insert(run.arguments.begin(), run.arguments.end());
  const Arguments defaults = job.arguments("DefaultArguments");
  all.insert(defaults.begin(), defaults.end());
  return all;
}

std::vector<std::string> script_arguments(const Definition& job, const JobRun& run, const Arguments& effective) {
  Arguments injected{{"--JOB_NAME", job.name.name}, {"--JOB_ID", job_id(job.name)}, {"--JOB_RUN_ID", run.id}};
  std::vector<std::string> out;
  for (const auto& [name, value] : effective)
    if (!injected.contains(name)) out.insert(out.end(), {name, value});
  if (!effective.contains("--job-bookmark-option")) injected.emplace("--job-bookmark-option", "job-bookmark-disable");
  for (const auto& [name, value] : injected) out.insert(out.end(), {name, value});
  return out;
}

std::vector<std::pair<std::string, std::string>> spark_conf(const Arguments& effective) {
  std::vector<std::pair<std::string, std::string>> pairs;
  auto found = effective.find("--conf");
  if (found == effective.end()) return pairs;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const size_t at = rest.find("--conf");
    const std::string_view piece = trim(rest.substr(0, at));
    if (size_t equals = piece.find('='); equals != std::string_view::npos) pairs.emplace_back(piece.substr(0, equals), piece.substr(equals + 1));
    if (at == std::string_view::npos) break;
    rest.remove_prefix(at + 6);
  }
  return pairs;
}

std::vector<std::string> comma_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const size_t comma = text.find(',');
    const std::string_view item = trim(text.substr(0, comma));
    if (!item.empty()) items.emplace_back(item);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return items;
}

}  // namespace tarn::glue::job
