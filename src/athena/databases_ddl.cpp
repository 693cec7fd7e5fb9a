// CREATE, ALTER and DROP DATABASE.
#include "athena/catalog_names.h"
#include "catalog/databases.h"

namespace tarn::athena {
namespace {

Error database_missing(const std::string& name) { return hive_error("FAILED: SemanticException [Error 10072]: Database does not exist: " + name); }

Result<bool> has_tables(kv::Reader& reader, Run& run, const std::string& name) {
  auto page = TRY(catalog::list_tables(reader, run.catalog_id(), name, {.after = "", .limit = 1}, run.who()));
  return !page.items.empty();
}

}  // namespace

Result<Outcome> run_create_database(Run& run, const sql::ast::HiveCreateDatabase& statement) {
  auto& name = statement.name.value;
  TRY(authorize_glue(run, "glue:CreateDatabase", name, ""));
  catalog::Database database;
  database.name = name;
  database.description = statement.comment.value_or("");
  database.location_uri = statement.location.value_or("");
  for (auto& [key, value] : statement.properties) database.parameters[key] = value;
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, database, lenient = statement.if_not_exists](kv::Txn& txn) -> Result<void> {
    if (TRY(catalog::find_database(txn, run.catalog_id(), database.name, run.who()))) {
      if (lenient) return {};
      return execution_error("AlreadyExistsException(message:Database " + database.name + " already exists)");
    }
    return catalog::create_database(txn, run.catalog_id(), database, run.who());
  });
  return outcome;
}

Result<Outcome> run_alter_database(Run& run, const sql::ast::HiveAlterDatabase& statement) {
  TRY(authorize_glue(run, "glue:UpdateDatabase", statement.name.value, ""));
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, &statement](kv::Txn& txn) -> Result<void> {
    auto database = TRY(catalog::find_database(txn, run.catalog_id(), statement.name.value, run.who()));
    if (!database) return database_missing(statement.name.value);
    for (auto& [key, value] : statement.properties) database->parameters[key] = value;
    return catalog::update_database(txn, run.catalog_id(), statement.name.value, *database, run.who());
  });
  return outcome;
}

Result<Outcome> run_drop_database(Run& run, const sql::ast::HiveDropDatabase& statement) {
  auto& name = statement.name.value;
  TRY(authorize_glue(run, "glue:DeleteDatabase", name, ""));
  auto outcome = TRY(empty_outcome(run));
  outcome.changes.push_back([&run, &statement, name](kv::Txn& txn) -> Result<void> {
    if (!TRY(catalog::find_database(txn, run.catalog_id(), name, run.who()))) {
      if (statement.if_exists) return {};
      return database_missing(name);
    }
    if (!statement.cascade && TRY(has_tables(txn, run, name)))
      return execution_error("InvalidOperationException(message:Database " + name + " is not empty. One or more tables exist.)");
    return catalog::delete_database(txn, run.catalog_id(), name, run.who());
  });
  return outcome;
}

}  // namespace tarn::athena
