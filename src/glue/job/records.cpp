#include "glue/job/records.h"

#include <algorithm>

#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::glue::job {
namespace {

kv::KeyBuilder key_of(std::string_view family, const JobName& name) {
  kv::KeyBuilder key(family);
  key.text(name.account_id).text(name.region).text(name.name);
  return key;
}

uint64_t sort_time(TimePoint time) { return static_cast<uint64_t>(kv::to_micros(time)); }

std::string run_key(const JobName& job, const std::string& id) { return key_of("glue.jobrun", job).text(id).take(); }
std::string busy_key(const JobName& job, const std::string& id) { return key_of("glue.jobbusy", job).text(id).take(); }

boost::json::object encode(const JobRun& run) {
  boost::json::object out{{"account", run.job.account_id},
                          {"region", run.job.region},
                          {"job", run.job.name},
                          {"id", run.id},
                          {"attempt", run.attempt},
                          {"previous", run.previous_run_id},
                          {"state", to_text(run.state)},
                          {"arguments", kv::to_json(run.arguments)},
                          {"error", run.error_message},
                          {"started", kv::to_micros(run.started_at)},
                          {"modified", kv::to_micros(run.modified_at)},
                          {"timeout", run.timeout_minutes},
                          {"seconds", run.execution_seconds},
                          {"version", run.glue_version},
                          {"worker", run.worker_type},
                          {"class", run.execution_class},
                          {"session_policy", run.session_policy},
                          {"workers", run.number_of_workers}};
  if (run.completed_at) out["completed"] = kv::to_micros(*run.completed_at);
  return out;
}

Result<JobRun> decode(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  JobRun run;
  std::string state;
  kv::RecordFields fields(object);
  fields.read("account", run.job.account_id);
  fields.read("region", run.job.region);
  fields.read("job", run.job.name);
  fields.read("id", run.id);
  fields.read("attempt", run.attempt);
  fields.read("previous", run.previous_run_id);
  fields.read("state", state);
  fields.read("arguments", run.arguments);
  fields.read("error", run.error_message);
  fields.read("started", run.started_at);
  fields.read("modified", run.modified_at);
  fields.read("completed", run.completed_at);
  fields.read("timeout", run.timeout_minutes);
  fields.read("seconds", run.execution_seconds);
  fields.read("version", run.glue_version);
  fields.read("worker", run.worker_type);
  fields.read("class", run.execution_class);
  fields.read("session_policy", run.session_policy);
  fields.read("workers", run.number_of_workers);
  TRY(fields.finish());
  auto parsed = parse_run_state(state);
  if (!parsed) return internal_error("job run " + run.id + " has the unknown state " + state);
  run.state = *parsed;
  return run;
}

const boost::json::object* object_member(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value ? value->if_object() : nullptr;
}

std::string text_member(const boost::json::object* object, std::string_view name) {
  const auto* value = object ? object->if_contains(name) : nullptr;
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

}  // namespace

std::string Definition::text(std::string_view member) const { return text_member(&document, member); }

std::string Definition::command(std::string_view member) const { return text_member(object_member(document, "Command"), member); }

int64_t Definition::number(std::string_view member, int64_t absent) const {
  const auto* value = document.if_contains(member);
  return value && value->is_number() ? value->to_number<int64_t>() : absent;
}

Arguments Definition::arguments(std::string_view member) const {
  Arguments out;
  if (const auto* object = object_member(document, member))
    for (const auto& [name, value] : *object)
      if (value.is_string()) out.emplace(name, value.as_string());
  return out;
}

int64_t Definition::max_concurrent_runs() const {
  const auto* property = object_member(document, "ExecutionProperty");
  const auto* value = property ? property->if_contains("MaxConcurrentRuns") : nullptr;
  return value && value->is_number() ? value->to_number<int64_t>() : 1;
}

bool JobRun::apply(RunEvent event, TimePoint now) {
  auto moved = next(state, event);
  if (!moved) return false;
  state = *moved;
  modified_at = now;
  if (is_final(state)) {
    completed_at = now;
    execution_seconds = std::chrono::duration_cast<std::chrono::seconds>(now - started_at).count();
  }
  return true;
}

Result<std::optional<Definition>> find_job(kv::Reader& reader, const JobName& name) {
  auto stored = TRY(reader.get(key_of("glue.job", name).take()));
  if (!stored) return std::optional<Definition>();
  return std::optional(Definition{name, TRY(kv::decode_object(*stored))});
}

void put_job(kv::Txn& txn, const Definition& job) { txn.put(key_of("glue.job", job.name).take(), kv::encode_record(job.document)); }

void erase_job(kv::Txn& txn, const JobName& name) { txn.erase(key_of("glue.job", name).take()); }

Result<std::vector<Definition>> list_jobs(kv::Reader& reader, const std::string& account_id, const std::string& region, const std::string& after, size_t limit) {
  const std::string prefix = kv::KeyBuilder("glue.job").text(account_id).text(region).take();
  kv::Range range = kv::Range::prefix(prefix);
  if (!after.empty()) range.begin = kv::prefix_end(key_of("glue.job", {account_id, region, after}).take());
  std::vector<Definition> jobs;
  for (auto& entry : TRY(reader.page(range, limit))) {
    auto document = TRY(kv::decode_object(entry.value));
    JobName name{account_id, region, text_member(&document, "Name")};
    jobs.push_back({std::move(name), std::move(document)});
  }
  return jobs;
}

Result<std::optional<JobRun>> find_run(kv::Reader& reader, const JobName& job, const std::string& run_id) {
  auto stored = TRY(reader.get(run_key(job, run_id)));
  if (!stored) return std::optional<JobRun>();
  return std::optional(TRY(decode(*stored)));
}

void put_run(kv::Txn& txn, const JobRun& run) {
  txn.put(run_key(run.job, run.id), kv::encode_record(encode(run)));
  txn.put(run_position(run), "");
  if (is_final(run.state)) {
    txn.erase(busy_key(run.job, run.id));
  } else {
    txn.put(busy_key(run.job, run.id), "");
  }
}

std::string run_position(const JobRun& run) { return key_of("glue.jobruns", run.job).descending_u64(sort_time(run.started_at)).text(run.id).take(); }

Result<std::vector<JobRun>> list_runs(kv::Reader& reader, const JobName& job, const std::string& after, size_t limit) {
  const std::string prefix = key_of("glue.jobruns", job).take();
  kv::Range range = kv::Range::prefix(prefix);
  if (!after.empty()) range.begin = kv::prefix_end(after);
  std::vector<JobRun> runs;
  for (auto& entry : TRY(reader.page(range, limit))) {
    kv::KeyReader key("glue.jobruns", entry.key);
    key.text(), key.text(), key.text(), key.descending_u64();
    auto id = key.text();
    if (!id) return internal_error("a glue.jobruns key has another form");
    if (auto run = TRY(find_run(reader, job, *id))) runs.push_back(std::move(*run));
  }
  return runs;
}

Result<size_t> count_unfinished(kv::Reader& reader, const JobName& job) {
  size_t count = 0;
  TRY(reader.scan(kv::Range::prefix(key_of("glue.jobbusy", job).take()), [&](auto, auto) { return ++count > 0; }));
  return count;
}

Result<std::vector<JobRun>> list_unfinished(kv::Reader& reader) {
  std::vector<std::pair<JobName, std::string>> names;
  TRY(reader.scan(kv::Range::prefix(kv::KeyBuilder("glue.jobbusy").take()), [&](std::string_view key_text, auto) {
    kv::KeyReader key("glue.jobbusy", key_text);
    auto account = key.text(), region = key.text(), job = key.text(), id = key.text();
    if (id) names.push_back({JobName{*account, *region, *job}, *id});
    return true;
  }));
  std::vector<JobRun> runs;
  for (const auto& [job, id] : names)
    if (auto run = TRY(find_run(reader, job, id))) runs.push_back(std::move(*run));
  return runs;
}

}  // namespace tarn::glue::job
