#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/plans.h"
#include "redshift/privileges.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"

namespace tarn::redshift {
namespace {

using What = rs::Drop::What;

const char* word(RelationKind kind) {
  switch (kind) {
    case RelationKind::table: return "table";
    case RelationKind::view: return "view";
    case RelationKind::materialized_view: return "materialized view";
  }
  return "relation";
}

Error depended_on(const RelationRecord& relation) {
  return errors::make("2BP01", std::string("cannot drop ") + word(relation.kind) + " " + relation.name + " because other objects depend on it")
      .with("hint", "Use DROP ... CASCADE to drop the dependent objects too.");
}

Result<void> drop_physical(SqlSession& session, const RelationRecord& relation) {
  if (relation.kind == RelationKind::view) return {};
  TRY(session.db().execute("DROP TABLE " + relation.physical));
  for (const ColumnRecord& column : relation.columns)
    if (column.identity) TRY(session.db().execute("DROP SEQUENCE IF EXISTS " + identity_sequence(relation, column)));
  return {};
}

Result<void> drop_relation(SqlSession& session, const RelationRecord& relation, bool cascade) {
  TRY(session.lock(table_lock(relation.oid)));
  TRY(session.lock(name_lock(relation.schema, relation.name)));
  for (const RelationRecord& dependent : TRY(catalog::dependents(session.db(), relation.oid))) {
    if (dependent.late_binding) continue;
    if (!cascade) return depended_on(relation);
    if (auto whole = TRY(catalog::find_relation(session.db(), dependent.oid))) TRY(drop_relation(session, *whole, true));
  }
  auto keys = TRY(session.db().row("SELECT count(*) FROM tarn.constraints WHERE kind = 'f' AND other_relation = " + std::to_string(relation.oid) + " AND relation <> " + std::to_string(relation.oid), 1));
  if ((*keys)[0] != "0") {
    if (!cascade) return depended_on(relation);
    TRY(session.db().execute("DELETE FROM tarn.constraints WHERE kind = 'f' AND other_relation = " + std::to_string(relation.oid)));
  }
  TRY(drop_physical(session, relation));
  return catalog::erase_relation(session.db(), relation.oid);
}

Result<void> drop_named_relation(SqlSession& session, const rs::Drop& node, const ast::ObjectName& name, RelationKind kind, Outcome& outcome) {
  auto found = TRY(find_target(session, name));
  if (!found) {
    const std::string what = node.what == What::table ? "table" : node.what == What::view ? "view" : "materialized view";
    if (!node.if_exists) return errors::make("42P01", (node.what == What::table ? "Table \"" : what + " \"") + name.last() + "\" does not exist");
    outcome.notices.push_back({"INFO", what + " \"" + name.last() + "\" does not exist and will be skipped"});
    return {};
  }
  if (found->kind != kind) return errors::make("42809", "\"" + found->name + "\" is not a " + std::string(word(kind)));
  if (!TRY(has_privilege(session.db(), session.user(), *found, "drop"))) return errors::must_be_owner("relation", found->name);
  return drop_relation(session, *found, node.cascade);
}

Result<void> drop_schema(SqlSession& session, const rs::Drop& node, const std::string& name, Outcome& outcome) {
  auto schema = TRY(catalog::find_schema(session.db(), name));
  if (!schema) {
    if (!node.if_exists) return errors::no_schema(name);
    outcome.notices.push_back({"INFO", "schema \"" + name + "\" does not exist and will be skipped"});
    return {};
  }
  if (!session.user().superuser && schema->owner != session.user().id) return errors::must_be_owner("schema", name);
  if (schema->oid <= kInformationSchema) return errors::make("2BP01", "cannot drop schema " + name + " because it is required by the database system");
  for (const RelationRecord& relation : TRY(catalog::relations_in(session.db(), schema->oid))) {
    if (!node.cascade)
      return errors::make("2BP01", "cannot drop schema " + name + " because other objects depend on it").with("hint", "Use DROP ... CASCADE to drop the dependent objects too.");
    if (auto whole = TRY(catalog::find_relation(session.db(), relation.oid))) TRY(drop_relation(session, *whole, true));
  }
  TRY(session.db().execute("DELETE FROM tarn.schemas WHERE oid = " + std::to_string(schema->oid)));
  TRY(session.db().execute("DELETE FROM tarn.privileges WHERE object_kind = 'schema' AND object = " + std::to_string(schema->oid)));
  return {};
}

}  // namespace

Result<Outcome> drop(SqlSession& session, const rs::Drop& node) {
  Outcome outcome;
  for (const ast::ObjectName& name : node.names) {
    switch (node.what) {
      case What::table: TRY(drop_named_relation(session, node, name, RelationKind::table, outcome)); outcome.tag = "DROP TABLE"; break;
      case What::view: TRY(drop_named_relation(session, node, name, RelationKind::view, outcome)); outcome.tag = "DROP VIEW"; break;
      case What::materialized_view:
        TRY(drop_named_relation(session, node, name, RelationKind::materialized_view, outcome));
        outcome.tag = "DROP MATERIALIZED VIEW";
        break;
      case What::schema: TRY(drop_schema(session, node, name.last(), outcome)); outcome.tag = "DROP SCHEMA"; break;
      case What::user: TRY(drop_principal(session, node, name.last())); outcome.tag = "DROP USER"; break;
      case What::group: TRY(drop_principal(session, node, name.last())); outcome.tag = "DROP GROUP"; break;
      case What::role: TRY(drop_principal(session, node, name.last())); outcome.tag = "DROP ROLE"; break;
      case What::rls_policy: TRY(drop_policy(session, name.last(), node.if_exists, node.cascade)); outcome.tag = "DROP RLS POLICY"; break;
      default: return errors::not_supported("DROP of this kind of object");
    }
  }
  return outcome;
}

}  // namespace tarn::redshift
