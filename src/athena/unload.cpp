// UNLOAD: a query's rows as files under a prefix that holds nothing yet.
#include "athena/write_files.h"
#include "base/encoding.h"

namespace tarn::athena {

Result<Outcome> run_unload(Run& run, const sql::ast::Unload& statement) {
  auto properties = TRY(WithProperties::read(statement.properties));
  TRY(properties.only({"format", "compression", "compression_level", "field_delimiter", "partitioned_by"}));
  if (!properties.text("format")) return Error{"INVALID_TABLE_PROPERTY", "UNLOAD needs the property format"};
  auto style = TRY(file_style(properties, ""));
  auto program = TRY(sql::analyze_table_query(*statement.query, sql::Dialect::trino, run.resolver, run.analysis_options()));
  auto partitioned_by = properties.list("partitioned_by");
  for (auto& column : partitioned_by) column = to_lower(column);
  TRY(check_partition_columns(program.columns, partitioned_by));
  auto location = statement.location.ends_with('/') ? statement.location : statement.location + '/';
  TRY(must_be_empty(run, location, "unload"));

  Outcome outcome;
  auto written = TRY(write_program(run, std::move(program), write_target(run, style, location, partitioned_by)));
  outcome.staged = run.files.take_staged();
  TRY(stage_manifest(run, outcome, run.location() + "-manifest.csv", written.files));
  TRY(set_row_count(run, outcome, "", written.rows));
  return outcome;
}

}  // namespace tarn::athena
