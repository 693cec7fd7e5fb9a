#include "catalog/databases.h"

#include "base/encoding.h"
#include "catalog/catalogs.h"
#include "catalog/errors.h"
#include "catalog/ids.h"
#include "catalog/keys.h"
#include "catalog/links.h"
#include "catalog/records.h"

namespace tarn::catalog {

Result<std::optional<Database>> find_database(kv::Reader& reader, const CatalogId& catalog, std::string_view name, const aws::AccessContext&) {
  auto stored = TRY(reader.get(database_key(catalog, name)));
  if (!stored) return std::optional<Database>();
  auto database = std::optional(TRY(decode_database(*stored)));
  database->catalog = catalog;
  return database;
}

Result<Database> get_database(kv::Reader& reader, const CatalogId& catalog, std::string_view name, const aws::AccessContext& access) {
  auto found = TRY(find_database(reader, catalog, name, access));
  if (!found) {
    TRY(require_catalog(reader, catalog));
    return errors::database_not_found(to_lower(name));
  }
  return std::move(*found);
}

Result<Page<Database>> list_databases(kv::Reader& reader, const CatalogId& catalog, const PageRequest& request, const aws::AccessContext&) {
  TRY(require_catalog(reader, catalog));
  kv::Range range = kv::Range::prefix(databases_prefix(catalog));
  if (!request.after.empty()) range.begin = database_key(catalog, request.after) + '\0';
  Page<Database> page;
  for (const kv::Entry& entry : TRY(reader.page(range, request.limit + 1))) {
    if (page.items.size() == request.limit) {
      page.next = page.items.back().name;
      break;
    }
    page.items.push_back(TRY(decode_database(entry.value)));
    page.items.back().catalog = catalog;
  }
  return page;
}

Result<void> create_database(kv::Txn& txn, const CatalogId& catalog, Database database, const aws::AccessContext& access) {
  TRY(require_catalog(txn, catalog));
  if (TRY(find_database(txn, catalog, database.name, access))) return errors::database_exists();
  database.name = to_lower(database.name);
  database.created_at = access.now;
  database.id = TRY(next_id(txn));
  txn.put(database_key(catalog, database.name), encode_database(database));
  return {};
}

Result<void> update_database(kv::Txn& txn, const CatalogId& catalog, std::string_view name, Database database, const aws::AccessContext& access) {
  const Database known = TRY(get_database(txn, catalog, name, access));
  if (to_lower(database.name) != known.name) return errors::invalid_input("Database cannot be renamed");
  if (link_of(database).has_value() != link_of(known).has_value()) return errors::invalid_input("A database cannot become a resource link, nor a resource link a database.");
  database.name = known.name;
  database.created_at = known.created_at;
  database.id = known.id;
  txn.put(database_key(catalog, known.name), encode_database(database));
  return {};
}

Result<void> delete_database(kv::Txn& txn, const CatalogId& catalog, std::string_view name, const aws::AccessContext& access) {
  const Database known = TRY(get_database(txn, catalog, name, access));
  txn.erase(database_key(catalog, known.name));
  txn.put(deleted_key('d', known.id), "");
  return {};
}

}  // namespace tarn::catalog
