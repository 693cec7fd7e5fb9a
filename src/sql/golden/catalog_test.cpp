#include "sql/golden/catalog.h"

#include <span>

#include "sql/type_text.h"

namespace tarn::sql::golden {
namespace {

struct Column {
  const char* name;
  const char* type;  // Trino spelling
};

// One column of each type, plain tables to join, a partitioned one.
constexpr Column kTypes[] = {{"b", "boolean"}, {"ti", "tinyint"}, {"si", "smallint"}, {"i", "integer"}, {"bi", "bigint"}, {"r", "real"}, {"d", "double"},
                             {"dec", "decimal(10,2)"}, {"v", "varchar"}, {"v5", "varchar(5)"}, {"c3", "char(3)"}, {"vb", "varbinary"}, {"dt", "date"},
                             {"ts", "timestamp(3)"}, {"a", "array(integer)"}, {"m", "map(varchar,integer)"}, {"rw", "row(x integer, y varchar)"}};
constexpr Column kOrders[] = {{"id", "bigint"}, {"customer_id", "bigint"}, {"amount", "decimal(12,2)"}, {"status", "varchar"}, {"created", "timestamp(3)"},
                              {"day", "date"}};
constexpr Column kCustomers[] = {{"id", "bigint"}, {"name", "varchar"}, {"country", "varchar"}, {"tags", "array(varchar)"}};
constexpr Column kT[] = {{"a", "integer"}, {"b", "varchar"}, {"c", "double"}};

struct Table {
  const char* name;
  std::span<const Column> columns;
};
constexpr Table kTables[] = {{"types", kTypes}, {"orders", kOrders}, {"customers", kCustomers}, {"t", kT}};

}  // namespace

Result<std::optional<Relation>> Catalog::find_relation(const QualifiedName& name) {
  const bool redshift = dialect_ == Dialect::redshift;
  const std::string schema = redshift ? "public" : "default";
  const auto& parts = name.parts;
  if (parts.size() > 1 && parts[parts.size() - 2] != schema) return std::optional<Relation>();
  for (const auto& table : kTables) {
    if (parts.back() != table.name) continue;
    Relation relation;
    relation.kind = redshift ? Relation::Kind::warehouse_table : Relation::Kind::lake_table;
    relation.catalog = redshift ? "dev" : "awsdatacatalog";
    relation.schema = schema;
    relation.name = relation.pin = table.name;
    relation.physical_name = "main." + relation.name;
    for (const auto& column : table.columns) relation.columns.push_back({.name = column.name, .type = TRY(parse_trino_type(column.type))});
    return std::optional<Relation>(std::move(relation));
  }
  return std::optional<Relation>();
}

Result<bool> Catalog::schema_exists(const std::string&, const std::string& schema) {
  return schema == (dialect_ == Dialect::redshift ? "public" : "default") || schema == "information_schema";
}

std::optional<std::string> Catalog::session_value(const std::string& name) const {
  if (name == "current_user") return "analyst";
  if (name == "current_schema") return dialect_ == Dialect::redshift ? "public" : "default";
  if (name == "current_catalog") return dialect_ == Dialect::redshift ? "dev" : "awsdatacatalog";
  return std::nullopt;
}

}  // namespace tarn::sql::golden
