// Schemas, databases, views, materialized views, and dropping all of them.
#include "sql/parser/queries.h"
#include "sql/parser/redshift_statements.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;

// QUOTA n [MB|GB|TB] | UNLIMITED, as text
Result<std::string> parse_quota(Cursor& c) {
  if (c.accept("UNLIMITED")) return std::string("unlimited");
  auto amount = std::to_string(TRY(c.integer()));
  auto unit = c.accept_any({"MB", "GB", "TB"});
  return unit.empty() ? amount : amount + " " + lower_ascii(unit);
}

// CONNECTION LIMIT, COLLATE, ISOLATION LEVEL; false: none stands here.
template <class T>
Result<bool> parse_database_option(Cursor& c, T& database) {
  if (c.accept_all({"CONNECTION", "LIMIT"})) {
    database.connection_limit = TRY(parse_limit_or_unlimited(c));
  } else if (c.accept("COLLATE")) {
    database.collate = TRY(parse_word_or_string(c));
  } else if (c.accept_all({"ISOLATION", "LEVEL"})) {
    database.isolation = lower_ascii(TRY(c.expect_any({"SERIALIZABLE", "SNAPSHOT"})));
  } else {
    return false;
  }
  return true;
}

// The text up to the end of the statement: FROM DATASHARE ..., FROM ARN ...
std::string take_rest(Cursor& c) {
  auto begin = c.mark();
  while (!c.at_end() && !c.at(";")) c.skip();
  return std::string(c.index() == begin.at ? std::string_view() : c.text_from(begin));
}

}  // namespace

Result<StatementPtr> parse_create_schema(Cursor& c, Cursor::Mark begin) {
  auto schema = std::make_unique<rs::CreateSchema>();
  schema->if_not_exists = TRY(accept_if_not_exists(c));
  if (c.accept("AUTHORIZATION")) {
    schema->owner = TRY(c.identifier());
    schema->name = *schema->owner;
  } else {
    schema->name = TRY(c.identifier());
    if (c.accept("AUTHORIZATION")) schema->owner = TRY(c.identifier());
  }
  if (c.accept("QUOTA")) schema->quota = TRY(parse_quota(c));
  return finish(c, begin, std::move(schema));
}

Result<StatementPtr> parse_alter_schema(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  c.skip();
  auto alter = std::make_unique<rs::AlterSchema>();
  alter->name = TRY(c.identifier());
  auto word = TRY(c.expect_any({"RENAME", "OWNER", "QUOTA"}));
  if (word == "QUOTA") {
    alter->quota = TRY(parse_quota(c));
  } else {
    TRY(c.expect("TO"));
    (word == "RENAME" ? alter->rename_to : alter->owner) = TRY(c.identifier());
  }
  return finish(c, begin, std::move(alter));
}

Result<StatementPtr> parse_create_database(Cursor& c, Cursor::Mark begin) {
  auto database = std::make_unique<rs::CreateDatabase>();
  database->name = TRY(c.identifier());
  if (c.accept("FROM")) {
    database->from = take_rest(c);
    return finish(c, begin, std::move(database));
  }
  c.accept("WITH");
  while (true) {
    if (c.accept("OWNER")) {
      c.accept("=");
      database->owner = TRY(c.identifier());
    } else if (!TRY(parse_database_option(c, *database))) {
      break;
    }
  }
  return finish(c, begin, std::move(database));
}

Result<StatementPtr> parse_alter_database(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  c.skip();
  auto alter = std::make_unique<rs::AlterDatabase>();
  alter->name = TRY(c.identifier());
  auto word = c.accept_any({"RENAME", "OWNER"});
  if (!word.empty()) {
    TRY(c.expect("TO"));
    (word == "RENAME" ? alter->rename_to : alter->owner) = TRY(c.identifier());
  } else if (!TRY(parse_database_option(c, *alter))) {
    return c.mismatch();
  }
  return finish(c, begin, std::move(alter));
}

Result<StatementPtr> parse_create_view(Cursor& c, Cursor::Mark begin, bool or_replace) {
  auto view = std::make_unique<CreateView>();
  view->or_replace = or_replace;
  view->name = TRY(c.name());
  if (c.at("(")) view->columns = TRY(c.parenthesized_identifiers());
  TRY(c.expect("AS"));
  view->query = TRY(tarn::sql::parse_query(c));
  if (c.accept("WITH")) {
    TRY(c.expect_all({"NO", "SCHEMA", "BINDING"}));
    view->no_schema_binding = true;
  }
  return finish(c, begin, std::move(view));
}

