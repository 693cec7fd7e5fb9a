#include "engine/snapshot_reader.h"

#include <duckdb.hpp>
#include <duckdb/common/multi_file/multi_file_function.hpp>
#include <duckdb/parser/expression/constant_expression.hpp>

#include <algorithm>

#include "engine/snapshot_values.h"

namespace tarn::engine {
namespace {

using duckdb::LogicalType;
using duckdb::LogicalTypeId;
using duckdb::MultiFileColumnDefinition;
using duckdb::Value;

enum Hidden : duckdb::column_t {
  kPath = duckdb::MultiFileReader::COLUMN_IDENTIFIER_FILENAME,
  kFileModifiedTime = duckdb::MultiFileReader::COLUMN_IDENTIFIER_FILENAME + 100,
  kSequence,
  kPartition,
};

bool holds_struct(const LogicalType& type) {
  switch (type.id()) {
    case LogicalTypeId::STRUCT: return true;
    case LogicalTypeId::LIST: return holds_struct(duckdb::ListType::GetChildType(type));
    case LogicalTypeId::MAP: return holds_struct(duckdb::MapType::KeyType(type)) || holds_struct(duckdb::MapType::ValueType(type));
    default: return false;
  }
}

// A column of the table as DuckDB maps files to it. Only what holds a row somewhere is mapped inside; lists of numbers are just cast.
MultiFileColumnDefinition definition(const std::string& name, const LogicalType& type, const ColumnId& id) {
  MultiFileColumnDefinition out(name, type);
  out.identifier = Value::INTEGER(id.id);
  auto initial = id.initial_default && type.id() != LogicalTypeId::BLOB ? Value(*id.initial_default).DefaultCastAs(type)
                                                                         : snapshot_value(id.initial_default, type);
  out.default_expression = duckdb::make_uniq<duckdb::ConstantExpression>(std::move(initial));
  if (!holds_struct(type)) return out;
  switch (type.id()) {
    case LogicalTypeId::LIST: out.children.push_back(definition("list", duckdb::ListType::GetChildType(type), id.children.at(0))); break;
    case LogicalTypeId::MAP:
      out.children.push_back(definition("key", duckdb::MapType::KeyType(type), id.children.at(0)));
      out.children.push_back(definition("value", duckdb::MapType::ValueType(type), id.children.at(1)));
      break;
    default: {
      auto& fields = duckdb::StructType::GetChildTypes(type);
      for (size_t i = 0; i < fields.size(); ++i) out.children.push_back(definition(fields[i].first, fields[i].second, id.children.at(i)));
    }
  }
  return out;
}

bool has_ids(const duckdb::vector<MultiFileColumnDefinition>& columns) {
  return std::any_of(columns.begin(), columns.end(), [](auto& column) { return !column.identifier.IsNull() || has_ids(column.children); });
}

// A file without ids: its columns get those of the table's columns that go by their names, others ids that no column has.
void give_ids(duckdb::vector<MultiFileColumnDefinition>& columns, const std::vector<ColumnId>& ids) {
  int32_t none = -1;
  for (auto& column : columns) {
    auto found = std::find_if(ids.begin(), ids.end(), [&](const ColumnId& id) {
      return std::find(id.file_names.begin(), id.file_names.end(), column.name) != id.file_names.end();
    });
    column.identifier = Value::INTEGER(found == ids.end() ? none-- : found->id);
    if (found == ids.end() || column.children.empty()) continue;
    if (column.type.id() == LogicalTypeId::LIST) {
      column.children[0].identifier = Value::INTEGER(found->children.at(0).id);
      give_ids(column.children[0].children, found->children.at(0).children);
    } else if (column.type.id() == LogicalTypeId::MAP) {  // below one child that stands for the pairs
      auto& pair = column.children[0].children;
      for (size_t i = 0; i < pair.size() && i < found->children.size(); ++i) {
        pair[i].identifier = Value::INTEGER(found->children[i].id);
        give_ids(pair[i].children, found->children[i].children);
      }
    } else {
      give_ids(column.children, found->children);
    }
  }
}

bool has_column(const duckdb::vector<MultiFileColumnDefinition>& columns, int32_t id) {
  return std::any_of(columns.begin(), columns.end(), [&](auto& column) { return !column.identifier.IsNull() && column.GetIdentifierFieldId() == id; });
}

Value modified_time(const SnapshotScan& scan, const std::string& path) {
  auto opened = scan.scanned.request->files->open(path);
  if (!opened.ok()) scan.scanned.fail(opened.error());
  return Value::TIMESTAMPTZ(duckdb::timestamp_tz_t((*opened)->info().modified_us));
}

std::optional<Value> file_constant(duckdb::column_t column, const duckdb::BaseFileReader& reader, const SnapshotFileList& files) {
  auto& scan = *files.scan();
  auto& file = files.file_of(reader.file);
  switch (column) {
    case kPath: return Value(file.path);
    case kFileModifiedTime: return modified_time(scan, file.path);
    case kSequence: return Value::BIGINT(file.sequence_number);
    case kPartition: return Value(file.partition);
    default: break;
  }
  if (column >= scan.columns.size()) return std::nullopt;
  const auto id = scan.snapshot->column_ids().at(scan.columns[column]).id;
  for (auto& [constant, text] : file.constants)
    if (constant == id && !has_column(reader.columns, id)) return snapshot_value(text, scan.scanned.column_types[scan.columns[column]]);
  return std::nullopt;
}

}  // namespace

duckdb::virtual_column_map_t SnapshotReader::hidden_columns(duckdb::ClientContext&, duckdb::optional_ptr<duckdb::FunctionData> bind_data) {
  duckdb::virtual_column_map_t columns;
  columns.insert({kPath, duckdb::TableColumn("$path", LogicalType::VARCHAR)});
  columns.insert({kFileModifiedTime, duckdb::TableColumn("$file_modified_time", LogicalType::TIMESTAMP_TZ)});
  columns.insert({kSequence, duckdb::TableColumn(kSequenceColumn, LogicalType::BIGINT)});
  columns.insert({kPartition, duckdb::TableColumn(kPartitionColumn, LogicalType::VARCHAR)});
  columns.insert({duckdb::COLUMN_IDENTIFIER_EMPTY, duckdb::TableColumn("", LogicalType::BOOLEAN)});
  bind_data->Cast<duckdb::MultiFileBindData>().virtual_columns = columns;
  return columns;
}

duckdb::shared_ptr<duckdb::MultiFileList> SnapshotReader::CreateFileList(duckdb::ClientContext& context, const duckdb::vector<std::string>& paths,
                                                                         const duckdb::FileGlobInput&) {
  auto& what = paths.at(0);
  auto slash = what.find('/');
  auto set = slash == std::string::npos ? std::nullopt : std::optional<size_t>(std::stoull(what.substr(slash + 1)));
  return duckdb::make_shared_ptr<SnapshotFileList>(std::make_shared<SnapshotScan>(context, std::stoull(what), set));
}

bool SnapshotReader::Bind(duckdb::MultiFileOptions&, duckdb::MultiFileList& files, duckdb::vector<LogicalType>& types, duckdb::vector<std::string>& names,
                          duckdb::MultiFileReaderBindData&) {
  auto& scan = *files.Cast<SnapshotFileList>().scan();
  for (auto column : scan.columns) {
    names.push_back(scan.scanned.table->columns[column].name);
    types.push_back(scan.scanned.column_types[column]);
  }
  return true;
}

void SnapshotReader::BindOptions(duckdb::MultiFileOptions& options, duckdb::MultiFileList& files, duckdb::vector<LogicalType>& types,
                                 duckdb::vector<std::string>& names, duckdb::MultiFileReaderBindData& bind_data) {
  auto& scan = *files.Cast<SnapshotFileList>().scan();
  options.auto_detect_hive_partitioning = false;
  options.hive_partitioning = false;
  for (size_t i = 0; i < names.size(); ++i) bind_data.schema.push_back(definition(names[i], types[i], scan.snapshot->column_ids().at(scan.columns[i])));
  bind_data.mapping = duckdb::MultiFileColumnMappingMode::BY_FIELD_ID;
}

duckdb::unique_ptr<duckdb::MultiFileReaderGlobalState> SnapshotReader::InitializeGlobalState(
    duckdb::ClientContext&, const duckdb::MultiFileOptions&, const duckdb::MultiFileReaderBindData&, const duckdb::MultiFileList& files,
    const duckdb::vector<MultiFileColumnDefinition>&, const duckdb::vector<duckdb::ColumnIndex>&) {
  return duckdb::make_uniq<duckdb::MultiFileReaderGlobalState>(duckdb::vector<LogicalType>(), &files);
}

duckdb::ReaderInitializeType SnapshotReader::InitializeReader(duckdb::MultiFileReaderData& reader_data, const duckdb::MultiFileBindData& bind_data,
                                                              const duckdb::vector<MultiFileColumnDefinition>& global_columns,
                                                              const duckdb::vector<duckdb::ColumnIndex>& global_column_ids,
                                                              duckdb::optional_ptr<duckdb::TableFilterSet> table_filters,
                                                              duckdb::ClientContext& context, duckdb::MultiFileGlobalState& gstate) {
  auto& files = gstate.file_list.Cast<SnapshotFileList>();
  auto& scan = *files.scan();
  auto& reader = *reader_data.reader;
  if (!has_ids(reader.columns)) give_ids(reader.columns, scan.snapshot->column_ids());
  if (!scan.deletes) reader.deletion_filter = scan.positions.filter(context, files.file_of(reader.file));
  return MultiFileReader::InitializeReader(reader_data, bind_data, global_columns, global_column_ids, table_filters, context, gstate);
}

void SnapshotReader::FinalizeBind(duckdb::MultiFileReaderData& reader_data, const duckdb::MultiFileOptions&, const duckdb::MultiFileReaderBindData&,
                                  const duckdb::vector<MultiFileColumnDefinition>&, const duckdb::vector<duckdb::ColumnIndex>& global_column_ids,
                                  duckdb::ClientContext&, duckdb::optional_ptr<duckdb::MultiFileReaderGlobalState> global_state) {
  auto& files = global_state->file_list->Cast<SnapshotFileList>();
  for (duckdb::idx_t i = 0; i < global_column_ids.size(); ++i) {
    auto value = file_constant(global_column_ids[i].GetPrimaryIndex(), *reader_data.reader, files);
    if (value) reader_data.constant_map.Add(duckdb::MultiFileGlobalIndex(i), std::move(*value));
  }
}

}  // namespace tarn::engine
