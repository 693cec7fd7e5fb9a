// Databases of the catalog. Every function works inside the caller's transaction or snapshot. Names may come in any case and are
// stored folded to lower case.
#pragma once
#include "catalog/catalog.h"

namespace tarn::catalog {

// Part of a sorted listing: items, and the name to go on after; no `next` on the last page.
struct PageRequest {
  std::string after;   // names up to and including this one are skipped
  size_t limit = 100;
  std::string from = {}, through = {};  // of tables: folded names below or above these are skipped; empty: no bound
};
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next;
};

Result<std::optional<Database>> find_database(kv::Reader& reader, const CatalogId& catalog, std::string_view name, const aws::AccessContext& access);
Result<Database> get_database(kv::Reader& reader, const CatalogId& catalog, std::string_view name, const aws::AccessContext& access);  // EntityNotFoundException
Result<Page<Database>> list_databases(kv::Reader& reader, const CatalogId& catalog, const PageRequest& page, const aws::AccessContext& access);

// Errors: AlreadyExistsException; EntityNotFoundException; InvalidInputException (a new name). Deleting a database takes all its
// tables out of sight at once; their rows go later (purge.h).
Result<void> create_database(kv::Txn& txn, const CatalogId& catalog, Database database, const aws::AccessContext& access);
Result<void> update_database(kv::Txn& txn, const CatalogId& catalog, std::string_view name, Database database, const aws::AccessContext& access);
Result<void> delete_database(kv::Txn& txn, const CatalogId& catalog, std::string_view name, const aws::AccessContext& access);

}  // namespace tarn::catalog
