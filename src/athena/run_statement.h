// One statement from its tree to its outcome, in the caller's name.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "athena/executor.h"
#include "athena/lake_resolver.h"
#include "lake/object_files.h"
#include "objects/write.h"

namespace tarn::athena {

// What a statement did. Nothing of it is visible until the one transaction that also writes the execution's final state.
struct Outcome {
  std::vector<objects::StagedObject> staged;
  std::vector<std::function<Result<void>(kv::Txn&)>> changes;  // of the catalog
  std::vector<ColumnInfo> columns;
  bool csv = false, has_header = false;
  std::optional<int64_t> update_count;
  std::string manifest;  // its location
};

// What the runners of statements share.
struct Run {
  State& state;
  LiveQuery& query;
  engine::Session* session;
  lake::ObjectFiles files;
  LakeResolver resolver;
  std::string engine_query_id;  // "20261124_135621_00001_abcde": Trino's form, in the names of data files

  Run(State& state, LiveQuery& query, engine::Session* session);
  const aws::AccessContext& who() const { return query.who; }
  catalog::CatalogId catalog_id() const { return catalog::CatalogId::of(query.who); }
  const std::string& location() const { return query.execution.location(); }  // of the result object
  std::string output_prefix() const;  // of everything the execution writes: ".../", without the id
  sql::AnalysisOptions analysis_options() const;

  // A writer of a result object, and one written whole and staged in the outcome.
  Result<std::unique_ptr<objects::ObjectWriter>> create_result(const std::string& location);
  Result<void> stage(Outcome& outcome, const std::string& location, std::string bytes);
  // The engine's request for an analyzed program: tables as pinned, files as the caller.
  engine::QueryRequest request(sql::Program program);
  Result<void> authorize(const std::string& action, const std::string& arn) const;
};

// Runs the query and writes its final state. False when the engine's session should not be used again.
bool run_to_final_state(State& state, LiveQuery& query, engine::Session* session);

// Text results: SHOW, DESCRIBE, EXPLAIN. Lines without a header line unless one is given.
Result<Outcome> text_outcome(Run& run, const std::vector<std::string>& lines, std::vector<ColumnInfo> columns, std::optional<int64_t> update_count);
Result<Outcome> empty_outcome(Run& run);  // DDL: an empty object

// The runners, by kind of statement.
Result<Outcome> run_query(Run& run, const sql::ast::Query& query);
Result<Outcome> run_explain(Run& run, const sql::ast::Explain& statement);
Result<Outcome> run_show_functions(Run& run, const sql::ast::ShowFunctions& statement);
Result<Outcome> run_create_table_as(Run& run, const sql::ast::CreateTableAs& statement);
Result<Outcome> run_insert(Run& run, const sql::ast::Insert& statement);
Result<Outcome> run_unload(Run& run, const sql::ast::Unload& statement);
Result<Outcome> run_create_view(Run& run, const sql::ast::CreateView& statement);
Result<Outcome> run_drop_view(Run& run, const sql::ast::DropView& statement);
Result<Outcome> run_show_create_view(Run& run, const sql::ast::ShowCreateView& statement);
Result<Outcome> run_prepare(Run& run, const sql::ast::Prepare& statement);
Result<Outcome> run_deallocate(Run& run, const sql::ast::Deallocate& statement);
Result<Outcome> run_create_database(Run& run, const sql::ast::HiveCreateDatabase& statement);
Result<Outcome> run_alter_database(Run& run, const sql::ast::HiveAlterDatabase& statement);
Result<Outcome> run_drop_database(Run& run, const sql::ast::HiveDropDatabase& statement);
Result<Outcome> run_create_table(Run& run, const sql::ast::HiveCreateTable& statement);
Result<Outcome> run_drop_table(Run& run, const sql::ast::HiveDropTable& statement);
Result<Outcome> run_alter_table(Run& run, const sql::ast::HiveAlterTable& statement);
Result<Outcome> run_repair_table(Run& run, const sql::ast::HiveRepair& statement);
Result<Outcome> run_show(Run& run, const sql::ast::HiveShow& statement);
Result<Outcome> run_describe(Run& run, const sql::ast::HiveDescribe& statement);

}  // namespace tarn::athena
