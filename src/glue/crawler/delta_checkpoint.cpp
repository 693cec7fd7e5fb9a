#include "glue/crawler/delta_checkpoint.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "engine/engine.h"
#include "glue/crawler/lake_roots.h"
#include "lake/object_files.h"
#include "sql/analysis/analyzer.h"
#include "sql/ast/statements.h"
#include "sql/parser/parser.h"
#include "sql/type_text.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

constexpr const char* kPin = "checkpoint";
constexpr const char* kMetadataType = "struct<schemaString:string,partitionColumns:array<string>>";
constexpr const char* kAddType = "struct<path:string,partitionValues:map<string,string>,size:bigint>";
constexpr const char* kQuery =
    "SELECT metadata.schemaString, json_format(CAST(metadata.partitionColumns AS json)), \"add\".path, \"add\".size, "
    "json_format(CAST(\"add\".partitionValues AS json)) FROM checkpoint WHERE metadata IS NOT NULL OR \"add\" IS NOT NULL";

// The one relation of the query: the checkpoint.
class Checkpoint final : public sql::Resolver {
 public:
  explicit Checkpoint(sql::Relation relation) : relation_(std::move(relation)) {}
  Result<std::optional<sql::Relation>> find_relation(const sql::QualifiedName&) override { return std::optional(relation_); }
  Result<bool> schema_exists(const std::string&, const std::string&) override { return true; }
  std::optional<std::string> session_value(const std::string&) const override { return std::nullopt; }

 private:
  sql::Relation relation_;
};

// The engine reads folders; here it sees one with this file in it and nothing else.
class OneFile final : public engine::LakeFiles {
 public:
  OneFile(lake::ObjectFiles& files, const std::string& path) : files_(files), path_(path) {}
  Result<std::unique_ptr<engine::RandomAccessFile>> open(const std::string& path) override { return files_.open(path); }
  Result<std::vector<engine::FileInfo>> list(const std::string&) override {
    auto file = TRY(files_.open(path_));
    return std::vector<engine::FileInfo>{file->info()};
  }
  Result<std::unique_ptr<engine::OutputFile>> create(const std::string&) override { return internal_error("nothing is written beside a checkpoint"); }

 private:
  lake::ObjectFiles& files_;
  const std::string& path_;
};

Result<engine::PinnedTable> pinned(const std::string& path) {
  engine::PinnedTable out;
  out.pin = kPin;
  out.display_name = path;
  out.columns = {{"metadata", TRY(sql::parse_hive_type(kMetadataType))}, {"add", TRY(sql::parse_hive_type(kAddType))}};
  out.location = path;
  engine::StorageFormat storage;
  storage.format = engine::FileFormat::parquet;
  storage.serde = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
  storage.columns = out.columns;
  out.storages.push_back(std::move(storage));
  return out;
}

Result<sql::Program> program_over(const engine::PinnedTable& table) {
  sql::Relation relation;
  relation.pin = kPin;
  relation.name = kPin;
  for (auto& column : table.columns) relation.columns.push_back({column.name, column.type});
  auto parsed = TRY(sql::parse_athena(kQuery));
  const auto* query = sql::ast::try_as<sql::ast::QueryStatement>(parsed.get());
  if (!query) return internal_error("the query of checkpoints is none");
  Checkpoint resolver(std::move(relation));
  return sql::analyze_query(*query->query, sql::Dialect::trino, resolver, {});
}

std::string cell(const engine::Batch& batch, size_t column, size_t row) {
  std::string out;
  if (!batch.is_null(column, row)) batch.print(column, row, out);
  return out;
}

void take_metadata(const engine::Batch& batch, size_t row, DeltaSnapshot& out) {
  out.schema_text = cell(batch, 0, row);
  out.partition_columns.clear();
  boost::system::error_code failure;
  auto columns = json::parse(cell(batch, 1, row), failure);
  if (failure || !columns.is_array()) return;
  for (auto& column : columns.get_array())
    if (column.is_string()) out.partition_columns.emplace_back(column.get_string());
}

void take_file(const engine::Batch& batch, size_t row, DeltaSnapshot& out) {
  DeltaFile file;
  file.size = batch.is_null(3, row) ? 0 : static_cast<uint64_t>(batch.integer(3, row));
  boost::system::error_code failure;
  auto values = json::parse(cell(batch, 4, row), failure);
  if (!failure && values.is_object())
    for (auto& [column, value] : values.get_object())
      file.partition_values[column] = value.is_string() ? std::optional(std::string(value.get_string())) : std::nullopt;
  auto path = cell(batch, 2, row);
  out.files[percent_decode(path).value_or(path)] = std::move(file);
}

}  // namespace

Result<void> apply_delta_checkpoint(const TargetNeeds& needs, const std::string& path, DeltaSnapshot& out) {
  lake::ObjectFiles objects(needs.objects, needs.role);
  OneFile files(objects, path);
  engine::QueryRequest request;
  request.tables.push_back(TRY(pinned(path)));
  request.program = TRY(program_over(request.tables[0]));
  request.files = &files;
  auto session = TRY(needs.engine.connect());
  auto stream = session->run(std::move(request));
  if (!stream.ok()) return invalid_metadata(path, stream.error().message);
  while (true) {
    TRY(needs.stop_if_cancelled());
    auto batch = (*stream)->next();
    if (!batch.ok()) return invalid_metadata(path, batch.error().message);
    if (!*batch) return {};
    for (size_t row = 0; row < (*batch)->rows(); row++) {
      if (!(*batch)->is_null(0, row)) take_metadata(**batch, row, out);
      if (!(*batch)->is_null(2, row)) take_file(**batch, row, out);
    }
  }
}

}  // namespace tarn::glue::crawler
