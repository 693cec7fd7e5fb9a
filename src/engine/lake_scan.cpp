#include "engine/lake_scan.h"

#include <duckdb/catalog/catalog_entry/table_function_catalog_entry.hpp>
#include <duckdb/common/multi_file/multi_file_function.hpp>
#include <duckdb/main/extension/extension_loader.hpp>
#include <duckdb/parser/expression/comparison_expression.hpp>
#include <duckdb/parser/expression/constant_expression.hpp>
#include <duckdb/parser/expression/function_expression.hpp>
#include <duckdb/parser/parser.hpp>
#include <duckdb/parser/statement/select_statement.hpp>
#include <duckdb/parser/tableref/subqueryref.hpp>
#include <duckdb/parser/tableref/table_function_ref.hpp>
#include <duckdb/planner/operator/logical_get.hpp>
#include <duckdb/storage/statistics/base_statistics.hpp>

#include "engine/lake_reader.h"
#include "engine/line_scan.h"
#include "engine/snapshot_scan.h"

namespace tarn::engine {
namespace {

using duckdb::LogicalType;
using duckdb::TableFunction;

bool has_binary_column(const PinnedTable& table) {
  for (auto& column : table.columns)
    if (column.type.is(sql::TypeKind::varbinary)) return true;
  return false;
}

struct Kinds {
  bool parquet = false, lines = false;
};

Kinds kinds_of(const PinnedTable& table) {
  Kinds kinds;
  for (auto& storage : table.storages) (reader_kind(storage) == ReaderKind::parquet ? kinds.parquet : kinds.lines) = true;
  return kinds;
}

duckdb::unique_ptr<duckdb::TableRef> scan_call(const std::string& function, int64_t relation, bool binary_as_string) {
  duckdb::vector<duckdb::unique_ptr<duckdb::ParsedExpression>> arguments;
  arguments.push_back(duckdb::make_uniq<duckdb::ConstantExpression>(duckdb::Value::BIGINT(relation)));
  if (binary_as_string) {  // files whose writers left the UTF8 annotation out still hold strings for Hive
    auto name = duckdb::make_uniq<duckdb::ColumnRefExpression>("binary_as_string");
    auto yes = duckdb::make_uniq<duckdb::ConstantExpression>(duckdb::Value::BOOLEAN(true));
    arguments.push_back(duckdb::make_uniq<duckdb::ComparisonExpression>(duckdb::ExpressionType::COMPARE_EQUAL, std::move(name), std::move(yes)));
  }
  auto call = duckdb::make_uniq<duckdb::TableFunctionRef>();
  call->function = duckdb::make_uniq<duckdb::FunctionExpression>(function, std::move(arguments));
  return std::move(call);
}

duckdb::unique_ptr<duckdb::TableRef> subquery(const std::string& text) {
  duckdb::Parser parser;
  parser.ParseQuery(text);
  return duckdb::make_uniq<duckdb::SubqueryRef>(duckdb::unique_ptr_cast<duckdb::SQLStatement, duckdb::SelectStatement>(std::move(parser.statements[0])));
}

duckdb::unique_ptr<duckdb::TableRef> choose_reader(duckdb::ClientContext& context, duckdb::TableFunctionBindInput& input) {
  auto relation = input.inputs.at(0).GetValue<int64_t>();
  ScannedTable scan(context, static_cast<size_t>(relation), ReaderKind::parquet);
  if (scan.table->snapshot) return subquery(snapshot_relation(scan, relation));
  auto kinds = kinds_of(*scan.table);
  bool as_string = !has_binary_column(*scan.table);
  if (!kinds.lines) return scan_call("tarn_scan_parquet", relation, as_string);
  if (!kinds.parquet) return scan_call("tarn_scan_lines", relation, false);
  // Partitions of both kinds. Hidden columns are not carried through the union.
  auto n = std::to_string(relation);
  return subquery("SELECT * FROM tarn_scan_parquet(" + n + (as_string ? ", binary_as_string = true" : "") + ") UNION ALL SELECT * FROM tarn_scan_lines(" + n + ")");
}

void bound_by_choose_reader(duckdb::ClientContext&, duckdb::TableFunctionInput&, duckdb::DataChunk&) {
  throw duckdb::InvalidInputException("tarn_scan is replaced when it is bound");
}

using AnyMultiFileFunction = duckdb::MultiFileFunction<LineScan>;  // what is used of it does not depend on the reader

// Once partitions are pruned, the first file's footer is read, so that joins are ordered and aggregates chosen by it. The scan goes
// on with the same reader: the footer is read, and counted, once.
void push_filters_and_read_footer(duckdb::ClientContext& context, duckdb::LogicalGet& get, duckdb::FunctionData* bind_data,
                                  duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& filters) {
  AnyMultiFileFunction::MultiFileComplexFilterPushdown(context, get, bind_data, filters);
  auto& data = bind_data->Cast<duckdb::MultiFileBindData>();
  if (data.initial_reader) return;
  data.file_list->GetFileCount(2);  // one file or more
  auto first = data.file_list->GetFirstFile();
  if (first.path.empty()) return;
  duckdb::GlobalTableFunctionState unused;
  data.initial_reader = data.interface->CreateReader(context, unused, first, 0, data);
  data.interface->FinalizeBindData(data);
}

// A file's statistics hold for the table's column only if both have one type; partition keys are not in the file.
duckdb::unique_ptr<duckdb::BaseStatistics> column_statistics(duckdb::ClientContext& context, const duckdb::FunctionData* bind_data,
                                                             duckdb::column_t column) {
  auto& data = bind_data->Cast<duckdb::MultiFileBindData>();
  auto& table = *data.file_list->Cast<LakeFileList>().scan()->table;
  if (column >= table.columns.size() || LakeReader::reads_by_position(table.storages[0])) return nullptr;
  auto found = AnyMultiFileFunction::MultiFileScanStats(context, bind_data, column);
  if (!found || found->GetType() != data.types[column]) return nullptr;
  return found;
}

TableFunction duckdb_parquet_scan(duckdb::DatabaseInstance& database) {
  duckdb::Connection connection(database);
  TableFunction scan;
  connection.context->RunFunctionInTransaction([&] {
    auto& entry = duckdb::Catalog::GetSystemCatalog(*connection.context)
                      .GetEntry<duckdb::TableFunctionCatalogEntry>(*connection.context, DEFAULT_SCHEMA, "parquet_scan");
    scan = entry.functions.GetFunctionByArguments(*connection.context, {LogicalType::VARCHAR});
  });
  return scan;
}

// DuckDB's own Parquet scan over our file list.
TableFunction parquet_scan(TableFunction scan) {
  scan.name = "tarn_scan_parquet";
  scan.arguments = {LogicalType::BIGINT};
  scan.get_multi_file_reader = LakeReader::parquet;
  scan.get_virtual_columns = LakeReader::hidden_columns;
  scan.pushdown_complex_filter = push_filters_and_read_footer;
  scan.statistics = column_statistics;
  scan.statistics_extended = nullptr;
  scan.late_materialization = false;  // it needs DuckDB's row number column
  scan.get_row_id_columns = nullptr;
  scan.get_partition_stats = nullptr;  // it and the order take a table's column for the file's of the same number
  scan.set_scan_order = nullptr;
  return scan;
}

TableFunction line_scan() {
  duckdb::MultiFileFunction<LineScan> function("tarn_scan_lines");
  TableFunction scan = function;
  scan.arguments = {LogicalType::BIGINT};
  scan.get_multi_file_reader = LakeReader::lines;
  scan.get_virtual_columns = LakeReader::hidden_columns;
  return scan;
}

}  // namespace

void register_lake_scans(duckdb::DatabaseInstance& database) {
  auto parquet = duckdb_parquet_scan(database);
  duckdb::ExtensionLoader loader(database, "tarn");
  TableFunction scan("tarn_scan", {LogicalType::BIGINT}, bound_by_choose_reader);
  scan.bind_replace = choose_reader;
  loader.RegisterFunction(scan);
  loader.RegisterFunction(parquet_scan(parquet));
  loader.RegisterFunction(snapshot_scan(parquet));
  loader.RegisterFunction(line_scan());
}

}  // namespace tarn::engine
