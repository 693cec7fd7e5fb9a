#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/external.h"
#include "redshift/plans.h"
#include "redshift/privileges.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"

namespace tarn::redshift {
namespace {

Result<void> check_new_schema(SqlSession& session, const std::string& name) {
  if (name.starts_with("pg_")) return errors::make("42939", "unacceptable schema name \"" + name + "\"");
  return session.lock(name_lock("schema", name));
}

// Whether a schema of that name is there; then either an error or, with IF NOT EXISTS, a notice.
Result<bool> already_there(SqlSession& session, const std::string& name, bool tolerated, Outcome& outcome) {
  if (!TRY(catalog::find_schema(session.db(), name))) return false;
  if (!tolerated) return errors::make("42P06", "Schema \"" + name + "\" already exists");
  outcome.notices.push_back({"INFO", "Schema \"" + name + "\" already exists and will be skipped"});
  return true;
}

}  // namespace

Result<Outcome> create_schema(SqlSession& session, const rs::CreateSchema& node) {
  if (!session.user().superuser && !session.user().create_db) {
    auto granted = TRY(session.db().row("SELECT 1 FROM tarn.privileges WHERE object_kind = 'database' AND privilege = 'create' AND " + catalog::is_grantee(session.user().id), 1));
    if (!granted) return errors::denied("database", session.shared().options.database);
  }
  TRY(check_new_schema(session, node.name.value));
  Outcome outcome = done("CREATE SCHEMA");
  if (TRY(already_there(session, node.name.value, node.if_not_exists, outcome))) return outcome;
  int64_t owner = session.user().id;
  if (node.owner) {
    auto user = TRY(catalog::find_user(session.db(), node.owner->value));
    if (!user) return errors::no_user(node.owner->value);
    owner = user->id;
  }
  TRY(catalog::insert_schema(session.db(), {TRY(catalog::next_oid(session.db())), node.name.value, owner, {}}));
  return outcome;
}

Result<Outcome> alter_schema(SqlSession& session, const rs::AlterSchema& node) {
  auto schema = TRY(catalog::find_schema(session.db(), node.name.value));
  if (!schema) return errors::no_schema(node.name.value);
  if (!session.user().superuser && schema->owner != session.user().id) return errors::must_be_owner("schema", schema->name);
  const std::string where = " WHERE oid = " + std::to_string(schema->oid);
  if (node.rename_to) {
    TRY(check_new_schema(session, node.rename_to->value));
    if (TRY(catalog::find_schema(session.db(), node.rename_to->value))) return errors::make("42P06", "Schema \"" + node.rename_to->value + "\" already exists");
    TRY(session.db().execute("UPDATE tarn.schemas SET name = " + literal(node.rename_to->value) + where));
  }
  if (node.owner) {
    auto user = TRY(catalog::find_user(session.db(), node.owner->value));
    if (!user) return errors::no_user(node.owner->value);
    TRY(session.db().execute("UPDATE tarn.schemas SET owner = " + std::to_string(user->id) + where));
  }
  return done("ALTER SCHEMA");
}

Result<Outcome> create_external_schema(SqlSession& session, const rs::CreateExternalSchema& node) {
  if (node.source != "data catalog" && !node.source.empty()) return errors::not_supported("CREATE EXTERNAL SCHEMA FROM " + node.source);
  if (!session.user().superuser && !session.user().create_db) return errors::denied("database", session.shared().options.database);
  TRY(check_new_schema(session, node.name.value));
  Outcome outcome = done("CREATE SCHEMA");
  if (TRY(already_there(session, node.name.value, node.if_not_exists, outcome))) return outcome;
  if (!node.database) return errors::make("42601", "DATABASE is required in CREATE EXTERNAL SCHEMA");
  if (!node.iam_role) return errors::make("42601", "IAM_ROLE is required in CREATE EXTERNAL SCHEMA");
  const aws::AccessContext role = TRY(assume_role(session, *node.iam_role));
  if (node.create_database) {
    TRY(session.shared().needs.lake.create_database(role, *node.database));
    outcome.notices.push_back({"INFO", "External database \"" + *node.database + "\" is ready"});
  }
  SchemaRecord schema{TRY(catalog::next_oid(session.db())), node.name.value, session.user().id,
                      ExternalSource{*node.database, *node.iam_role, node.region.value_or(session.shared().options.region)}};
  TRY(catalog::insert_schema(session.db(), schema));
  return outcome;
}

Result<Outcome> comment(SqlSession& session, const rs::Comment& node) {
  int64_t object = 0;
  int sub = 0;
  if (node.object_kind == "schema") {
    auto schema = TRY(catalog::find_schema(session.db(), node.name.last()));
    if (!schema) return errors::no_schema(node.name.last());
    if (!session.user().superuser && schema->owner != session.user().id) return errors::must_be_owner("schema", schema->name);
    object = schema->oid;
  } else if (node.object_kind == "table" || node.object_kind == "view" || node.object_kind == "column" || node.object_kind == "materialized view") {
    ast::ObjectName name{node.name.parts, node.name.span};
    if (node.object_kind == "column") name.parts.pop_back();
    if (name.parts.empty()) return errors::make("42601", "column name must be qualified");
    const RelationRecord relation = TRY(target_relation(session, name));
    TRY(require_owner(session.user(), relation));
    object = relation.oid;
    if (node.object_kind == "column") {
      const ColumnRecord* column = relation.column(node.name.last());
      if (column == nullptr) return errors::no_column(node.name.last(), relation.name);
      sub = column->number;
    }
  } else if (node.object_kind != "database" && node.object_kind != "constraint") {
    return errors::not_supported("COMMENT ON " + node.object_kind);
  }
  TRY(session.db().execute("DELETE FROM tarn.comments WHERE object = " + std::to_string(object) + " AND sub = " + std::to_string(sub)));
  if (node.text) TRY(session.db().execute("INSERT INTO tarn.comments VALUES (" + std::to_string(object) + ", " + std::to_string(sub) + ", " + literal(*node.text) + ")"));
  return done("COMMENT");
}

}  // namespace tarn::redshift
