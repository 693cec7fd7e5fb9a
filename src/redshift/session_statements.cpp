// What concerns the session itself: parameters, cursors, EXPLAIN, locks, and maintenance that the engine does by itself.
#include "base/encoding.h"
#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/plans.h"
#include "redshift/privileges.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"
#include "redshift/time_zone.h"

namespace tarn::redshift {

// --- SET, RESET, SHOW

namespace {

bool is_time_zone(const std::string& parameter) { return equals_ignoring_case(parameter, "timezone") || equals_ignoring_case(parameter, "time zone"); }

}  // namespace

Result<Outcome> set(SqlSession& session, const rs::Set& node) {
  if (node.name == "session authorization" || node.name == "role") return errors::not_supported("SET " + node.name);
  if (node.name == "seed") return done("SET");
  if (node.name == "session characteristics") return done("SET");
  if (is_time_zone(node.name)) TRY(set_time_zone(session, node.value));
  else TRY(session.settings().set(node.name, node.value));
  return done("SET");
}

Result<Outcome> reset(SqlSession& session, const rs::Reset& node) {
  if (node.name == "all") session.settings().reset_all();
  if (node.name == "all" || is_time_zone(node.name)) TRY(set_time_zone(session, std::nullopt));
  else TRY(session.settings().set(node.name, std::nullopt));
  return done("RESET");
}

namespace {

using What = rs::Show::What;
using sql::varchar;

std::vector<sql::ResultColumn> text_columns(std::initializer_list<const char*> names) {
  std::vector<sql::ResultColumn> columns;
  for (const char* name : names) columns.push_back({name, varchar()});
  return columns;
}

// The listing that a SHOW of this kind gives, as SQL over the system views, with the names it asks about as conditions.
struct Listing {
  std::vector<sql::ResultColumn> columns;
  std::string query;
};

std::string part(const ast::ObjectName& name, size_t from_the_right) {
  return name.parts.size() > from_the_right ? name.parts[name.parts.size() - 1 - from_the_right].value : "";
}

std::string conditions(const rs::Show& node, const std::string& name_column) {
  std::string text = node.like ? " AND " + name_column + " LIKE " + literal(*node.like) : "";
  text += " ORDER BY " + name_column;
  if (node.limit) text += " LIMIT " + std::to_string(*node.limit);
  return text;
}

Result<Listing> listing(const rs::Show& node) {
  switch (node.what) {
    case What::databases:
      return Listing{text_columns({"database_name", "database_owner", "database_type", "database_acl", "parameters", "database_isolation_level"}),
                     "SELECT database, '100', 'local', NULL, NULL, 'Snapshot Isolation' FROM tarn.format WHERE true" + conditions(node, "database")};
    case What::schemas:
      return Listing{text_columns({"database_name", "schema_name", "schema_owner", "schema_type", "schema_acl", "source_database", "schema_option"}),
                     "SELECT f.database, s.name, CAST(s.owner AS VARCHAR), CASE WHEN s.external_database IS NULL THEN 'local' ELSE 'external' END, NULL, s.external_database, NULL "
                     "FROM tarn.schemas s CROSS JOIN tarn.format f WHERE true" + conditions(node, "s.name")};
    case What::tables:
      return Listing{text_columns({"database_name", "schema_name", "table_name", "table_type", "table_acl", "remarks", "owner"}),
                     "SELECT f.database, s.name, r.name, CASE r.kind WHEN 'r' THEN 'TABLE' ELSE 'VIEW' END, NULL, c.text, u.name FROM tarn.relations r JOIN tarn.schemas s ON s.oid "
                     "= r.schema_oid CROSS JOIN tarn.format f LEFT JOIN tarn.comments c ON c.object = r.oid AND c.sub = 0 LEFT JOIN tarn.users u ON u.id = r.owner WHERE s.name = " +
                         literal(part(node.name, 0)) + conditions(node, "r.name")};
    case What::columns: {
      Listing columns{text_columns({"database_name", "schema_name", "table_name", "column_name", "ordinal_position", "column_default", "is_nullable", "data_type",
                                    "character_maximum_length", "numeric_precision", "numeric_scale", "remarks"}),
                      "SELECT f.database, s.name, r.name, c.name, CAST(c.number AS VARCHAR), c.default_sql, CASE WHEN c.not_null THEN 'NO' ELSE 'YES' END, "
                      "regexp_replace(c.type, '\\(.*\\)', ''), CAST(c.characters AS VARCHAR), CAST(c.digits AS VARCHAR), CAST(c.scale AS VARCHAR), NULL FROM tarn.columns c JOIN "
                      "tarn.relations r ON r.oid = c.relation JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f WHERE r.name = " +
                          literal(part(node.name, 0)) + " AND s.name = " + literal(part(node.name, 1)) + (node.like ? " AND c.name LIKE " + literal(*node.like) : "") +
                          " ORDER BY c.number"};
      return columns;
    }
    default: return errors::not_supported("this form of SHOW");
  }
}

}  // namespace

Result<std::vector<sql::ResultColumn>> columns_of_show(const rs::Show& node) {
  if (node.what == What::parameter) return text_columns({node.parameter.c_str()});
  if (node.what == What::all_parameters) return text_columns({"name", "setting"});
  return TRY(listing(node)).columns;
}

Result<Outcome> show(SqlSession& session, const rs::Show& node) {
  Outcome outcome = done("SHOW");
  outcome.has_rows = true;
  outcome.columns = TRY(columns_of_show(node));
  if (node.what == What::parameter) {
    outcome.rows.push_back({TRY(session.settings().get(node.parameter))});
  } else if (node.what == What::all_parameters) {
    for (auto& [name, value] : session.settings().all()) outcome.rows.push_back({name, value});
  } else {
    outcome.rows = TRY(session.db().rows(TRY(listing(node)).query, outcome.columns.size()));
  }
  return outcome;
}

// --- cursors: the rows are kept in a temp table of the engine, which spills

Result<Outcome> declare_cursor(SqlSession& session, rs::DeclareCursor& node) {
  if (!session.in_block()) return errors::make("25P01", "DECLARE CURSOR may only be used in transaction blocks");
  if (!session.cursors.empty()) return errors::make("XX000", "Only one cursor may be open at a time in a session");
  Plan plan = TRY(plan_query(session, *node.query, {}));
  SqlSession::Cursor cursor{plan.program.columns, "temp.main.\"cursor_" + std::to_string(session.query_id()) + "\"", 0};
  std::string names;
  for (size_t i = 0; i < plan.program.columns.size(); ++i) names += ", c" + std::to_string(i + 1);
  sql::Program program = plan.program;
  const std::string source = plan.program.steps[0].sql;
  program.steps = {{"CREATE TEMP TABLE \"cursor_" + std::to_string(session.query_id()) + "\" AS SELECT row_number() OVER () AS n, * FROM (" + source + ") AS q(" + names.substr(2) + ")", false}};
  program.columns.clear();
  TRY(session.run_to_end(program, plan));
  session.cursors.emplace(node.name.value, std::move(cursor));
  return done("DECLARE CURSOR");
}

Result<Outcome> fetch(SqlSession& session, const rs::Fetch& node) {
  auto found = session.cursors.find(node.cursor.value);
  if (found == session.cursors.end()) return errors::make("34000", "cursor \"" + node.cursor.value + "\" does not exist");
  SqlSession::Cursor& cursor = found->second;
  const int64_t count = node.count.value_or(INT32_MAX);
  std::string names;
  for (size_t i = 0; i < cursor.columns.size(); ++i) names += (i > 0 ? ", c" : "c") + std::to_string(i + 1);
  Plan plan;
  plan.program.columns = cursor.columns;
  plan.program.steps = {{"SELECT " + names + " FROM " + cursor.table + " WHERE n > " + std::to_string(cursor.at) + " AND n <= " + std::to_string(cursor.at + count) + " ORDER BY n", true}};
  cursor.at += count;
  Outcome outcome = done("FETCH");
  outcome.has_rows = true;
  outcome.columns = cursor.columns;
  outcome.stream = TRY(session.run(plan, {}));
  return outcome;
}

Result<Outcome> close_cursor(SqlSession& session, const rs::CloseCursor& node) {
  auto close = [&](const SqlSession::Cursor& cursor) { return session.db().execute("DROP TABLE IF EXISTS " + cursor.table); };
  if (node.all) {
    for (const auto& [name, cursor] : session.cursors) TRY(close(cursor));
    session.cursors.clear();
    return done("CLOSE CURSOR");
  }
  auto found = session.cursors.find(node.name.value);
  if (found == session.cursors.end()) return errors::make("34000", "cursor \"" + node.name.value + "\" does not exist");
  TRY(close(found->second));
  session.cursors.erase(found);
  return done("CLOSE CURSOR");
}

// --- EXPLAIN

namespace {

// The engine's plan would show what a row policy hides; Redshift's shape says how relations are read.
Result<std::vector<Row>> plan_lines(SqlSession& session, const Plan& plan) {
  std::vector<Row> lines;
  const std::string width = std::to_string(8 * std::max<size_t>(1, plan.program.columns.size()));
  lines.push_back({"XN " + std::string(plan.changes_rows ? "Modify" : "Network") + "  (cost=0.00..1.00 rows=1 width=" + width + ")"});
  for (const auto& use : plan.program.relations) {
    std::string columns;
    for (const std::string& column : use.columns) columns += (columns.empty() ? "" : ", ") + column;
    const bool lake = use.pin.starts_with("lake:");
    std::string name = use.pin;
    if (!lake)
      if (auto relation = TRY(catalog::find_relation(session.db(), std::stoll(use.pin)))) name = relation->name;
    lines.push_back({std::string("  ->  XN ") + (lake ? "S3 Query Scan " : "Seq Scan on ") + name + "  (cost=0.00..1.00 rows=1 width=" + width + ")" + (columns.empty() ? "" : "  Columns: " + columns)});
  }
  return lines;
}

}  // namespace

Result<Outcome> explain(SqlSession& session, ast::Explain& node) {
  Outcome outcome = done("EXPLAIN");
  outcome.has_rows = true;
  outcome.columns = text_columns({"QUERY PLAN"});
  auto plan = TRY(make_plan(session, *node.statement, {}));
  if (!plan) return errors::not_supported("EXPLAIN of this statement");
  outcome.rows = TRY(plan_lines(session, *plan));
  return outcome;
}

// --- maintenance

Result<Outcome> lock_tables(SqlSession& session, const rs::Lock& node) {
  for (const ast::ObjectName& name : node.tables) {
    const RelationRecord relation = TRY(target_relation(session, name));
    TRY(require_privilege(session.db(), session.user(), relation, "update"));
    TRY(session.lock(table_lock(relation.oid)));
  }
  return done("LOCK TABLE");
}

Result<Outcome> maintain(SqlSession& session, const std::optional<ast::ObjectName>& table, const char* tag) {
  if (table) TRY(require_owner(session.user(), TRY(target_relation(session, *table))));
  return done(tag);  // the engine keeps its statistics and space itself
}

}  // namespace tarn::redshift
