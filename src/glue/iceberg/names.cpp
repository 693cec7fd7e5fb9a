#include "glue/iceberg/names.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/encoding.h"
#include "glue/errors.h"
#include "iceberg/fields.h"
#include "iceberg/glue_table.h"

namespace tarn::glue_iceberg {
namespace {

Error no_such_namespace(const std::string& name) { return {"NoSuchNamespaceException", "Namespace does not exist: " + name, 404, {}}; }
Error no_such_table(const TableName& name) { return {"NoSuchTableException", "Table does not exist: " + name.database + "." + name.table, 404, {}}; }

}  // namespace

Result<catalog::CatalogId> catalog_named(const std::string& name, const aws::RequestContext& ctx) {
  if (name != ":" && name != ctx.account_id()) return Error{"NoSuchNamespaceException", "Catalog not found: " + name, 404, {}};
  return catalog::CatalogId::of(ctx.access);
}

Result<std::string> database_named(const std::string& name) {
  if (name.empty() || name.find('\x1f') != name.npos) return no_such_namespace(name);
  return to_lower(name);
}

Result<std::string> database_named(const std::vector<std::string>& levels) {
  if (levels.size() != 1) return glue::errors::invalid_input("A namespace has one level");
  return database_named(levels[0]);
}

Result<TableName> table_named(const boost::json::value& identifier) {
  if (!identifier.is_object()) return glue::errors::invalid_input("Cannot parse a table identifier: not an object");
  std::vector<std::string> levels;
  for (const auto& level : *TRY(iceberg::get_array(identifier.get_object(), "namespace"))) {
    if (!level.is_string()) return glue::errors::invalid_input("Cannot parse a table identifier: namespace");
    levels.emplace_back(std::string_view(level.get_string()));
  }
  return TableName{TRY(database_named(levels)), to_lower(TRY(iceberg::get_text(identifier.get_object(), "name")))};
}

boost::json::value identifier(const std::string& database, const std::string& table) {
  return boost::json::object{{"namespace", boost::json::array{database}}, {"name", table}};
}

Result<catalog::Database> get_namespace(kv::Reader& reader, const catalog::CatalogId& catalog, const std::string& database, const aws::AccessContext& access) {
  auto found = TRY(catalog::find_database(reader, catalog, database, access));
  if (!found) return no_such_namespace(database);
  return std::move(*found);
}

Result<catalog::Table> get_iceberg_table(kv::Reader& reader, const catalog::CatalogId& catalog, const TableName& name, const aws::AccessContext& access) {
  auto found = TRY(catalog::find_table(reader, catalog, name.database, name.table, access));
  if (!found || !iceberg::is_iceberg(*found)) return no_such_table(name);
  return std::move(*found);
}

}  // namespace tarn::glue_iceberg
