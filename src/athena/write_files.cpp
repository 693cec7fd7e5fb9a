#include "athena/write_files.h"

#include <algorithm>

#include "athena/column_info.h"
#include "base/encoding.h"
#include "objects/list.h"
#include "sql/ast/print.h"

namespace tarn::athena {
namespace {

using namespace sql::ast;

std::string constant_text(const Expr& value) {
  if (auto* text = try_as<StringLiteral>(&value)) return text->value;
  if (auto* number = try_as<NumberLiteral>(&value)) return number->text;
  if (auto* flag = try_as<BooleanLiteral>(&value)) return flag->value ? "true" : "false";
  return print(value, sql::Dialect::trino);
}

Error bad_property(const std::string& name, const std::string& value) {
  return {"INVALID_TABLE_PROPERTY", "Invalid value for catalog 'awsdatacatalog' table property '" + name + "': " + value};
}

Result<std::string> compression_of(const WithProperties& properties, const std::string& format) {
  auto lower = to_lower(format);
  auto named = properties.text("write_compression");
  if (!named) named = properties.text(lower + "_compression");
  if (!named) named = properties.text("compression");
  bool text = format == "TEXTFILE" || format == "JSON";
  auto codec = to_lower(named.value_or("gzip"));  // Athena's default for Parquet and for text
  if (codec == "none" || codec == "uncompressed") return std::string("none");
  bool known = codec == "gzip" || (!text && (codec == "snappy" || codec == "zstd" || codec == "lz4"));
  if (known) return codec;
  return Error{"NOT_SUPPORTED", "Tarn does not write " + format + " files compressed with " + codec + " yet"};
}

}  // namespace

Result<WithProperties> WithProperties::read(const std::vector<Property>& properties) {
  WithProperties out;
  for (auto& property : properties) {
    auto& values = out.values_[to_lower(property.name.value)];
    if (auto* array = try_as<ArrayConstructor>(property.value.get())) {
      for (auto& item : array->items) values.push_back(constant_text(*item));
    } else {
      values.push_back(constant_text(*property.value));
    }
  }
  return out;
}

std::optional<std::string> WithProperties::text(const std::string& name) const {
  auto found = values_.find(name);
  return found == values_.end() || found->second.empty() ? std::nullopt : std::optional(found->second[0]);
}

std::vector<std::string> WithProperties::list(const std::string& name) const {
  auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

Result<void> WithProperties::only(std::initializer_list<const char*> known) const {
  for (auto& [name, values] : values_)
    if (std::none_of(known.begin(), known.end(), [&](const char* k) { return name == k; }))
      return Error{"INVALID_TABLE_PROPERTY", "Catalog 'awsdatacatalog' table property '" + name + "' does not exist"};
  return {};
}

Result<FileStyle> file_style(const WithProperties& properties, const std::string& default_format) {
  FileStyle style;
  for (char c : properties.text("format").value_or(default_format)) style.format += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (style.format == "PARQUET") {
    style.engine_format = engine::FileFormat::parquet;
  } else if (style.format == "TEXTFILE") {
    style.engine_format = engine::FileFormat::text;
  } else if (style.format == "JSON") {
    style.engine_format = engine::FileFormat::json;
  } else if (style.format == "ORC" || style.format == "AVRO" || style.format == "ION") {
    return Error{"NOT_SUPPORTED", "Tarn does not write " + style.format + " files yet"};
  } else {
    return bad_property("format", style.format);
  }
  style.delimiter = properties.text("field_delimiter").value_or("\x01");
  style.compression = TRY(compression_of(properties, style.format));
  return style;
}

Result<void> check_partition_columns(const std::vector<sql::ResultColumn>& columns, const std::vector<std::string>& partitioned_by) {
  bool fits = partitioned_by.size() < columns.size() || partitioned_by.empty();
  auto first = columns.size() - std::min(columns.size(), partitioned_by.size());
  for (size_t i = 0; fits && i < partitioned_by.size(); ++i) fits = columns[first + i].name == partitioned_by[i];
  if (fits) return {};
  std::string list;
  for (auto& name : partitioned_by) list += (list.empty() ? "" : ", ") + name;
  return Error{"HIVE_COLUMN_ORDER_MISMATCH",
               "Partition keys must be the last columns in the table and in the same order as the table properties: [" + list + "]"};
}

engine::WriteTarget write_target(const Run& run, const FileStyle& style, std::string directory, std::vector<std::string> partition_columns) {
  engine::WriteTarget target;
  target.format = style.engine_format;
  target.directory = std::move(directory);
  target.file_prefix = run.engine_query_id + "_";
  target.compression = style.compression;
  target.partition_columns = std::move(partition_columns);
  target.delimiter = style.delimiter;
  return target;
}

Result<Written> write_program(Run& run, sql::Program program, engine::WriteTarget target) {
  Written written;
  auto request = run.request(std::move(program));
  request.write = std::move(target);
  request.written = &written.files;
  auto stream = TRY(run.session->run(std::move(request)));
  written.rows = stream->rows_changed();
  return written;
}

Result<void> stage_manifest(Run& run, Outcome& outcome, const std::string& location, const std::vector<engine::WrittenFile>& files) {
  if (files.empty()) return {};
  std::string text;
  for (auto& file : files) text += file.path + "\n";
  TRY(run.stage(outcome, location, text));
  outcome.manifest = location;
  return {};
}

Result<void> set_row_count(Run& run, Outcome& outcome, const std::string& update_type, uint64_t rows) {
  outcome.update_count = static_cast<int64_t>(rows);
  outcome.columns = {column_info({"rows", sql::simple(sql::TypeKind::bigint)})};
  return run.stage(outcome, run.location() + ".metadata", result_metadata(run.engine_query_id, update_type, outcome.update_count, outcome.columns));
}

Result<void> must_be_empty(Run& run, const std::string& location, const std::string& table) {
  auto name = objects::parse_s3_uri(location);
  if (!name) return Error{"GENERIC_USER_ERROR", "Invalid S3 location: " + location};
  auto page = TRY(objects::list_objects(run.state.objects, run.who(), {.bucket = name->bucket, .prefix = name->key, .max_keys = 1}));
  if (page.objects.empty()) return {};
  return Error{"HIVE_PATH_ALREADY_EXISTS", "Target directory for table '" + table + "' already exists: " + location};
}

Error with_sentence(Error error, const std::string& sentence) {
  if (!error.message.ends_with('.')) error.message += '.';
  error.message += " " + sentence;
  return error;
}

}  // namespace tarn::athena
