#include "redshift/resolver.h"

#include "redshift/catalog.h"
#include "redshift/catalog_schema.h"
#include "redshift/errors.h"
#include "redshift/external.h"
#include "redshift/late_binding.h"
#include "redshift/privileges.h"

namespace tarn::redshift {
namespace {

constexpr std::string_view kVersion =
    "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.0";

// Inside a view, names carry its owner as their catalog: relations are then read with the owner's rights.
std::optional<int64_t> definer_of(const std::string& catalog) {
  if (!catalog.starts_with('@')) return std::nullopt;
  return std::stoll(catalog.substr(1));
}

bool is_history(const std::string& name) {
  return name.starts_with("stl_") || name.starts_with("svl_") || name.starts_with("sys_");
}

}  // namespace

Result<std::optional<sql::Relation>> WarehouseResolver::find_relation(const sql::QualifiedName& name) {
  std::vector<std::string> parts = name.parts;
  std::optional<int64_t> definer;
  if (parts.size() == 3) {
    definer = definer_of(parts[0]);
    if (!definer && parts[0] != session_.shared().options.database)
      return errors::make("0A000", "cross-database reference to database \"" + parts[0] + "\" is not supported");
    parts.erase(parts.begin());
  }
  if (parts.size() == 2) {
    // A view's own schema is only where its names are looked for first: system views and later schemas follow.
    auto found = TRY(in_schema(parts[0], parts[1], definer));
    if (found || !definer) return found;
  }
  for (const std::string& schema : session_.search_path()) {
    auto found = TRY(in_schema(schema, parts.back(), definer));
    if (found) return found;
  }
  return std::optional<sql::Relation>();
}

Result<std::optional<sql::Relation>> WarehouseResolver::in_schema(const std::string& schema, const std::string& name, const std::optional<int64_t>& definer) {
  if (schema == "pg_catalog" || schema == "information_schema") {
    if (schema == "pg_catalog")
      if (const RelationRecord* external = find_external_view(name)) {
        TRY(list_external_tables(session_));
        return std::optional<sql::Relation>(TRY(as_relation(*external, definer)));
      }
    const RelationRecord* view = find_system_view(schema, name);
    if (view == nullptr) return std::optional<sql::Relation>();
    reads_history_ = reads_history_ || is_history(name);
    return std::optional<sql::Relation>(TRY(as_relation(*view, definer)));
  }
  auto found_schema = TRY(catalog::find_schema(session_.db(), schema));
  if (!found_schema) return std::optional<sql::Relation>();
  UserRecord reader = session_.user();
  if (definer)
    if (auto owner = TRY(catalog::find_user(session_.db(), *definer))) reader = *owner;
  const bool own_temporary = schema == session_.temporary_schema_name();
  if (!own_temporary && !TRY(has_schema_privilege(session_.db(), reader, *found_schema, "usage"))) return errors::denied("schema", schema);
  if (found_schema->external) return in_external(*found_schema, name);
  auto record = TRY(catalog::find_relation(session_.db(), schema, name));
  if (!record) return std::optional<sql::Relation>();
  if (definer) TRY(require_privilege(session_.db(), reader, *record, "select"));
  dependencies_.insert(record->oid);
  return std::optional<sql::Relation>(TRY(as_relation(*record, definer)));
}

Result<sql::Relation> WarehouseResolver::as_relation(const RelationRecord& record, const std::optional<int64_t>& definer) {
  sql::Relation relation;
  relation.pin = std::to_string(record.oid) + (definer ? "@" + std::to_string(*definer) : "");
  relation.catalog = session_.shared().options.database;
  relation.schema = record.schema;
  relation.name = record.name;
  for (const ColumnRecord& column : record.columns) relation.columns.push_back({column.name, column.type});
  const bool is_system = record.schema == "pg_catalog" || record.schema == "information_schema";
  if ((record.kind == RelationKind::view && !is_system) || record.oid == expanded_) {
    if (!definer) TRY(require_privilege(session_.db(), session_.user(), record, "select"));
    relation.kind = sql::Relation::Kind::view;
    relation.view_sql = record.query;
    relation.view_dialect = sql::Dialect::redshift;
    relation.view_catalog = "@" + std::to_string(record.owner);
    relation.view_schema = record.query_schema;
    return relation;
  }
  relation.kind = sql::Relation::Kind::warehouse_table;
  relation.physical_name = record.physical;
  if (is_system) {
    if (is_history(record.name) && !session_.user().superuser && !record.columns.empty()) {
      relation.is_protected = true;  // regular users see what they did themselves
      relation.row_filters = {record.columns[0].name + " = " + std::to_string(session_.user().id)};
    }
    return relation;
  }
  if (record.oid == numbered_) relation.columns.push_back({"rowid", sql::simple(sql::TypeKind::bigint), true});
  if (!definer) read_directly_.emplace(relation.pin, record);
  TRY(add_policies(record, relation));
  return relation;
}

Result<void> WarehouseResolver::add_policies(const RelationRecord& record, sql::Relation& relation) {
  if (!record.row_security || session_.user().superuser) return {};
  relation.is_protected = true;
  std::string all;
  for (const Policy& policy : TRY(catalog::policies_for(session_.db(), record.oid, session_.user().id))) {
    if (record.policies_or) relation.row_filters.push_back(policy.predicate);
    else all += (all.empty() ? "(" : " AND (") + policy.predicate + ")";
  }
  if (!all.empty()) relation.row_filters = {all};
  if (relation.row_filters.empty()) relation.row_filters = {"false"};  // protected and without a policy for this user: no rows
  return {};
}

Result<std::optional<sql::Relation>> WarehouseResolver::in_external(const SchemaRecord& schema, const std::string& name) {
  const ExternalSource& source = *schema.external;
  const aws::AccessContext role = TRY(assume_role(session_, source.iam_role));
  auto table = TRY(session_.shared().needs.lake.find_table(role, source.database, name));
  if (!table) return std::optional<sql::Relation>();
  if (files_ && files_role_ != source.iam_role) return errors::not_supported("a query over external schemas of several roles");
  if (!files_) files_ = session_.shared().needs.lake.files(role);
  files_role_ = source.iam_role;
  table->relation.schema = schema.name;
  table->relation.catalog = session_.shared().options.database;
  lake_tables_.push_back(std::move(table->pinned));
  return std::optional<sql::Relation>(std::move(table->relation));
}

Result<std::optional<sql::Relation>> WarehouseResolver::find_rows(const std::string& function, const std::vector<std::string>& arguments) {
  return find_column_listing(session_, function, arguments);
}

Result<bool> WarehouseResolver::schema_exists(const std::string&, const std::string& schema) {
  return TRY(catalog::find_schema(session_.db(), schema)).has_value();
}

std::optional<std::string> WarehouseResolver::session_value(const std::string& name) const {
  if (name == "current_user" || name == "session_user" || name == "user") return session_.user().name;
  if (name == "current_user_id") return std::to_string(session_.user().id);
  if (name == "current_schema") return session_.current_schema();
  if (name == "current_database" || name == "current_catalog") return session_.shared().options.database;
  if (name == "version") return std::string(kVersion);
  if (name == "pg_backend_pid") return std::to_string(session_.pid());
  if (name == "pg_last_copy_count") return std::to_string(session_.last_copy_count);
  if (name == "pg_last_copy_id") return std::to_string(session_.last_copy_id);
  if (name == "pg_last_query_id") return std::to_string(session_.query_id());
  auto setting = session_.settings().get(name);
  if (setting.ok()) return *setting;
  return std::nullopt;
}

Result<void> WarehouseResolver::check_columns(const sql::Program& program) {
  for (const sql::RelationUse& use : program.relations) {
    auto read = read_directly_.find(use.pin);
    if (read == read_directly_.end()) continue;
    std::vector<std::string> columns;
    for (const std::string& column : use.columns)
      if (column != "rowid") columns.push_back(column);
    const bool only_numbers = columns.empty() && read->second.oid == numbered_;
    if (!only_numbers) TRY(require_column_privileges(session_.db(), session_.user(), read->second, columns, "select"));
  }
  return {};
}

void WarehouseResolver::move_into(Plan& plan) {
  plan.lake_tables = std::move(lake_tables_);
  plan.files = std::move(files_);
  plan.reads_history = reads_history_;
  plan.reads_clock = reads_clock_;
}

Result<std::optional<RelationRecord>> find_target(SqlSession& session, const sql::ast::ObjectName& name) {
  auto parts = name.qualified().parts;
  if (parts.size() == 3) {
    if (parts[0] != session.shared().options.database) return errors::make("0A000", "cross-database reference to \"" + parts[0] + "\" is not supported");
    parts.erase(parts.begin());
  }
  if (parts.size() == 2) return catalog::find_relation(session.db(), parts[0], parts[1]);
  for (const std::string& schema : session.search_path()) {
    auto found = TRY(catalog::find_relation(session.db(), schema, parts.back()));
    if (found) return found;
  }
  return std::optional<RelationRecord>();
}

Result<RelationRecord> target_relation(SqlSession& session, const sql::ast::ObjectName& name) {
  auto found = TRY(find_target(session, name));
  if (!found) return errors::no_relation(name.str());
  return std::move(*found);
}

Result<SchemaRecord> schema_for_new(SqlSession& session, const sql::ast::ObjectName& name) {
  const auto parts = name.qualified().parts;
  const std::string wanted = parts.size() >= 2 ? parts[parts.size() - 2] : session.current_schema();
  auto schema = TRY(catalog::find_schema(session.db(), wanted));
  if (!schema) return errors::no_schema(wanted);
  TRY(require_schema_privilege(session.db(), session.user(), *schema, "create"));
  return std::move(*schema);
}

}  // namespace tarn::redshift
