#include "engine/snapshot_scan.h"


#include "engine/snapshot_reader.h"
#include "sql/emit/layout.h"

namespace tarn::engine {
namespace {

using sql::quote_identifier;

std::string call(int64_t relation, std::optional<size_t> deletes) {
  return "tarn_scan_snapshot('" + std::to_string(relation) + (deletes ? "/" + std::to_string(*deletes) : "") + "')";
}

// Only comparisons of columns, so that the join is a hash join.
std::string anti_join(const ScannedTable& scan, int64_t relation, size_t index, const EqualityDeletes& deletes) {
  const std::string alias = "d" + std::to_string(index);
  const auto same = [&](const std::string& column) { return "s." + quote_identifier(column) + " IS NOT DISTINCT FROM " + alias + "." + quote_identifier(column); };
  std::string text = " ANTI JOIN " + call(relation, index) + " AS " + alias + " ON (s." + quote_identifier(kSequenceColumn) + " < " + alias + "." + quote_identifier(kSequenceColumn);
  for (auto column : deletes.columns) text += " AND " + same(scan.table->columns[column].name);
  if (deletes.of_partition) text += " AND " + same(kPartitionColumn);
  return text + ")";
}

}  // namespace

std::string snapshot_relation(const ScannedTable& scan, int64_t relation) {
  auto deletes = scan.table->snapshot->equality_deletes();
  if (!deletes.ok()) scan.fail(deletes.error());
  std::string columns;
  for (auto& column : scan.table->columns) columns += "s." + quote_identifier(column.name) + ", ";
  std::string text = "SELECT " + columns + "s.\"$path\", s.\"$file_modified_time\" FROM " + call(relation, std::nullopt) + " AS s";
  for (size_t i = 0; i < deletes->size(); ++i) text += anti_join(scan, relation, i, (*deletes)[i]);
  return text;
}

duckdb::TableFunction snapshot_scan(duckdb::TableFunction scan) {
  scan.name = "tarn_scan_snapshot";
  scan.arguments = {duckdb::LogicalType::VARCHAR};
  scan.get_multi_file_reader = SnapshotReader::make;
  scan.get_virtual_columns = SnapshotReader::hidden_columns;
  // What DuckDB would conclude from footers knows nothing of deleted rows or of columns that a file calls otherwise.
  scan.statistics = nullptr;
  scan.statistics_extended = nullptr;
  scan.get_partition_stats = nullptr;
  scan.late_materialization = false;
  scan.get_row_id_columns = nullptr;
  return scan;
}

}  // namespace tarn::engine
