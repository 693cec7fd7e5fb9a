// Nested catalogs: named catalogs of an account and region beside its own (glue-catalog.md 13). Their databases are keyed under their
// path. What the API shows of one is kept as Glue's own Catalog document, since nothing else here reads it.
#pragma once
#include "catalog/databases.h"

namespace tarn::catalog {

struct Catalog {
  CatalogId id;          // `nested` is its name
  std::string document;  // JSON text of Glue's Catalog
};

Result<std::optional<Catalog>> find_catalog(kv::Reader& reader, const CatalogId& id);
// EntityNotFoundException "Catalog not found" for a nested catalog that is not there; the account's own is always there.
Result<void> require_catalog(kv::Reader& reader, const CatalogId& id);
// Those of `own`'s account and region, by name.
Result<Page<Catalog>> list_catalogs(kv::Reader& reader, const CatalogId& own, const PageRequest& page);

void put_catalog(kv::Txn& txn, const Catalog& catalog);
// Its databases are out of sight at once; their rows go later (purge.h).
Result<void> delete_catalog(kv::Txn& txn, const CatalogId& id, const aws::AccessContext& access);

}  // namespace tarn::catalog