Result<StatementPtr> parse_create_materialized_view(Cursor& c, Cursor::Mark begin) {
  auto view = std::make_unique<rs::CreateMaterializedView>();
  view->name = TRY(c.name());
  if (c.at("(")) view->columns = TRY(c.parenthesized_identifiers());
  while (true) {
    if (c.accept_all({"AUTO", "REFRESH"})) {
      view->auto_refresh = TRY(parse_on_off(c));
    } else if (!TRY(parse_table_attribute(c, view->attributes))) {
      break;
    }
  }
  TRY(c.expect("AS"));
  view->query = TRY(tarn::sql::parse_query(c));
  return finish(c, begin, std::move(view));
}

Result<StatementPtr> parse_alter_materialized_view(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect_all({"ALTER", "MATERIALIZED", "VIEW"}));
  auto alter = std::make_unique<rs::AlterMaterializedView>();
  alter->name = TRY(c.name());
  if (c.accept_all({"AUTO", "REFRESH"})) {
    alter->auto_refresh = TRY(parse_on_off(c));
    return finish(c, begin, std::move(alter));
  }
  TRY(c.expect_all({"ROW", "LEVEL", "SECURITY"}));
  alter->row_level_security = TRY(c.expect_any({"ON", "OFF"})) == "ON";
  if (c.accept_all({"CONJUNCTION", "TYPE"})) alter->conjunction_and = TRY(c.expect_any({"AND", "OR"})) == "AND";
  alter->for_datashares = c.accept_all({"FOR", "DATASHARES"});
  return finish(c, begin, std::move(alter));
}

Result<StatementPtr> parse_refresh(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect_all({"REFRESH", "MATERIALIZED", "VIEW"}));
  auto refresh = std::make_unique<rs::RefreshMaterializedView>();
  refresh->name = TRY(c.name());
  refresh->cascade = accept_cascade(c).value_or(false);
  return finish(c, begin, std::move(refresh));
}

namespace {

struct Droppable {
  std::initializer_list<std::string_view> words;
  rs::Drop::What what;
};

Result<rs::Drop::What> parse_droppable(Cursor& c) {
  using What = rs::Drop::What;
  static const Droppable kDroppables[] = {
      {{"TABLE"}, What::table},
      {{"VIEW"}, What::view},
      {{"MATERIALIZED", "VIEW"}, What::materialized_view},
      {{"SCHEMA"}, What::schema},
      {{"DATABASE"}, What::database},
      {{"EXTERNAL", "DATABASE"}, What::external_database},
      {{"EXTERNAL", "VIEW"}, What::external_view},
      {{"USER"}, What::user},
      {{"GROUP"}, What::group},
      {{"ROLE"}, What::role},
      {{"FUNCTION"}, What::function},
      {{"PROCEDURE"}, What::procedure},
      {{"AGGREGATE"}, What::aggregate},
      {{"RLS", "POLICY"}, What::rls_policy},
      {{"MASKING", "POLICY"}, What::masking_policy},
      {{"DATASHARE"}, What::datashare},
      {{"LIBRARY"}, What::library},
      {{"MODEL"}, What::model},
  };
  for (const auto& row : kDroppables) {
    if (c.accept_all(row.words)) return row.what;
  }
  return c.mismatch();
}

}  // namespace

Result<StatementPtr> parse_drop(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto drop = std::make_unique<rs::Drop>();
  drop->what = TRY(parse_droppable(c));
  drop->if_exists = TRY(accept_if_exists(c));
  if (drop->what == rs::Drop::What::role) {  // sys:operator is one name
    drop->names.emplace_back();
    drop->names.back().parts.push_back(TRY(c.identifier()));
  } else {
    drop->names = TRY(parse_names(c));
  }
  bool routine = drop->what == rs::Drop::What::function || drop->what == rs::Drop::What::procedure;
  if (routine && c.at("(")) drop->argument_types = TRY(parse_argument_types(c));
  drop->force = c.accept("FORCE");
  if (auto cascade = accept_cascade(c)) (*cascade ? drop->cascade : drop->restrict_) = true;
  return finish(c, begin, std::move(drop));
}

}  // namespace tarn::sql::redshift
