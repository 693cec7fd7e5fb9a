#include "engine/file_output.h"

#include <duckdb/common/types/uuid.hpp>

#include <set>

#include "base/encoding.h"
#include "engine/batch.h"
#include "engine/hive_paths.h"
#include "engine/text_output.h"
#include "sql/emit/layout.h"

namespace tarn::engine {
namespace {

std::string with_slash(const std::string& directory) { return directory.ends_with('/') ? directory : directory + '/'; }

[[noreturn]] void too_many_partitions(size_t limit) {
  throw duckdb::InvalidInputException("HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of %llu open writers for partitions/buckets.", limit);
}

// The select with its partition columns as the catalog's text, under the names that the folders get.
std::string with_partition_text(const std::string& select, const WriteTarget& target, const std::vector<sql::ResultColumn>& columns) {
  std::string list;
  for (size_t i = 0; i < columns.size(); ++i) {
    auto name = sql::quote_identifier(columns[i].name);
    auto position = "\"c" + std::to_string(i) + "\"";
    bool partition = i + target.partition_columns.size() >= columns.size();
    if (!list.empty()) list += ", ";
    list += (partition ? "coalesce(CAST(" + position + " AS VARCHAR), " + sql::quote_string(kHiveNullPartition) + ")" : position) + " AS " + name;
  }
  std::string names;
  for (size_t i = 0; i < columns.size(); ++i) names += (i ? ", \"c" : "\"c") + std::to_string(i) + "\"";
  return "SELECT " + list + " FROM (" + select + ") AS written(" + names + ")";
}

std::string copy_statement(const std::string& select, const WriteTarget& target, const std::vector<sql::ResultColumn>& columns) {
  auto directory = with_slash(target.directory);
  std::string options = "FORMAT parquet, RETURN_STATS, COMPRESSION ";
  options += target.compression.empty() || target.compression == "none" ? "uncompressed" : target.compression;
  std::string to = directory + target.file_prefix + duckdb::UUID::ToString(duckdb::UUID::GenerateRandomUUID());
  if (target.partition_columns.empty()) {
    options += ", WRITE_EMPTY_FILE false";
  } else {
    std::string keys;
    for (auto& column : target.partition_columns) keys += (keys.empty() ? "" : ", ") + sql::quote_identifier(column);
    options += ", PARTITION_BY (" + keys + "), OVERWRITE_OR_IGNORE, FILENAME_PATTERN " + sql::quote_string(target.file_prefix + "{uuid}");
    to = target.directory;
    if (to.ends_with('/')) to.pop_back();
  }
  return "COPY (" + with_partition_text(select, target, columns) + ") TO " + sql::quote_string(to) + " (" + options + ")";
}

// Partition values from a file's folders below the target.
std::vector<std::pair<std::string, std::string>> partition_values(const WriteTarget& target, const std::string& path) {
  std::vector<std::pair<std::string, std::string>> values;
  auto rest = std::string_view(path).substr(std::min(path.size(), with_slash(target.directory).size()));
  for (auto& column : target.partition_columns) {
    auto folder = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    auto equals = folder.find('=');
    values.emplace_back(column, unescape_hive_path(equals == std::string_view::npos ? "" : folder.substr(equals + 1)));
  }
  return values;
}

// Writers of our own: one open file for each partition.
class Files {
 public:
  Files(const QueryRequest& request, duckdb::ClientContext& context) : request_(request), target_(*request.write), context_(context) {}

  TextFile& of(const ChunkBatch& batch, size_t row) {
    std::string folder;
    auto first = batch.columns() - target_.partition_columns.size();
    for (size_t i = 0; i < target_.partition_columns.size(); ++i) {
      std::string text;
      if (batch.is_null(first + i, row)) {
        text = kHiveNullPartition;
      } else {
        batch.print(first + i, row, text);
      }
      folder += escape_hive_path(target_.partition_columns[i]) + '=' + escape_hive_path(text) + '/';
    }
    auto found = open_.find(folder);
    if (found != open_.end()) return *found->second;
    if (!target_.partition_columns.empty() && open_.size() >= target_.max_partitions) too_many_partitions(target_.max_partitions);
    auto path = with_slash(target_.directory) + folder + target_.file_prefix + duckdb::UUID::ToString(duckdb::UUID::GenerateRandomUUID()) +
                text_file_ending(target_);
    return *open_.emplace(folder, std::make_unique<TextFile>(context_, path, target_, request_.program.columns)).first->second;
  }

  void finish() {
    for (auto& [folder, file] : open_) {
      auto written = file->finish();
      written.partition_values = partition_values(target_, written.path);
      if (request_.written) request_.written->push_back(std::move(written));
    }
  }

 private:
  const QueryRequest& request_;
  const WriteTarget& target_;
  duckdb::ClientContext& context_;
  std::map<std::string, std::unique_ptr<TextFile>> open_;
};

}  // namespace

bool writes_by_copy(const WriteTarget& target) { return target.format == FileFormat::parquet; }

std::string hive_output_path(const WriteTarget& target, const std::string& path) {
  auto directory = with_slash(target.directory);
  if (target.partition_columns.empty() || !path.starts_with(directory)) return path;
  std::string out = directory;
  std::string_view rest = std::string_view(path).substr(directory.size());
  for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
    auto folder = rest.substr(0, slash);
    auto equals = folder.find('=');
    auto decoded = [](std::string_view text) { return escape_hive_path(percent_decode(text).value_or(std::string(text))); };
    out += decoded(folder.substr(0, equals)) + '=' + decoded(folder.substr(equals + 1)) + '/';
    rest.remove_prefix(slash + 1);
  }
  return out + std::string(rest);
}

uint64_t copy_to_files(duckdb::Connection& connection, const std::string& select, const QueryRequest& request) {
  auto& target = *request.write;
  auto result = connection.Query(copy_statement(select, target, request.program.columns));
  if (result->HasError()) result->ThrowError();
  uint64_t rows = 0;
  std::set<std::vector<std::pair<std::string, std::string>>> partitions;
  for (duckdb::idx_t i = 0; i < result->RowCount(); ++i) {  // filename, count, file_size_bytes, ...
    WrittenFile file;
    file.path = hive_output_path(target, result->GetValue(0, i).ToString());
    file.rows = result->GetValue(1, i).GetValue<uint64_t>();
    file.bytes = result->GetValue(2, i).GetValue<uint64_t>();
    file.partition_values = partition_values(target, file.path);
    rows += file.rows;
    if (!target.partition_columns.empty() && partitions.insert(file.partition_values).second && partitions.size() > target.max_partitions)
      too_many_partitions(target.max_partitions);
    if (request.written) request.written->push_back(std::move(file));
  }
  return rows;
}

uint64_t write_rows(duckdb::QueryResult& result, duckdb::ClientContext& context, const QueryRequest& request) {
  Files files(request, context);
  uint64_t rows = 0;
  PrintStyle style{sql::Dialect::trino, 0};
  while (auto chunk = result.Fetch()) {
    if (chunk->size() == 0) break;
    ChunkBatch batch(std::move(chunk), request.program.columns, style, nullptr);
    for (size_t row = 0; row < batch.rows(); ++row, ++rows) files.of(batch, row).append(batch, row);
  }
  if (result.HasError()) result.ThrowError();
  files.finish();
  return rows;
}

}  // namespace tarn::engine
