// Tables of the Data Catalog with a caller's rights: read, and pinned for one statement.
#pragma once
#include <optional>
#include <string>

#include "catalog/tables.h"
#include "engine/engine.h"
#include "iam/authorizer.h"
#include "objects/object_store.h"
#include "sql/resolver.h"

namespace tarn::lake {

// Everything is borrowed.
struct Tables {
  kv::Store& store;
  const iam::Authorizer& authorizer;
  objects::ObjectStore* objects = nullptr;  // where Iceberg tables keep their metadata; nullptr: they are refused
};

// The ARNs that a table call is authorized on, each on its own: catalog, database, table (actions.md 2).
std::vector<std::string> table_arns(const aws::AccessContext& who, std::string_view database, std::string_view table);

// The table as `who` may see it (glue:GetTable is checked), behind resource links (catalog/links.h), whose targets are checked too; nullopt:
// no such database or table.
Result<std::optional<catalog::Table>> find_table(const Tables& tables, const aws::AccessContext& who, std::string_view database, std::string_view table);

struct PinnedRelation {
  sql::Relation relation;       // kind lake_table
  engine::PinnedTable pinned;   // partitions() checks glue:GetPartitions as `who`
};

// `table` is what find_table gave; `pin` names it within the statement; `catalog_name` is how errors call the catalog
// ("awsdatacatalog"). Errors as storage_format.
Result<PinnedRelation> pin_table(const Tables& tables, const aws::AccessContext& who, const catalog::Table& table, std::string pin, std::string catalog_name);

}  // namespace tarn::lake
