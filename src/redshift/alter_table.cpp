#include <algorithm>

#include "redshift/catalog.h"
#include "redshift/column_types.h"
#include "redshift/errors.h"
#include "redshift/privileges.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"
#include "redshift/tables.h"
#include "sql/emit/layout.h"

namespace tarn::redshift {
namespace {

using Action = rs::AlterTable::Action;
using sql::quote_identifier;

std::string where(const RelationRecord& relation, const ColumnRecord& column) {
  return " WHERE relation = " + std::to_string(relation.oid) + " AND number = " + std::to_string(column.number);
}

Result<const ColumnRecord*> column_named(const RelationRecord& relation, const std::string& name) {
  const ColumnRecord* column = relation.column(name);
  if (column == nullptr) return errors::no_column(name, relation.name);
  return column;
}

Result<void> add_column(SqlSession& session, const RelationRecord& relation, const rs::Column& node) {
  if (relation.column(node.name.value) != nullptr)
    return errors::make("42701", "column \"" + node.name.value + "\" of relation \"" + relation.name + "\" already exists");
  int number = 1;
  for (const ColumnRecord& column : relation.columns) number = std::max(number, column.number + 1);
  ColumnRecord column = TRY(column_from(node, number));
  if (column.encoding.empty()) column.encoding = default_encoding(column.type, false);
  if (column.identity) return errors::make("0A000", "ALTER TABLE ADD COLUMN of an identity column is not supported");
  if (column.not_null && !column.default_sql) return errors::make("42601", "ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression");
  const std::string name = quote_identifier(column.name);
  TRY(session.db().execute("ALTER TABLE " + relation.physical + " ADD COLUMN " + name + " " + sql::duckdb_type(column.type, sql::Dialect::redshift)));
  if (column.default_sql) TRY(session.db().execute("UPDATE " + relation.physical + " SET " + name + " = " + TRY(default_in_engine(session, relation, column))));
  if (column.not_null) TRY(session.db().execute("ALTER TABLE " + relation.physical + " ALTER COLUMN " + name + " SET NOT NULL"));
  return catalog::insert_column(session.db(), relation.oid, column);
}

Result<void> drop_column(SqlSession& session, const RelationRecord& relation, const std::string& name, bool cascade) {
  const ColumnRecord& column = *TRY(column_named(relation, name));
  if (relation.columns.size() == 1) return errors::make("0A000", "cannot drop the only column of table \"" + relation.name + "\"");
  if (column.dist_key || column.sort_ordinal != 0) return errors::make("0A000", "cannot drop distkey or sortkey column \"" + name + "\"");
  if (!cascade && !TRY(catalog::dependents(session.db(), relation.oid)).empty())
    return errors::make("2BP01", "cannot drop table " + relation.name + " column " + name + " because other objects depend on it")
        .with("hint", "Use DROP ... CASCADE to drop the dependent objects too.");
  TRY(session.db().execute("ALTER TABLE " + relation.physical + " DROP COLUMN " + quote_identifier(name)));
  TRY(session.db().execute("DELETE FROM tarn.columns" + where(relation, column)));
  TRY(session.db().execute("DELETE FROM tarn.privileges WHERE object_kind = 'column' AND object = " + std::to_string(relation.oid) + " AND sub = " + std::to_string(column.number)));
  return {};
}

Result<void> rename_table(SqlSession& session, const RelationRecord& relation, const std::string& name) {
  TRY(session.lock(name_lock(relation.schema, name)));
  if (TRY(catalog::find_relation(session.db(), relation.schema, name))) return errors::relation_exists(name);
  TRY(session.db().execute("UPDATE tarn.relations SET name = " + literal(name) + " WHERE oid = " + std::to_string(relation.oid)));
  return {};
}

Result<void> rename_column(SqlSession& session, const RelationRecord& relation, const std::string& from, const std::string& to) {
  const ColumnRecord& column = *TRY(column_named(relation, from));
  if (relation.column(to) != nullptr) return errors::make("42701", "column \"" + to + "\" of relation \"" + relation.name + "\" already exists");
  if (relation.kind != RelationKind::view)
    TRY(session.db().execute("ALTER TABLE " + relation.physical + " RENAME COLUMN " + quote_identifier(from) + " TO " + quote_identifier(to)));
  TRY(session.db().execute("UPDATE tarn.columns SET name = " + literal(to) + where(relation, column)));
  return {};
}

Result<void> alter_type(SqlSession& session, const RelationRecord& relation, const std::string& name, const ast::DataType& written) {
  ColumnRecord column = *TRY(column_named(relation, name));
  const sql::Type type = TRY(column_type(written));
  if (!column.type.is(sql::TypeKind::varchar) || !type.is(sql::TypeKind::varchar))
    return errors::make("0A000", "ALTER COLUMN TYPE is supported for VARCHAR columns only");
  auto longest = TRY(session.db().row("SELECT coalesce(max(octet_length(encode(" + quote_identifier(name) + "))), 0) FROM " + relation.physical, 1));
  if (std::stoll((*longest)[0].value_or("0")) > type.precision)
    return errors::make("22001", "cannot alter column \"" + name + "\": existing values are longer than " + std::to_string(type.precision));
  TRY(session.db().execute("DELETE FROM tarn.columns" + where(relation, column)));
  column.type = type;
  return catalog::insert_column(session.db(), relation.oid, column);
}

Result<void> alter_encodings(SqlSession& session, const RelationRecord& relation, const rs::AlterTable& node) {
  for (const auto& [name, encoding] : node.encodings) {
    const ColumnRecord& column = *TRY(column_named(relation, name.value));
    TRY(session.db().execute("UPDATE tarn.columns SET encoding = " + literal(encoding == "raw" ? "none" : encoding) + where(relation, column)));
  }
  return {};
}

Result<void> alter_attributes(SqlSession& session, RelationRecord relation, const rs::TableAttributes& attributes) {
  TRY(apply_attributes(attributes, relation));
  TRY(session.db().execute("UPDATE tarn.relations SET dist_style = " + std::to_string(relation.dist_style) + " WHERE oid = " + std::to_string(relation.oid)));
  for (const ColumnRecord& column : relation.columns)
    TRY(session.db().execute("UPDATE tarn.columns SET dist_key = " + literal(column.dist_key) + ", sort_ordinal = " + std::to_string(column.sort_ordinal) + where(relation, column)));
  return {};
}

Result<void> drop_constraint(SqlSession& session, const RelationRecord& relation, const std::string& name) {
  const uint64_t gone = TRY(session.db().execute("DELETE FROM tarn.constraints WHERE relation = " + std::to_string(relation.oid) + " AND name = " + literal(name)));
  if (gone == 0) return errors::make("42704", "constraint \"" + name + "\" of relation \"" + relation.name + "\" does not exist");
  return {};
}

Result<void> change_owner(SqlSession& session, const RelationRecord& relation, const std::string& name) {
  auto owner = TRY(catalog::find_user(session.db(), name));
  if (!owner) return errors::no_user(name);
  TRY(session.db().execute("UPDATE tarn.relations SET owner = " + std::to_string(owner->id) + " WHERE oid = " + std::to_string(relation.oid)));
  return {};
}

Result<void> append_from(SqlSession& session, const RelationRecord& relation, const rs::AlterTable& node) {
  if (session.in_block()) return errors::in_transaction_block("ALTER TABLE APPEND");
  const RelationRecord source = TRY(target_relation(session, node.source));
  TRY(require_owner(session.user(), source));
  TRY(session.lock(table_lock(source.oid)));
  std::string names;
  for (const ColumnRecord& column : source.columns) {
    const ColumnRecord* same = relation.column(column.name);
    if (same == nullptr) {
      if (node.ignore_extra) continue;
      return errors::make("0A000", "column \"" + column.name + "\" is not in the target table");
    }
    if (!(same->type == column.type)) return errors::make("42804", "column \"" + column.name + "\" has different types in the two tables");
    names += (names.empty() ? "" : ", ") + quote_identifier(column.name);
  }
  for (const ColumnRecord& column : relation.columns)
    if (source.column(column.name) == nullptr && !node.fill_target) return errors::make("0A000", "column \"" + column.name + "\" is not in the source table");
  TRY(session.db().execute("INSERT INTO " + relation.physical + " (" + names + ") SELECT " + names + " FROM " + source.physical));
  TRY(session.db().execute("DELETE FROM " + source.physical));
  return {};
}

Result<void> row_security(SqlSession& session, const RelationRecord& relation, const rs::AlterTable& node) {
  if (!session.user().superuser) return errors::must_be_superuser("alter row level security");
  if (node.for_datashares) return errors::not_supported("ROW LEVEL SECURITY FOR DATASHARES");
  std::string sets = "row_security = " + literal(node.on);
  if (node.conjunction_and) sets += ", policies_or = " + literal(!*node.conjunction_and);
  TRY(session.db().execute("UPDATE tarn.relations SET " + sets + " WHERE oid = " + std::to_string(relation.oid)));
  return {};
}

}  // namespace

Result<Outcome> alter_table(SqlSession& session, rs::AlterTable& node) {
  const RelationRecord relation = TRY(target_relation(session, node.table));
  if (!TRY(has_privilege(session.db(), session.user(), relation, "alter"))) return errors::must_be_owner("relation", relation.name);
  TRY(session.lock(table_lock(relation.oid)));
  TRY(session.lock(name_lock(relation.schema, relation.name)));
  switch (node.action) {
    case Action::add_column: TRY(add_column(session, relation, *node.column)); break;
    case Action::drop_column: TRY(drop_column(session, relation, node.name.value, node.cascade)); break;
    case Action::rename_table: TRY(rename_table(session, relation, node.new_name.value)); break;
    case Action::rename_column: TRY(rename_column(session, relation, node.name.value, node.new_name.value)); break;
    case Action::alter_type:
      if (session.in_block()) return errors::in_transaction_block("ALTER TABLE ALTER COLUMN");
      TRY(alter_type(session, relation, node.name.value, *node.type));
      break;
    case Action::alter_encodings: TRY(alter_encodings(session, relation, node)); break;
    case Action::alter_dist_key:
    case Action::alter_dist_style:
    case Action::alter_sort_key: TRY(alter_attributes(session, relation, node.attributes)); break;
    case Action::encode_auto: break;
    case Action::add_constraint: TRY(insert_constraint(session, relation, *node.constraint)); break;
    case Action::drop_constraint: TRY(drop_constraint(session, relation, node.name.value)); break;
    case Action::owner: TRY(change_owner(session, relation, node.name.value)); break;
    case Action::row_level_security: TRY(row_security(session, relation, node)); break;
    case Action::append_from: TRY(append_from(session, relation, node)); break;
    default: return errors::not_supported("this form of ALTER TABLE");
  }
  return done("ALTER TABLE");
}

}  // namespace tarn::redshift
