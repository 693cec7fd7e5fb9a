// Tables and their versions. Every function works inside the caller's transaction or snapshot, so that a table, its partitions and
// the objects they name can change in one commit.
#pragma once
#include <functional>

#include "catalog/databases.h"

namespace tarn::catalog {

Result<std::optional<Table>> find_table(kv::Reader& reader, const CatalogId& catalog, std::string_view database, std::string_view name,
                                        const aws::AccessContext& access);
// EntityNotFoundException: "Database x not found." or "Entity Not Found".
Result<Table> get_table(kv::Reader& reader, const CatalogId& catalog, std::string_view database, std::string_view name, const aws::AccessContext& access);
// Sorted by name; only those for which `wanted` holds (none given: all). EntityNotFoundException without the database.
Result<Page<Table>> list_tables(kv::Reader& reader, const CatalogId& catalog, std::string_view database, const PageRequest& page,
                                const aws::AccessContext& access, const std::function<bool(std::string_view name)>& wanted = {});

// created_at, updated_at (access.now), created_by (the caller's ARN), version 0 and id are set here; the stored table is returned.
Result<Table> create_table(kv::Txn& txn, const CatalogId& catalog, Table table, const aws::AccessContext& access);

struct UpdateOptions {
  std::optional<uint64_t> expected_version;  // differs from the stored one: ConcurrentModificationException
  bool skip_archive = false;                 // the previous state does not become a version that can be read
};
// Replaces everything but created_at, created_by and id; the version grows by one. Statistics of columns that go or change type
// are dropped. Errors: EntityNotFoundException, ConcurrentModificationException, InvalidInputException (partition keys change
// while there are partitions with another number of values).
Result<Table> update_table(kv::Txn& txn, const CatalogId& catalog, Table table, const UpdateOptions& options, const aws::AccessContext& access);

// Partitions, versions and statistics are out of sight at once; their rows go later (purge.h).
Result<void> delete_table(kv::Txn& txn, const CatalogId& catalog, std::string_view database, std::string_view name, const aws::AccessContext& access);

// ---- versions: the current state and those that updates archived

Result<std::optional<Table>> find_table_version(kv::Reader& reader, const Table& table, uint64_t version);
Result<Page<Table>> list_table_versions(kv::Reader& reader, const Table& table, const PageRequest& page);  // newest first; names are version ids
// EntityNotFoundException; InvalidInputException for the current one.
Result<void> delete_table_version(kv::Txn& txn, const Table& table, uint64_t version);

}  // namespace tarn::catalog
