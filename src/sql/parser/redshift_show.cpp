// SHOW of parameters and of catalog objects.
#include "sql/parser/redshift_statements.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;
using What = rs::Show::What;

// LIKE p, LIMIT n, IAM_ROLE r in any order
Result<void> parse_filters(Cursor& c, rs::Show& show) {
  while (true) {
    if (c.accept("LIKE")) {
      show.like = TRY(c.string());
    } else if (c.accept("LIMIT")) {
      show.limit = TRY(c.integer());
    } else if (c.accept("IAM_ROLE")) {
      show.iam_role = TRY(parse_word_or_string(c));
    } else {
      return {};
    }
  }
}

Result<void> parse_from(Cursor& c, rs::Show& show, What what, std::string_view container) {
  show.what = what;
  if (c.accept("FROM")) {
    c.accept(container);
    show.name = TRY(c.name());
  }
  return parse_filters(c, show);
}

Result<void> parse_databases(Cursor& c, rs::Show& show) {
  show.what = What::databases;
  if (c.accept_all({"FROM", "DATA", "CATALOG"})) {
    show.from_data_catalog = true;
    if (c.accept("ACCOUNT")) show.account = TRY(parse_word_or_string(c));
  }
  return parse_filters(c, show);
}

Result<void> parse_constraints(Cursor& c, rs::Show& show) {
  bool primary = TRY(c.expect_any({"PRIMARY", "FOREIGN"})) == "PRIMARY";
  TRY(c.expect("KEYS"));
  show.exported = !primary && c.accept("EXPORTED");
  return parse_from(c, show, primary ? What::primary_keys : What::foreign_keys, "TABLE");
}

// SHOW GRANTS ON {TABLE|SCHEMA|DATABASE|...} x [FOR ...], SHOW GRANTS FOR {role|user}
Result<void> parse_grants(Cursor& c, rs::Show& show) {
  if (c.accept("ON")) {
    show.object_kind = c.at_identifier() && !c.at_any({"SCHEMA", "DATABASE", "FUNCTION", "PROCEDURE", "DATASHARE"}) ? "table" : c.take_word().value;
    show.name = TRY(c.name());
    if ((show.object_kind == "function" || show.object_kind == "procedure") && c.at("(")) show.argument_types = TRY(parse_argument_types(c));
  } else {
    TRY(c.expect("FOR"));
    auto word = c.accept_any({"ROLE", "USER"});
    show.object_kind = word == "ROLE" ? "role" : "user";
    show.name = TRY(c.name());
  }
  return parse_filters(c, show);
}

Result<void> parse_parameters_of(Cursor& c, rs::Show& show) {
  TRY(c.expect("OF"));
  show.what = What::parameters_of;
  show.object_kind = lower_ascii(TRY(c.expect_any({"PROCEDURE", "FUNCTION"})));
  show.name = TRY(c.name());
  if (c.at("(")) show.argument_types = TRY(parse_argument_types(c));
  return parse_filters(c, show);
}

Result<bool> parse_listing(Cursor& c, rs::Show& show) {
  auto done = [](Result<void> result) -> Result<bool> {
    TRY(std::move(result));
    return true;
  };
  if (c.accept("DATABASES")) return done(parse_databases(c, show));
  if (c.accept("SCHEMAS")) return done(parse_from(c, show, What::schemas, "DATABASE"));
  if (c.accept("TABLES")) return done(parse_from(c, show, What::tables, "SCHEMA"));
  if (c.accept("COLUMNS")) return done(parse_from(c, show, What::columns, "TABLE"));
  if (c.accept("PROCEDURES")) return done(parse_from(c, show, What::procedures, "SCHEMA"));
  if (c.accept("FUNCTIONS")) return done(parse_from(c, show, What::functions, "SCHEMA"));
  if (c.accept("CONSTRAINTS")) return done(parse_constraints(c, show));
  if (c.accept("DATASHARES")) return done(parse_from(c, show, What::datashares, "DATABASE"));
  if (c.accept("MODELS")) return done(parse_from(c, show, What::models, "SCHEMA"));
  if (c.accept("POLICIES")) return done(parse_from(c, show, What::policies, "TABLE"));
  if (c.accept("GRANTS")) {
    show.what = What::grants;
    return done(parse_grants(c, show));
  }
  if (c.accept_all({"COLUMN", "GRANTS"})) {
    show.what = What::column_grants;
    return done(parse_grants(c, show));
  }
  if (c.accept("PARAMETERS")) return done(parse_parameters_of(c, show));
  return false;
}

// SHOW TABLE t, SHOW VIEW v, ...: the DDL of one object; false: none of these.
Result<bool> parse_definition(Cursor& c, rs::Show& show) {
  if (c.accept_all({"EXTERNAL", "TABLE"})) {
    show.what = What::create_external_table;
    show.name = TRY(c.name());
    show.partition = c.accept("PARTITION");
    return true;
  }
  constexpr std::pair<std::string_view, What> kKinds[] = {
      {"TABLE", What::create_table}, {"VIEW", What::create_view}, {"PROCEDURE", What::create_procedure}, {"MODEL", What::model}};
  for (const auto& [word, what] : kKinds) {
    if (!c.at(word) || !c.at_identifier(1)) continue;
    c.skip();
    show.what = what;
    show.name = TRY(c.name());
    if (what == What::create_procedure && c.at("(")) show.argument_types = TRY(parse_argument_types(c));
    return true;
  }
  return false;
}

}  // namespace

Result<StatementPtr> parse_show(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto show = std::make_unique<rs::Show>();
  if (c.accept("ALL")) {
    show->what = What::all_parameters;
  } else if (c.accept_all({"TIME", "ZONE"})) {
    show->parameter = "timezone";
  } else if (c.accept_all({"SESSION", "AUTHORIZATION"})) {
    show->parameter = "session_authorization";
  } else if (c.accept_all({"TRANSACTION", "ISOLATION", "LEVEL"})) {
    show->parameter = "transaction_isolation";
  } else if (!TRY(parse_listing(c, *show)) && !TRY(parse_definition(c, *show))) {
    show->parameter = TRY(c.name()).str();
  }
  return finish(c, begin, std::move(show));
}

}  // namespace tarn::sql::redshift
