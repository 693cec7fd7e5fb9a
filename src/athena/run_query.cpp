// SELECT, EXPLAIN, SHOW FUNCTIONS: rows to the result object.
#include "athena/column_info.h"
#include "athena/run_statement.h"

namespace tarn::athena {
namespace {

constexpr size_t kAppendBytes = 1024 * 1024;

void append_field(std::string_view text, std::string& out) {
  out += '"';
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_header(const std::vector<sql::ResultColumn>& columns, std::string& out) {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (i) out += ',';
    append_field(columns[i].name, out);
  }
  out += '\n';
}

void append_row(const engine::Batch& batch, size_t row, std::string& cell, std::string& out) {
  for (size_t i = 0; i < batch.columns(); ++i) {
    if (i) out += ',';
    if (batch.is_null(i, row)) continue;
    cell.clear();
    batch.print(i, row, cell);
    append_field(cell, out);
  }
  out += '\n';
}

// Every row of the stream behind the header; the object is staged.
Result<void> write_csv(Run& run, engine::ResultStream& stream, Outcome& outcome) {
  auto writer = TRY(run.create_result(run.location()));
  std::string buffer, cell;
  append_header(stream.columns(), buffer);
  while (true) {
    auto batch = TRY(stream.next());
    if (!batch) break;
    for (size_t row = 0; row < batch->rows(); ++row) append_row(*batch, row, cell, buffer);
    if (buffer.size() < kAppendBytes) continue;
    TRY(writer->append(buffer));
    buffer.clear();
  }
  TRY(writer->append(buffer));
  outcome.staged.push_back(TRY(writer->finish()));
  return {};
}

Result<Outcome> csv_outcome(Run& run, sql::Program program) {
  auto stream = TRY(run.session->run(run.request(std::move(program))));
  Outcome outcome;
  TRY(write_csv(run, *stream, outcome));
  for (auto& column : stream->columns()) outcome.columns.push_back(column_info(column));
  TRY(run.stage(outcome, run.location() + ".metadata", result_metadata(run.engine_query_id, "", std::nullopt, outcome.columns)));
  outcome.csv = outcome.has_header = true;
  outcome.update_count = 0;
  return outcome;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

Result<Outcome> run_query(Run& run, const sql::ast::Query& query) {
  auto program = TRY(sql::analyze_query(query, sql::Dialect::trino, run.resolver, run.analysis_options()));
  return csv_outcome(run, std::move(program));
}

Result<Outcome> run_explain(Run& run, const sql::ast::Explain& statement) {
  auto* inner = sql::ast::try_as<sql::ast::QueryStatement>(statement.statement.get());
  if (!inner) return Error{"NOT_SUPPORTED", "Tarn explains queries only"};
  auto program = TRY(sql::analyze_query(*inner->query, sql::Dialect::trino, run.resolver, run.analysis_options()));
  auto& sql = program.steps.back().sql;
  if (sql.find("tarn_barrier") != std::string::npos)  // a plan tells about rows that a policy hides
    return Error{"NOT_SUPPORTED", "EXPLAIN of a relation with row policies"};
  sql = std::string(statement.analyze ? "EXPLAIN ANALYZE " : "EXPLAIN ") + sql;
  program.columns = {{"explain_key", sql::varchar()}, {"Query Plan", sql::varchar()}};
  auto stream = TRY(run.session->run(run.request(std::move(program))));
  std::string text;
  while (true) {
    auto batch = TRY(stream->next());
    if (!batch) break;
    for (size_t row = 0; row < batch->rows(); ++row) batch->print(1, row, text);
  }
  std::vector<std::string> lines = lines_of(text);
  lines.insert(lines.begin(), "Query Plan");
  lines.emplace_back();
  auto column = text_column("Query Plan", "varchar");
  column.precision = static_cast<int32_t>(text.size());
  auto outcome = TRY(text_outcome(run, lines, {column}, std::nullopt));
  outcome.has_header = true;
  return outcome;
}

Result<Outcome> run_show_functions(Run& run, const sql::ast::ShowFunctions&) {
  return Error{"NOT_SUPPORTED", "Tarn does not run this statement yet: SHOW FUNCTIONS"};
}

}  // namespace tarn::athena
