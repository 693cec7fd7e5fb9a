#include "glue/crawler/delta_log.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/encoding.h"
#include "glue/crawler/delta_checkpoint.h"
#include "glue/crawler/delta_schema.h"
#include "glue/crawler/lake_roots.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

constexpr size_t kVersionDigits = 20;

// "00000000000000000003.json": 3, with what stands behind the number.
struct LogName {
  int64_t version = -1;
  std::string_view rest;
};
std::optional<LogName> parse_name(std::string_view key) {
  auto name = key.substr(key.rfind('/') + 1);
  if (name.size() <= kVersionDigits) return std::nullopt;
  LogName out;
  auto [end, error] = std::from_chars(name.data(), name.data() + kVersionDigits, out.version);
  if (error != std::errc() || end != name.data() + kVersionDigits) return std::nullopt;
  out.rest = name.substr(kVersionDigits);
  return out;
}

// The log's files by version.
struct LogFiles {
  std::map<int64_t, std::string> commits;
  std::map<int64_t, std::vector<std::string>> checkpoints;  // the parts of each
};

// "000.checkpoint.parquet" is whole; "000.checkpoint.0000000001.0000000002.parquet" one of two parts.
size_t parts_of(std::string_view rest) {
  if (rest == ".checkpoint.parquet") return 1;
  size_t parts = 0;
  constexpr std::string_view kHead = ".checkpoint.";
  if (!rest.starts_with(kHead) || rest.size() != kHead.size() + 10 + 1 + 10 + 8 || !rest.ends_with(".parquet")) return 0;
  std::from_chars(rest.data() + kHead.size() + 11, rest.data() + kHead.size() + 21, parts);
  return parts;
}

Result<LogFiles> list_log(const TargetNeeds& needs, const std::string& bucket, const std::string& log) {
  LogFiles out;
  std::map<int64_t, std::vector<std::string>> parts;
  for (auto& key : TRY(list_folder(needs, bucket, log)).keys) {
    auto name = parse_name(key);
    if (!name) continue;
    if (name->rest == ".json") out.commits[name->version] = key;
    size_t count = parts_of(name->rest);
    if (count == 0) continue;
    auto& known = parts[name->version];
    known.push_back(key);
    if (count == 1) out.checkpoints[name->version] = {key};
    else if (known.size() == count) out.checkpoints.emplace(name->version, known);
  }
  return out;
}

std::string text(const json::object& object, std::string_view name) {
  auto value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
int64_t number(const json::object& object, std::string_view name) {
  auto value = object.if_contains(name);
  return value && value->is_int64() ? value->get_int64() : 0;
}

void apply_metadata(const json::object& metadata, DeltaSnapshot& out) {
  out.schema_text = text(metadata, "schemaString");
  out.partition_columns.clear();
  if (auto columns = metadata.if_contains("partitionColumns"); columns && columns->is_array())
    for (auto& column : columns->get_array())
      if (column.is_string()) out.partition_columns.emplace_back(column.get_string());
}

void apply_add(const json::object& add, DeltaSnapshot& out) {
  DeltaFile file;
  file.size = static_cast<uint64_t>(std::max<int64_t>(0, number(add, "size")));
  if (auto values = add.if_contains("partitionValues"); values && values->is_object())
    for (auto& [column, value] : values->get_object())
      file.partition_values[column] = value.is_string() ? std::optional(std::string(value.get_string())) : std::nullopt;
  out.files[percent_decode(text(add, "path")).value_or(text(add, "path"))] = std::move(file);
}

// One line of a commit.
bool apply_action(std::string_view line, DeltaSnapshot& out) {
  boost::system::error_code failure;
  auto action = json::parse(line, failure);
  if (failure || !action.is_object()) return false;
  for (auto& [kind, value] : action.get_object()) {
    auto body = value.if_object();
    if (!body) continue;
    if (kind == "metaData") apply_metadata(*body, out);
    if (kind == "add") apply_add(*body, out);
    if (kind == "remove") out.files.erase(percent_decode(text(*body, "path")).value_or(text(*body, "path")));
    if (kind == "commitInfo") out.committed_ms = number(*body, "timestamp");
  }
  return true;
}

bool apply_commit(std::string_view lines, DeltaSnapshot& out) {
  while (!lines.empty()) {
    auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos && !apply_action(line, out)) return false;
  }
  return true;
}

}  // namespace

Result<DeltaSnapshot> read_delta_log(const TargetNeeds& needs, const std::string& bucket, const std::string& table) {
  const std::string log = table + "_delta_log/", place = "s3://" + bucket + "/" + log;
  auto files = TRY(list_log(needs, bucket, log));
  DeltaSnapshot out;
  if (!files.checkpoints.empty()) {
    auto& [version, parts] = *files.checkpoints.rbegin();
    for (auto& part : parts) TRY(apply_delta_checkpoint(needs, "s3://" + bucket + "/" + part, out));
    out.version = version;
  }
  for (auto next = files.commits.upper_bound(out.version); next != files.commits.end(); ++next) {
    auto& [version, key] = *next;
    if (version != out.version + 1) return invalid_metadata(place, "version " + std::to_string(out.version + 1) + " is not there");
    if (!apply_commit(TRY(read_text(needs, bucket, key)), out)) return invalid_metadata("s3://" + bucket + "/" + key, "it is no JSON");
    out.version = version;
  }
  if (out.version < 0) return invalid_metadata(place, "it holds no version");
  auto columns = columns_of_spark_schema(out.schema_text);
  if (!columns) return invalid_metadata(place, "the schema of version " + std::to_string(out.version) + " is not understood");
  out.columns = std::move(*columns);
  return out;
}

}  // namespace tarn::glue::crawler
