#include <algorithm>

#include "redshift/catalog.h"
#include "redshift/column_types.h"
#include "redshift/errors.h"
#include "redshift/plans.h"
#include "redshift/privileges.h"
#include "redshift/statements.h"
#include "redshift/tables.h"
#include "sql/ast/print.h"
#include "sql/emit/layout.h"

namespace tarn::redshift {
namespace {

using sql::Dialect;
using sql::quote_identifier;

constexpr size_t kMaxColumns = 1600;  // Developer Guide, CREATE TABLE

Result<void> add_columns(const rs::CreateTable& node, RelationRecord& record) {
  for (const rs::Column& column : node.columns) {
    if (record.column(column.name.value) != nullptr) return errors::make("42701", "column \"" + column.name.value + "\" duplicated");
    if (column.name.value == "oid") return errors::make("42701", "column name \"oid\" conflicts with a system column name");
    record.columns.push_back(TRY(column_from(column, static_cast<int>(record.columns.size() + 1))));
  }
  return {};
}

// CREATE TABLE (LIKE other): names, types, NOT NULL and, if asked for, defaults.
Result<void> add_like(SqlSession& session, const rs::LikeClause& like, RelationRecord& record) {
  const RelationRecord other = TRY(target_relation(session, like.table));
  TRY(require_privilege(session.db(), session.user(), other, "select"));
  for (ColumnRecord column : other.columns) {
    if (record.column(column.name) != nullptr) return errors::make("42701", "column \"" + column.name + "\" duplicated");
    column.number = static_cast<int>(record.columns.size() + 1);
    column.identity.reset();
    if (!like.defaults.value_or(false)) column.default_sql.reset();
    record.columns.push_back(std::move(column));
  }
  if (record.dist_style == 10) record.dist_style = other.dist_style;
  return {};
}

Result<void> add_columns_of_query(const rs::CreateTable& node, const sql::Program& program, RelationRecord& record) {
  if (node.column_names.size() > program.columns.size()) return errors::make("42601", "CREATE TABLE AS specifies too many column names");
  for (size_t i = 0; i < program.columns.size(); ++i) {
    ColumnRecord column;
    column.number = static_cast<int>(i + 1);
    column.name = i < node.column_names.size() ? node.column_names[i].value : program.columns[i].name;
    column.type = stored_type(program.columns[i].type);
    if (record.column(column.name) != nullptr) return errors::make("42701", "column \"" + column.name + "\" duplicated");
    record.columns.push_back(std::move(column));
  }
  return {};
}

Result<void> check_new_name(SqlSession& session, const SchemaRecord& schema, const std::string& name) {
  if (schema.external) return errors::not_supported("CREATE TABLE in an external schema");
  if (schema.name == "pg_catalog" || schema.name == "information_schema") return errors::denied("schema", schema.name);
  if (name.size() > 127) return errors::make("42622", "identifier \"" + name + "\" is longer than 127 bytes");
  return session.lock(name_lock(schema.name, name));
}

}  // namespace

std::string default_encoding(const sql::Type& type, bool sort_key) {
  if (sort_key) return "none";
  switch (type.kind) {
    case sql::TypeKind::boolean:
    case sql::TypeKind::real:
    case sql::TypeKind::double_: return "none";
    case sql::TypeKind::smallint:
    case sql::TypeKind::integer:
    case sql::TypeKind::bigint:
    case sql::TypeKind::decimal:
    case sql::TypeKind::date:
    case sql::TypeKind::time:
    case sql::TypeKind::timestamp:
    case sql::TypeKind::timestamp_tz: return "az64";
    case sql::TypeKind::super_: return "zstd";
    default: return "lzo";
  }
}

sql::Type stored_type(const sql::Type& type) {
  switch (type.kind) {
    case sql::TypeKind::unknown:
    case sql::TypeKind::name:
    case sql::TypeKind::regtype: return sql::varchar(type.is(sql::TypeKind::unknown) ? 1 : 128);
    case sql::TypeKind::oid: return sql::simple(sql::TypeKind::bigint);
    case sql::TypeKind::tinyint: return sql::simple(sql::TypeKind::smallint);
    case sql::TypeKind::varchar: return sql::varchar(type.precision > 0 ? type.precision : 65'535);
    case sql::TypeKind::json:
    case sql::TypeKind::array:
    case sql::TypeKind::map:
    case sql::TypeKind::row: return sql::simple(sql::TypeKind::super_);
    default: return type;
  }
}

Result<ColumnRecord> column_from(const rs::Column& column, int number) {
  ColumnRecord record;
  record.number = number;
  record.name = column.name.value;
  record.type = TRY(column_type(column.type));
  record.not_null = column.primary_key || column.identity || !column.nullable.value_or(true);
  if (column.default_value) record.default_sql = sql::ast::print(*column.default_value, Dialect::redshift);
  if (column.identity) {
    if (!record.type.is(sql::TypeKind::integer) && !record.type.is(sql::TypeKind::bigint))
      return errors::make("42601", "identity column type must be INT or BIGINT");
    record.identity = Identity{column.identity->seed, column.identity->step, column.identity->by_default};
  }
  record.dist_key = column.dist_key;
  record.sort_ordinal = column.sort_key ? 1 : 0;
  record.encoding = column.encoding == "raw" ? "none" : column.encoding;
  if (record.encoding == "auto") record.encoding.clear();
  return record;
}

Result<void> apply_attributes(const rs::TableAttributes& attributes, RelationRecord& record) {
  using Sort = rs::TableAttributes::Sort;
  switch (attributes.dist_style) {
    case rs::DistStyle::even: record.dist_style = 0; break;
    case rs::DistStyle::all: record.dist_style = 8; break;
    case rs::DistStyle::key: record.dist_style = 1; break;
    case rs::DistStyle::automatic: record.dist_style = 10; break;
    case rs::DistStyle::unspecified: break;
  }
  if (attributes.dist_key) {
    record.dist_style = 1;
    bool found = false;
    for (ColumnRecord& column : record.columns) {
      column.dist_key = column.name == attributes.dist_key->value;
      found = found || column.dist_key;
    }
    if (!found) return errors::make("42703", "DISTKEY column \"" + attributes.dist_key->value + "\" does not exist");
  } else if (std::any_of(record.columns.begin(), record.columns.end(), [](const ColumnRecord& c) { return c.dist_key; })) {
    record.dist_style = 1;
  }
  if (attributes.sort != Sort::unspecified)
    for (ColumnRecord& column : record.columns) column.sort_ordinal = 0;
  int ordinal = 0;
  for (const ast::Identifier& name : attributes.sort_key) {
    auto column = std::find_if(record.columns.begin(), record.columns.end(), [&](const ColumnRecord& c) { return c.name == name.value; });
    if (column == record.columns.end()) return errors::make("42703", "SORTKEY column \"" + name.value + "\" does not exist");
    ++ordinal;
    column->sort_ordinal = attributes.sort == Sort::interleaved ? (ordinal % 2 == 1 ? ordinal : -ordinal) : ordinal;
  }
  return {};
}

Result<void> make_physical(SqlSession& session, RelationRecord& record) {
  const std::string table = quote_identifier("t" + std::to_string(record.oid));
  record.physical = (record.temporary ? "temp.main." : "data.") + table;
  std::string columns;
  for (const ColumnRecord& column : record.columns)
    columns += (columns.empty() ? "" : ", ") + quote_identifier(column.name) + " " + sql::duckdb_type(column.type, Dialect::redshift) + (column.not_null ? " NOT NULL" : "");
  TRY(session.db().execute(record.temporary ? "CREATE TEMP TABLE " + table + "(" + columns + ")" : "CREATE TABLE " + record.physical + "(" + columns + ")"));
  for (const ColumnRecord& column : record.columns)
    if (column.identity) {
      const std::string name = identity_sequence(record, column);
      const std::string kind = record.temporary ? "CREATE TEMP SEQUENCE " + name.substr(name.rfind('.') + 1) : "CREATE SEQUENCE " + name;
      TRY(session.db().execute(kind + " START " + std::to_string(column.identity->seed) + " INCREMENT " + std::to_string(column.identity->step)));
    }
  return {};
}

Result<void> insert_constraint(SqlSession& session, const RelationRecord& relation, const rs::TableConstraint& constraint) {
  using Kind = rs::TableConstraint::Kind;
  const std::string kind = constraint.kind == Kind::primary_key ? "p" : constraint.kind == Kind::unique ? "u" : "f";
  auto numbers = [](const RelationRecord& of, const std::vector<ast::Identifier>& names) -> Result<std::string> {
    std::string list;
    for (const ast::Identifier& name : names) {
      const ColumnRecord* column = of.column(name.value);
      if (column == nullptr) return errors::make("42703", "column \"" + name.value + "\" named in key does not exist");
      list += (list.empty() ? "" : ", ") + std::to_string(column->number);
    }
    return "[" + list + "]";
  };
  const std::string columns = TRY(numbers(relation, constraint.columns));
  std::string name = constraint.name ? constraint.name->value : "";
  if (name.empty()) {
    name = relation.name;
    if (kind != "p")
      for (const ast::Identifier& column : constraint.columns) name += "_" + column.value;
    name += kind == "p" ? "_pkey" : kind == "u" ? "_key" : "_fkey";
  }
  std::string other = "NULL", other_columns = "NULL";
  if (constraint.references) {
    const RelationRecord target = constraint.references->table.last() == relation.name && constraint.references->table.parts.size() == 1
                                      ? relation : TRY(target_relation(session, constraint.references->table));
    other = std::to_string(target.oid);
    if (!constraint.references->columns.empty()) other_columns = TRY(numbers(target, constraint.references->columns));
    else {
      auto key = TRY(session.db().row("SELECT columns FROM tarn.constraints WHERE kind = 'p' AND relation = " + other, 1));
      if (!key) return errors::make("42830", "there is no primary key for referenced table \"" + target.name + "\"");
      other_columns = (*key)[0].value_or("NULL");
    }
  }
  TRY(session.db().execute("INSERT INTO tarn.constraints VALUES (" + std::to_string(TRY(catalog::next_oid(session.db()))) + ", " + std::to_string(relation.oid) + ", " +
                           literal(name) + ", " + literal(kind) + ", " + columns + ", " + other + ", " + other_columns + ")"));
  return {};
}

namespace {

Result<void> insert_constraints(SqlSession& session, const rs::CreateTable& node, const RelationRecord& record) {
  for (const rs::Column& column : node.columns) {
    auto of_column = [&](rs::TableConstraint::Kind kind) {
      rs::TableConstraint constraint;
      constraint.kind = kind;
      constraint.columns.push_back(column.name);
      return constraint;
    };
    if (column.primary_key) TRY(insert_constraint(session, record, of_column(rs::TableConstraint::Kind::primary_key)));
    if (column.unique) TRY(insert_constraint(session, record, of_column(rs::TableConstraint::Kind::unique)));
    if (column.references) {
      rs::TableConstraint constraint = of_column(rs::TableConstraint::Kind::foreign_key);
      constraint.references = rs::Reference{{column.references->table}, {column.references->columns}};
      TRY(insert_constraint(session, record, constraint));
    }
  }
  for (const rs::TableConstraint& constraint : node.constraints) TRY(insert_constraint(session, record, constraint));
  return {};
}

}  // namespace

Result<Outcome> create_table(SqlSession& session, rs::CreateTable& node) {
  RelationRecord record;
  record.name = node.table.last();
  record.temporary = node.temporary || record.name.starts_with('#');
  const SchemaRecord schema = record.temporary ? TRY(session.temporary_schema()) : TRY(schema_for_new(session, node.table));
  TRY(check_new_name(session, schema, record.name));
  if (TRY(catalog::find_relation(session.db(), schema.name, record.name))) {
    if (!node.if_not_exists) return errors::relation_exists(record.name);
    Outcome outcome = done(node.query ? "SELECT" : "CREATE TABLE");
    outcome.notices.push_back({"INFO", "Relation \"" + record.name + "\" already exists and will be skipped"});
    return outcome;
  }
  std::optional<TableQuery> source;
  if (node.query) {
    source = TRY(plan_table_query(session, *node.query));
    TRY(add_columns_of_query(node, source->plan.program, record));
  } else {
    TRY(add_columns(node, record));
    for (const rs::LikeClause& like : node.likes) TRY(add_like(session, like, record));
  }
  if (record.columns.empty()) return errors::make("42601", "a table must have at least one column");
  if (record.columns.size() > kMaxColumns) return errors::make("54011", "tables can have at most 1600 columns");
  for (const rs::TableConstraint& constraint : node.constraints)
    if (constraint.kind == rs::TableConstraint::Kind::primary_key)
      for (ColumnRecord& column : record.columns)
        column.not_null = column.not_null || std::any_of(constraint.columns.begin(), constraint.columns.end(), [&](const ast::Identifier& name) { return name.value == column.name; });
  record.oid = TRY(catalog::next_oid(session.db()));
  record.schema = schema.name;
  record.schema_oid = schema.oid;
  record.owner = session.user().id;
  TRY(apply_attributes(node.attributes, record));
  for (ColumnRecord& column : record.columns)
    if (column.encoding.empty()) column.encoding = default_encoding(column.type, column.sort_ordinal != 0);
  TRY(make_physical(session, record));
  TRY(catalog::insert_relation(session.db(), record, timestamp_text(session.now())));
  TRY(insert_constraints(session, node, record));
  if (!source) return done("CREATE TABLE");
  if (node.with_data) TRY(fill_from(session, record, source->plan));
  return done("SELECT");
}

Result<uint64_t> fill_from(SqlSession& session, const RelationRecord& record, const Plan& plan) {
  std::string casts, names;
  for (size_t i = 0; i < record.columns.size(); ++i) {
    const std::string name = "c" + std::to_string(i + 1);
    names += (names.empty() ? "" : ", ") + name;
    casts += (casts.empty() ? "" : ", ") + ("CAST(" + name + " AS " + sql::duckdb_type(record.columns[i].type, Dialect::redshift) + ")");
  }
  sql::Program program = plan.program;
  program.steps = {{"INSERT INTO " + record.physical + " SELECT " + casts + " FROM (" + plan.program.steps[0].sql + ") AS q(" + names + ")", false}};
  program.columns.clear();
  return session.run_to_end(program, plan);
}

Result<Outcome> select_into(SqlSession& session, ast::Query& query) {
  auto& select = ast::as<ast::Select>(*query.body);
  rs::CreateTable node;
  node.table = std::move(select.into->name);
  node.temporary = select.into->temporary;
  select.into.reset();
  node.query = std::make_unique<ast::Query>(std::move(query));
  return create_table(session, node);
}

Result<Outcome> truncate(SqlSession& session, const rs::Truncate& node) {
  const RelationRecord relation = TRY(target_relation(session, node.table));
  if (relation.kind != RelationKind::table) return errors::make("42809", "\"" + relation.name + "\" is not a table");
  if (!TRY(has_privilege(session.db(), session.user(), relation, "truncate"))) return errors::must_be_owner("relation", relation.name);
  TRY(session.lock(table_lock(relation.oid)));
  TRY(session.db().execute("DELETE FROM " + relation.physical));
  return done("TRUNCATE");
}

}  // namespace tarn::redshift
