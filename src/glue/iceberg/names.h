// Catalogs, namespaces and tables as the paths and bodies of the REST catalog name them.
#pragma once
#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "aws/request_context.h"
#include "catalog/tables.h"

namespace tarn::glue_iceberg {

// ":" and the account's id are the caller's own catalog; any other is EntityNotFoundException.
Result<catalog::CatalogId> catalog_named(const std::string& name, const aws::RequestContext& ctx);

// The database of a namespace of one level. NoSuchNamespaceException for deeper ones (levels are separated by U+001F).
Result<std::string> database_named(const std::string& name);
Result<std::string> database_named(const std::vector<std::string>& levels);

struct TableName {
  std::string database, table;
};
// {"namespace": ["db"], "name": "t"}. Error InvalidInputException.
Result<TableName> table_named(const boost::json::value& identifier);
boost::json::value identifier(const std::string& database, const std::string& table);

// With Iceberg's errors: NoSuchNamespaceException, NoSuchTableException.
Result<catalog::Database> get_namespace(kv::Reader& reader, const catalog::CatalogId& catalog, const std::string& database, const aws::AccessContext& access);
// Also NoSuchTableException for a table that is not an Iceberg table.
Result<catalog::Table> get_iceberg_table(kv::Reader& reader, const catalog::CatalogId& catalog, const TableName& name, const aws::AccessContext& access);

}  // namespace tarn::glue_iceberg
