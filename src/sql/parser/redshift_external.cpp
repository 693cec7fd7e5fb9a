// External schemas and tables (Spectrum).
#include "sql/parser/hive_clauses.h"
#include "sql/parser/queries.h"
#include "sql/parser/redshift_statements.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;

Result<std::string> parse_source(Cursor& c) {
  if (c.accept_all({"HIVE", "METASTORE"})) return std::string("hive metastore");
  if (c.accept_all({"DATA", "CATALOG"})) return std::string("data catalog");
  if (c.at_any({"POSTGRES", "MYSQL", "KINESIS", "MSK", "KAFKA", "REDSHIFT"})) return c.take_word().value;
  return std::string("data catalog");  // FROM DATABASE 'x'
}

// One option; false: none stands here.
Result<bool> parse_schema_option(Cursor& c, rs::CreateExternalSchema& schema) {
  struct Text {
    std::string_view word;
    std::optional<std::string>* value;
  };
  const Text kTexts[] = {{"DATABASE", &schema.database},       {"SCHEMA", &schema.schema},
                         {"REGION", &schema.region},           {"URI", &schema.uri},
                         {"IAM_ROLE", &schema.iam_role},       {"SECRET_ARN", &schema.secret_arn},
                         {"AUTHENTICATION", &schema.authentication}, {"CLUSTER_ARN", &schema.cluster_arn},
                         {"AUTHENTICATION_ARN", &schema.secret_arn}, {"CATALOG_ROLE", &schema.catalog_role},
                         {"CATALOG_ID", &schema.catalog_id}};
  for (const auto& [word, value] : kTexts) {
    if (!c.accept(word)) continue;
    *value = TRY(parse_word_or_string(c));
    return true;
  }
  if (c.accept("PORT")) {
    schema.port = TRY(c.integer());
    return true;
  }
  if (c.accept_all({"CREATE", "EXTERNAL", "DATABASE"})) {
    TRY(c.expect_all({"IF", "NOT", "EXISTS"}));
    schema.create_database = true;
    return true;
  }
  return false;
}

Result<StatementPtr> parse_external_schema(Cursor& c, Cursor::Mark begin) {
  auto schema = std::make_unique<rs::CreateExternalSchema>();
  schema->if_not_exists = TRY(accept_if_not_exists(c));
  schema->name = TRY(c.identifier());
  TRY(c.expect("FROM"));
  schema->source = TRY(parse_source(c));
  while (TRY(parse_schema_option(c, *schema))) {
  }
  return finish(c, begin, std::move(schema));
}

Result<StatementPtr> parse_external_table(Cursor& c, Cursor::Mark begin) {
  auto create = std::make_unique<rs::CreateExternalTable>();
  create->table.external = true;
  create->table.if_not_exists = TRY(accept_if_not_exists(c));
  create->table.table = TRY(c.name());
  if (c.at("(")) create->table.columns = TRY(parse_hive_columns(c));
  TRY(parse_table_clauses(c, create->table));
  if (c.accept("AS")) create->query = TRY(tarn::sql::parse_query(c));
  return finish(c, begin, std::move(create));
}

}  // namespace

Result<StatementPtr> parse_create_external(Cursor& c, Cursor::Mark begin, bool or_replace) {
  if (c.accept("SCHEMA")) return parse_external_schema(c, begin);
  if (c.accept("TABLE")) return parse_external_table(c, begin);
  if (c.at("FUNCTION")) {
    auto statement = TRY(parse_create_routine(c, begin, or_replace));
    as<rs::CreateRoutine>(*statement).what = rs::CreateRoutine::What::external_function;
    return statement;
  }
  c.accept_any({"PROTECTED"});
  TRY(c.expect("VIEW"));
  auto statement = TRY(parse_create_view(c, begin, or_replace));
  as<CreateView>(*statement).external = true;
  return statement;
}

}  // namespace tarn::sql::redshift
