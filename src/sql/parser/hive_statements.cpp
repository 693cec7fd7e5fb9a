// Hive DDL of Athena but ALTER TABLE.
#include "sql/parser/hive_statements.h"

#include "sql/parser/expressions.h"
#include "sql/parser/hive_clauses.h"
#include "sql/parser/statements.h"

namespace tarn::sql {
namespace {

using namespace ast;

Result<bool> accept_if_not_exists(Cursor& c) {
  if (!c.accept("IF")) return false;
  TRY(c.expect_all({"NOT", "EXISTS"}));
  return true;
}

Result<bool> accept_if_exists(Cursor& c) {
  if (!c.accept("IF")) return false;
  TRY(c.expect("EXISTS"));
  return true;
}

Result<StatementPtr> parse_create_table(Cursor& c, Cursor::Mark begin, bool external) {
  auto create = std::make_unique<HiveCreateTable>();
  create->external = external;
  create->if_not_exists = TRY(accept_if_not_exists(c));
  create->table = TRY(parse_hive_name(c));
  if (c.at("LIKE")) return c.not_supported();
  if (c.at("(")) create->columns = TRY(parse_hive_columns(c));
  TRY(parse_table_clauses(c, *create));
  return finish(c, begin, std::move(create));
}

Result<StatementPtr> parse_create_database(Cursor& c, Cursor::Mark begin) {
  auto create = std::make_unique<HiveCreateDatabase>();
  create->if_not_exists = TRY(accept_if_not_exists(c));
  create->name = TRY(c.identifier());
  if (c.accept("COMMENT")) create->comment = TRY(c.string());
  if (c.accept("LOCATION")) create->location = TRY(c.string());
  if (c.accept("WITH")) {
    TRY(c.expect("DBPROPERTIES"));
    create->properties = TRY(parse_text_properties(c));
  }
  return finish(c, begin, std::move(create));
}

Result<StatementPtr> parse_create(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (!c.accept_any({"DATABASE", "SCHEMA"}).empty()) return parse_create_database(c, begin);
  bool external = c.accept("EXTERNAL");
  TRY(c.expect("TABLE"));
  return parse_create_table(c, begin, external);
}

Result<StatementPtr> parse_drop(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (c.accept("TABLE")) {
    auto drop = std::make_unique<HiveDropTable>();
    drop->if_exists = TRY(accept_if_exists(c));
    drop->table = TRY(parse_hive_name(c));
    drop->purge = c.accept("PURGE");
    return finish(c, begin, std::move(drop));
  }
  TRY(c.expect_any({"DATABASE", "SCHEMA"}));
  auto drop = std::make_unique<HiveDropDatabase>();
  drop->if_exists = TRY(accept_if_exists(c));
  drop->name = TRY(c.identifier());
  drop->cascade = c.accept_any({"RESTRICT", "CASCADE"}) == "CASCADE";
  return finish(c, begin, std::move(drop));
}

Result<StatementPtr> parse_alter_database(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  c.skip();
  auto alter = std::make_unique<HiveAlterDatabase>();
  alter->name = TRY(c.identifier());
  TRY(c.expect("SET"));
  if (c.at_any({"LOCATION", "OWNER"})) return c.not_supported();
  TRY(c.expect("DBPROPERTIES"));
  alter->properties = TRY(parse_text_properties(c));
  return finish(c, begin, std::move(alter));
}

// [LIKE] 'regex'
Result<void> parse_pattern(Cursor& c, HiveShow& show) {
  bool like = c.accept("LIKE");
  if (like || c.at_string()) show.pattern = TRY(c.string());
  return {};
}

Result<void> parse_in_database(Cursor& c, HiveShow& show) {
  if (!c.accept_any({"IN", "FROM"}).empty()) show.name = TRY(parse_hive_name(c));
  return {};
}

Result<void> parse_show_columns(Cursor& c, HiveShow& show) {
  TRY(c.expect_any({"FROM", "IN"}));
  show.name = TRY(parse_hive_name(c));
  if (c.accept_any({"FROM", "IN"}).empty()) return {};
  auto database = TRY(c.identifier());
  show.name.parts.insert(show.name.parts.begin(), std::move(database));
  return {};
}

Result<void> parse_show_properties(Cursor& c, HiveShow& show) {
  show.name = TRY(parse_hive_name(c));
  if (!c.accept("(")) return {};
  show.property = TRY(c.string());
  return c.expect(")");
}

Result<void> parse_shown(Cursor& c, HiveShow& show) {
  using What = HiveShow::What;
  if (!c.accept_any({"DATABASES", "SCHEMAS"}).empty()) {
    show.what = What::databases;
    return parse_pattern(c, show);
  }
  if (c.accept("TABLES") || c.at("VIEWS")) {
    show.what = c.accept("VIEWS") ? What::views : What::tables;
    TRY(parse_in_database(c, show));
    return parse_pattern(c, show);
  }
  if (c.accept("COLUMNS")) {
    show.what = What::columns;
    return parse_show_columns(c, show);
  }
  if (c.accept("TBLPROPERTIES")) {
    show.what = What::table_properties;
    return parse_show_properties(c, show);
  }
  if (c.accept("PARTITIONS")) {
    show.what = What::partitions;
  } else {
    TRY(c.expect("CREATE"));
    TRY(c.expect("TABLE"));
    show.what = What::create_table;
  }
  show.name = TRY(parse_hive_name(c));
  return {};
}

Result<StatementPtr> parse_show(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (c.at_any({"COMPACTIONS", "CURRENT", "GRANT", "INDEXES", "LOCKS", "PRINCIPALS", "ROLES", "ROLE", "STATS", "TRANSACTIONS", "CATALOGS", "SESSION"})) {
    return c.not_supported();
  }
  auto show = std::make_unique<HiveShow>();
  TRY(parse_shown(c, *show));
  return finish(c, begin, std::move(show));
}

Result<StatementPtr> parse_describe(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (c.at_any({"DATABASE", "SCHEMA", "FUNCTION", "INPUT", "OUTPUT"}) && c.at_identifier(1)) return c.not_supported();
  auto describe = std::make_unique<HiveDescribe>();
  if (c.at_identifier(1) || c.at("EXTENDED")) {
    if (c.accept("EXTENDED")) describe->detail = HiveDescribe::Detail::extended;
    if (c.accept("FORMATTED")) describe->detail = HiveDescribe::Detail::formatted;
  }
  describe->table = TRY(parse_hive_name(c));
  if (c.accept("PARTITION")) describe->partition = TRY(parse_partition_spec(c, false));
  if (c.at_identifier()) {
    describe->column_path.push_back(TRY(c.identifier()));
    while (c.accept(".")) describe->column_path.push_back(TRY(c.label()));
  }
  return finish(c, begin, std::move(describe));
}

Result<StatementPtr> parse_repair(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  TRY(c.expect("REPAIR"));
  TRY(c.expect("TABLE"));
  auto repair = std::make_unique<HiveRepair>();
  repair->table = TRY(parse_hive_name(c));
  return finish(c, begin, std::move(repair));
}

}  // namespace

// `db.t` in one pair of quotes is a qualified name too, as Athena reads it.
Result<ObjectName> parse_hive_name(Cursor& c) {
  auto name = TRY(c.name());
  if (name.parts.size() != 1 || !name.parts[0].quoted) return name;
  auto whole = std::move(name.parts[0]);
  name.parts.clear();
  for (size_t begin = 0; begin <= whole.text.size();) {
    size_t dot = std::min(whole.text.find('.', begin), whole.text.size());
    auto text = whole.text.substr(begin, dot - begin);
    name.parts.push_back({lower_ascii(text), text, true, whole.span});
    begin = dot + 1;
  }
  return name;
}

Result<StatementPtr> parse_hive_statement(Cursor& c) {
  if (c.at("CREATE")) return parse_create(c);
  if (c.at("DROP")) return parse_drop(c);
  if (c.at("ALTER")) {
    if (c.at_any({"DATABASE", "SCHEMA"}, 1)) return parse_alter_database(c);
    if (c.at("TABLE", 1)) return parse_hive_alter_table(c);
    return c.not_supported();
  }
  if (c.at("SHOW")) return parse_show(c);
  if (c.at_any({"DESCRIBE", "DESC"})) return parse_describe(c);
  if (c.at("MSCK")) return parse_repair(c);
  return c.mismatch();
}

}  // namespace tarn::sql
