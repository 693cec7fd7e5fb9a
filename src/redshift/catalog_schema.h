// The tables of the warehouse's own catalog, in schema "tarn" of the database file beside the data, and the system views over them.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redshift/database.h"
#include "redshift/records.h"

namespace tarn::redshift {

// Makes what is missing, brings an older file up to date, refuses a newer one, and drops what sessions of an earlier process left (their temporary
// tables died with them).
Result<void> prepare_catalog(Database& database, const std::string& database_name, const std::string& admin, const std::string& admin_password);

// A system relation: a view in the engine that clients read as schema.name.
struct SystemView {
  const char* schema;   // pg_catalog or information_schema
  const char* name;
  const char* columns;  // "oid oid, relname name, ...": Redshift's types
  const char* query;    // DuckDB SQL over tarn.*, one value for each column in order
};
std::vector<SystemView> system_views();
std::string system_view_sql(const SystemView& view);  // CREATE VIEW ...

// As a relation record whose physical name is the view. nullptr: no such.
const RelationRecord* find_system_view(std::string_view schema, std::string_view name);

}  // namespace tarn::redshift
