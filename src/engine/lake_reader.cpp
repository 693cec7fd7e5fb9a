#include "engine/lake_reader.h"

#include <duckdb.hpp>
#include <duckdb/common/multi_file/multi_file_function.hpp>
#include <duckdb/parser/expression/constant_expression.hpp>

#include <algorithm>

#include "base/encoding.h"
#include "engine/hive_paths.h"
#include "engine/parquet_types.h"

namespace tarn::engine {
namespace {

using duckdb::LogicalType;
using duckdb::Value;

// Hidden columns of Hive tables (athena.md 2.8). "$path" is the column that DuckDB itself calls filename.
enum Hidden : duckdb::column_t {
  kPath = duckdb::MultiFileReader::COLUMN_IDENTIFIER_FILENAME,
  kFileSize = duckdb::MultiFileReader::COLUMN_IDENTIFIER_FILENAME + 100,
  kFileModifiedTime,
  kPartitionName,
};

// k=v/k2=v2, as folders are named.
std::string partition_name(const ScannedTable& scan, const PinnedPartition& partition) {
  std::string name;
  for (size_t i = 0; i < scan.table->partition_keys.size(); ++i) {
    if (i) name += '/';
    name += escape_hive_path(scan.table->partition_keys[i].name) + '=' + escape_hive_path(partition.values[i].value_or(kHiveNullPartition));
  }
  return name;
}

std::optional<Value> file_constant(duckdb::column_t column, const duckdb::OpenFileInfo& file, const LakeFileList& files) {
  switch (column) {
    case kPath: return Value(file.path);
    case kFileSize: return Value::BIGINT(static_cast<int64_t>(LakeFileList::size_of(file)));
    case kFileModifiedTime: return Value::TIMESTAMPTZ(duckdb::timestamp_tz_t(LakeFileList::modified_us_of(file)));
    case kPartitionName: return Value(partition_name(*files.scan(), files.partition_of(file)));
    default: break;
  }
  auto& table = *files.scan()->table;
  auto first = table.columns.size();
  if (column < first || column >= first + table.partition_keys.size()) return std::nullopt;
  return files.scan()->key_value(files.partition_of(file), column - first);
}

}  // namespace

bool LakeReader::reads_by_position(const StorageFormat& storage) {
  auto found = storage.properties.find("parquet.column.index.access");
  return found != storage.properties.end() && equals_ignoring_case(found->second, "true");
}

duckdb::unique_ptr<duckdb::MultiFileReader> LakeReader::parquet(const duckdb::TableFunction&) {
  return duckdb::make_uniq<LakeReader>(ReaderKind::parquet);
}
duckdb::unique_ptr<duckdb::MultiFileReader> LakeReader::lines(const duckdb::TableFunction&) {
  return duckdb::make_uniq<LakeReader>(ReaderKind::lines);
}

duckdb::virtual_column_map_t LakeReader::hidden_columns(duckdb::ClientContext&, duckdb::optional_ptr<duckdb::FunctionData> bind_data) {
  duckdb::virtual_column_map_t columns;
  columns.insert({kPath, duckdb::TableColumn("$path", LogicalType::VARCHAR)});
  columns.insert({kFileSize, duckdb::TableColumn("$file_size", LogicalType::BIGINT)});
  columns.insert({kFileModifiedTime, duckdb::TableColumn("$file_modified_time", LogicalType::TIMESTAMP_TZ)});
  columns.insert({kPartitionName, duckdb::TableColumn("$partition", LogicalType::VARCHAR)});
  columns.insert({duckdb::COLUMN_IDENTIFIER_EMPTY, duckdb::TableColumn("", LogicalType::BOOLEAN)});
  bind_data->Cast<duckdb::MultiFileBindData>().virtual_columns = columns;
  return columns;
}

duckdb::shared_ptr<duckdb::MultiFileList> LakeReader::CreateFileList(duckdb::ClientContext& context, const duckdb::vector<std::string>& paths,
                                                                     const duckdb::FileGlobInput&) {
  return duckdb::make_shared_ptr<LakeFileList>(std::make_shared<ScannedTable>(context, std::stoull(paths.at(0)), kind_));
}

bool LakeReader::Bind(duckdb::MultiFileOptions&, duckdb::MultiFileList& files, duckdb::vector<LogicalType>& types,
                      duckdb::vector<std::string>& names, duckdb::MultiFileReaderBindData&) {
  auto& scan = *files.Cast<LakeFileList>().scan();
  for (size_t i = 0; i < scan.table->columns.size(); ++i) {
    names.push_back(scan.table->columns[i].name);
    types.push_back(scan.column_types[i]);
  }
  return true;
}

void LakeReader::BindOptions(duckdb::MultiFileOptions& options, duckdb::MultiFileList& files, duckdb::vector<LogicalType>& types,
                             duckdb::vector<std::string>& names, duckdb::MultiFileReaderBindData& bind_data) {
  auto& scan = *files.Cast<LakeFileList>().scan();
  for (size_t i = 0; i < scan.key_types.size(); ++i) {
    names.push_back(scan.table->partition_keys[i].name);
    types.push_back(scan.key_types[i]);
  }
  options.auto_detect_hive_partitioning = false;
  options.hive_partitioning = false;
  bind_data.schema = duckdb::MultiFileColumnDefinition::ColumnsFromNamesAndTypes(names, types);
  for (auto& column : bind_data.schema) {  // a column that a file lacks is NULL
    column.identifier = Value(column.name);
    column.default_expression = duckdb::make_uniq<duckdb::ConstantExpression>(Value(column.type));
  }
  bind_data.mapping = duckdb::MultiFileColumnMappingMode::BY_NAME;
}

duckdb::unique_ptr<duckdb::MultiFileReaderGlobalState> LakeReader::InitializeGlobalState(
    duckdb::ClientContext&, const duckdb::MultiFileOptions&, const duckdb::MultiFileReaderBindData&, const duckdb::MultiFileList& files,
    const duckdb::vector<duckdb::MultiFileColumnDefinition>&, const duckdb::vector<duckdb::ColumnIndex>&) {
  return duckdb::make_uniq<duckdb::MultiFileReaderGlobalState>(duckdb::vector<LogicalType>(), &files);
}

duckdb::ReaderInitializeType LakeReader::InitializeReader(duckdb::MultiFileReaderData& reader_data, const duckdb::MultiFileBindData& bind_data,
                                                          const duckdb::vector<duckdb::MultiFileColumnDefinition>& global_columns,
                                                          const duckdb::vector<duckdb::ColumnIndex>& global_column_ids,
                                                          duckdb::optional_ptr<duckdb::TableFilterSet> table_filters,
                                                          duckdb::ClientContext& context, duckdb::MultiFileGlobalState& gstate) {
  auto& files = gstate.file_list.Cast<LakeFileList>();
  auto& scan = *files.scan();
  if (kind_ == ReaderKind::parquet) {
    auto& local = reader_data.reader->columns;
    if (reads_by_position(scan.table->storages.at(files.partition_of(reader_data.reader->file).storage)))
      for (size_t i = 0; i < local.size() && i < scan.table->columns.size(); ++i) local[i].name = scan.table->columns[i].name;
    for (auto& id : global_column_ids)
      if (id.GetPrimaryIndex() < scan.table->columns.size()) check_parquet_type(global_columns[id.GetPrimaryIndex()], local, reader_data.reader->file.path);
  }
  return MultiFileReader::InitializeReader(reader_data, bind_data, global_columns, global_column_ids, table_filters, context, gstate);
}

// Does not call the base, which would take k=v out of paths: the catalog says what a partition's values are.
void LakeReader::FinalizeBind(duckdb::MultiFileReaderData& reader_data, const duckdb::MultiFileOptions&, const duckdb::MultiFileReaderBindData&,
                              const duckdb::vector<duckdb::MultiFileColumnDefinition>&, const duckdb::vector<duckdb::ColumnIndex>& global_column_ids,
                              duckdb::ClientContext&, duckdb::optional_ptr<duckdb::MultiFileReaderGlobalState> global_state) {
  auto& files = global_state->file_list->Cast<LakeFileList>();
  for (duckdb::idx_t i = 0; i < global_column_ids.size(); ++i) {
    auto value = file_constant(global_column_ids[i].GetPrimaryIndex(), reader_data.reader->file, files);
    if (value) reader_data.constant_map.Add(duckdb::MultiFileGlobalIndex(i), std::move(*value));
  }
}

}  // namespace tarn::engine
