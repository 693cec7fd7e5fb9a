// The warehouse's own catalog as values: what the tables of schema "tarn" in the database file hold (catalog_schema.h).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/type.h"

namespace tarn::redshift {

struct Identity {
  int64_t seed = 1, step = 1;
  bool by_default = false;
};

struct ColumnRecord {
  int number = 0;  // attnum: from 1, never reused
  std::string name;
  sql::Type type;
  bool not_null = false;
  std::optional<std::string> default_sql;  // in Redshift's dialect
  std::optional<Identity> identity;
  std::string encoding;    // lower case; "none" for raw
  bool dist_key = false;
  int sort_ordinal = 0;    // 1, 2, ...; negative in an interleaved key; 0: none
};

enum class RelationKind : char { table = 'r', view = 'v', materialized_view = 'm' };

struct RelationRecord {
  int64_t oid = 0;
  std::string name, schema;
  int64_t schema_oid = 0;
  int64_t owner = 0;
  RelationKind kind = RelationKind::table;
  std::string physical;                 // quoted name in the engine; of tables and materialized views
  std::string query;                    // of views, in Redshift's dialect
  std::string query_schema;             // where unqualified names of the query resolve
  bool late_binding = false;
  bool row_security = false;
  bool policies_or = false;             // CONJUNCTION TYPE OR
  int dist_style = 10;                  // reldiststyle: 0 EVEN, 1 KEY, 8 ALL, 10 AUTO(EVEN)
  bool auto_refresh = false;
  bool temporary = false;
  std::vector<ColumnRecord> columns;

  const ColumnRecord* column(const std::string& column_name) const {
    for (const ColumnRecord& c : columns)
      if (c.name == column_name) return &c;
    return nullptr;
  }
  std::string display() const { return schema + "." + name; }
};

struct ExternalSource {
  std::string database, iam_role, region;
};

struct SchemaRecord {
  int64_t oid = 0;
  std::string name;
  int64_t owner = 0;
  std::optional<ExternalSource> external;
};

struct UserRecord {
  int64_t id = 0;
  std::string name;
  std::string password;  // stored form; empty: none
  bool superuser = false, create_db = false;
  std::optional<std::string> valid_until;
  int64_t connection_limit = -1;
};


struct Policy {
  int64_t id = 0;
  std::string name;
  std::string columns;    // "a integer, b character varying(20)"
  std::string alias;
  std::string predicate;  // in Redshift's dialect
};

constexpr int64_t kAdminId = 100;
constexpr int64_t kPublicSchema = 2200;
constexpr int64_t kPgCatalogSchema = 11;
constexpr int64_t kInformationSchema = 12;

}  // namespace tarn::redshift
