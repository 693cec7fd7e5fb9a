// Classifiers of logs: grok patterns, one line a record (glue-crawlers.md 3.2, rows 8 to 15).
#include <algorithm>

#include "base/assert.h"
#include "glue/crawler/builtin.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kSampleLines = 1000;
constexpr size_t kMaxLineBytes = 64 * 1024;
constexpr double kMatchingLines = 0.9;  // of a file that is a log of a built-in kind

struct LogFormat {
  const char* classification;
  const char* pattern;
};
// In Glue's order. A built-in pattern must begin where the line begins.
constexpr LogFormat kFormats[] = {
    {"combined_apache", "^%{COMBINEDAPACHELOG}$"},
    {"apache", "^%{COMMONAPACHELOG}$"},
    {"linux_kernel", R"(^%{SYSLOGTIMESTAMP:timestamp} %{SYSLOGHOST:logsource} kernel: (?:\[ *%{NUMBER:uptime}\] )?%{GREEDYDATA:message}$)"},
    {"microsoft_log", R"(^%{IPORHOST:clientip}, %{DATA:user}, %{DATE_US:date}, %{TIME:time}, %{WORD:service}, %{NOTSPACE:server}, %{IPORHOST:serverip}, %{NONNEGINT:timetaken}, %{NONNEGINT:bytessent}, %{NONNEGINT:bytesreceived}, %{NONNEGINT:status}, %{NONNEGINT:windowsstatus}, %{WORD:method}, %{DATA:target}, %{DATA:parameters},?$)"},
    {"ruby_logger", R"(^%{WORD:level}, \[%{TIMESTAMP_ISO8601:timestamp} #%{POSINT:pid}\] +%{LOGLEVEL:severity} -- %{DATA:progname}: %{GREEDYDATA:message}$)"},
    {"squid", R"(^%{NUMBER:timestamp} +%{NONNEGINT:duration} %{IPORHOST:clientip} %{WORD:action}/%{NONNEGINT:status} %{NONNEGINT:bytes} %{NOTSPACE:method} %{NOTSPACE:url} %{NOTSPACE:user} %{WORD:hierarchy}/%{NOTSPACE:peer} %{NOTSPACE:contenttype}$)"},
    {"redismonlog", R"(^\+?%{NUMBER:timestamp} \[%{NONNEGINT:database} (?:%{HOSTPORT:client}|%{NOTSPACE:peer})\] "%{DATA:command}"(?: %{GREEDYDATA:parameters})?$)"},
    {"redislog", R"(^(?:\[%{POSINT:pid}\]|%{POSINT:process}:%{WORD:role}) %{MONTHDAY:day} %{MONTH:month} (?:%{YEAR:year} )?%{TIME:time} [*#.-] %{GREEDYDATA:message}$)"},
};

struct Known {
  std::string classification;
  Grok grok;
};
const std::vector<Known>& known_formats() {
  static const std::vector<Known> formats = [] {
    std::vector<Known> out;
    for (auto& format : kFormats) {
      auto grok = Grok::compile(format.pattern, "");
      ASSERT(grok.ok());
      out.push_back({format.classification, std::move(*grok)});
    }
    return out;
  }();
  return formats;
}

// The sampled lines without their ends, empty ones left out, and a last one that the sample cuts.
std::vector<std::string_view> lines_of(const Sample& sample) {
  std::vector<std::string_view> out;
  std::string_view rest = sample.text;
  while (!rest.empty() && out.size() < kSampleLines) {
    auto end = rest.find('\n');
    if (end == std::string_view::npos && !sample.is_whole) break;
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) out.push_back(line);
  }
  return out;
}

double share_matched(const std::vector<std::string_view>& lines, const Grok& grok) {
  if (lines.empty()) return 0;
  auto matched = std::count_if(lines.begin(), lines.end(), [&](std::string_view line) { return line.size() <= kMaxLineBytes && grok.matches(line); });
  return static_cast<double>(matched) / static_cast<double>(lines.size());
}

FileClass class_of(const Sample& sample, const std::string& classification, const Grok& grok, const std::vector<std::string_view>& lines) {
  FileClass out;
  out.classification = classification;
  out.format = "grok";
  out.compression = sample.compression;
  out.encoding = sample.encoding;
  out.attributes["grokPattern"] = grok.pattern();
  if (!grok.custom_patterns().empty()) out.attributes["grokCustomPatterns"] = grok.custom_patterns();
  out.columns = grok.columns();
  out.sampled_records = lines.size();
  for (auto line : lines) out.sampled_bytes += line.size() + 1;
  return out;
}

}  // namespace

GrokFind classify_grok(const Sample& sample, const Grok& grok) {
  auto lines = lines_of(sample);
  return {share_matched(lines, grok), class_of(sample, "", grok, lines)};
}

std::optional<FileClass> classify_logs(const Sample& sample) {
  if (sample.text.find('\0') != std::string::npos) return std::nullopt;
  auto lines = lines_of(sample);
  if (lines.empty()) return std::nullopt;
  for (auto& format : known_formats()) {
    if (lines[0].size() > kMaxLineBytes || !format.grok.matches(lines[0])) continue;
    if (share_matched(lines, format.grok) >= kMatchingLines) return class_of(sample, format.classification, format.grok, lines);
  }
  return std::nullopt;
}

}  // namespace tarn::glue::crawler
