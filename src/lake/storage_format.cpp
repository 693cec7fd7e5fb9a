#include "lake/storage_format.h"

#include "base/encoding.h"
#include "sql/type_text.h"

namespace tarn::lake {
namespace {

struct KnownSerde {
  std::string_view suffix;  // of the class name, lower case
  engine::FileFormat format;
};

constexpr KnownSerde kSerdes[] = {
    {"parquethiveserde", engine::FileFormat::parquet},
    {"orcserde", engine::FileFormat::orc},
    {"avroserde", engine::FileFormat::avro},
    {"opencsvserde", engine::FileFormat::csv},
    {"lazysimpleserde", engine::FileFormat::text},
    {"jsonserde", engine::FileFormat::json},
};

constexpr KnownSerde kInputFormats[] = {
    {"mapredparquetinputformat", engine::FileFormat::parquet},
    {"orcinputformat", engine::FileFormat::orc},
    {"avrocontainerinputformat", engine::FileFormat::avro},
    {"textinputformat", engine::FileFormat::text},
};

// Table parameters that change how files are read; the others are notes of crawlers and tools.
constexpr std::string_view kReadingParameters[] = {"skip.header.line.count", "skip.footer.line.count", "serialization.null.format",
                                                   "serialization.encoding", "orc.column.index.access", "parquet.column.index.access"};

template <size_t N>
const KnownSerde* find_by_suffix(const KnownSerde (&known)[N], const std::string& class_name) {
  const std::string folded = to_lower(class_name);
  for (const auto& row : known)
    if (folded.ends_with(row.suffix)) return &row;
  return nullptr;
}

}  // namespace

Result<std::vector<sql::ResultColumn>> typed_columns(const std::vector<catalog::Column>& columns) {
  std::vector<sql::ResultColumn> typed;
  typed.reserve(columns.size());
  for (const auto& column : columns) typed.push_back({.name = to_lower(column.name), .type = TRY(sql::parse_hive_type(column.type))});
  return typed;
}

Result<engine::StorageFormat> storage_format(const catalog::Table& table, const catalog::StorageDescriptor& partition) {
  const auto& own = table.storage;
  const std::string& serde = partition.serde_library.empty() ? own.serde_library : partition.serde_library;
  const std::string& input = partition.input_format.empty() ? own.input_format : partition.input_format;
  const KnownSerde* known = find_by_suffix(kSerdes, serde);
  if (!known && serde.empty()) known = find_by_suffix(kInputFormats, input);
  if (!known) return Error{"HIVE_UNSUPPORTED_FORMAT", "Unable to read " + table.database + "." + table.name + ": SerDe '" + serde + "' with input format '" + input + "' is not supported", 0, {}};

  engine::StorageFormat format;
  format.format = known->format;
  format.serde = serde;
  format.properties = partition.serde_library.empty() ? own.serde_parameters : partition.serde_parameters;
  for (auto name : kReadingParameters) {
    const std::string key(name);
    if (auto found = partition.parameters.find(key); found != partition.parameters.end()) format.properties.emplace(*found);
    if (auto found = table.parameters.find(key); found != table.parameters.end()) format.properties.emplace(*found);
  }
  format.columns = TRY(typed_columns(partition.columns.empty() ? own.columns : partition.columns));
  return format;
}

}  // namespace tarn::lake
