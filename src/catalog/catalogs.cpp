#include "catalog/catalogs.h"

#include <boost/json/object.hpp>

#include "base/encoding.h"
#include "catalog/errors.h"
#include "catalog/keys.h"
#include "kv/key.h"
#include "kv/record.h"

namespace tarn::catalog {
namespace {

constexpr size_t kDatabasesAtOnce = 1000;

Result<Catalog> decode(const CatalogId& id, std::string_view stored) {
  const auto record = TRY(kv::decode_record(stored));
  const auto* object = record.if_object();
  const auto* document = object ? object->if_contains("document") : nullptr;
  if (!document || !document->is_string()) return internal_error("the record of catalog " + id.nested + " is damaged");
  return Catalog{id, std::string(std::string_view(document->get_string()))};
}

}  // namespace

Result<std::optional<Catalog>> find_catalog(kv::Reader& reader, const CatalogId& id) {
  auto stored = TRY(reader.get(catalog_key(id)));
  if (!stored) return std::optional<Catalog>();
  return std::optional(TRY(decode(id, *stored)));
}

Result<void> require_catalog(kv::Reader& reader, const CatalogId& id) {
  if (id.nested.empty()) return {};
  const auto stored = TRY(reader.get(catalog_key(id)));
  if (!stored) return errors::not_found("Catalog not found");
  return {};
}

Result<Page<Catalog>> list_catalogs(kv::Reader& reader, const CatalogId& own, const PageRequest& request) {
  const std::string prefix = catalogs_prefix(own);
  kv::Range range = kv::Range::prefix(prefix);
  if (!request.after.empty()) range.begin = catalog_key({own.account_id, own.region, request.after}) + '\0';
  Page<Catalog> page;
  for (const kv::Entry& entry : TRY(reader.page(range, request.limit + 1))) {
    if (page.items.size() == request.limit) {
      page.next = page.items.back().id.nested;
      break;
    }
    kv::KeyReader key("cat.catalog", entry.key);
    key.text();
    key.text();
    page.items.push_back(TRY(decode({own.account_id, own.region, key.text().value_or("")}, entry.value)));
  }
  return page;
}

void put_catalog(kv::Txn& txn, const Catalog& catalog) {
  txn.put(catalog_key(catalog.id), kv::encode_record(boost::json::object{{"document", catalog.document}}));
}

Result<void> delete_catalog(kv::Txn& txn, const CatalogId& id, const aws::AccessContext& access) {
  TRY(require_catalog(txn, id));
  PageRequest request{.after = "", .limit = kDatabasesAtOnce};
  while (true) {
    const auto page = TRY(list_databases(txn, id, request, access));
    for (const Database& database : page.items) TRY(delete_database(txn, id, database.name, access));
    if (!page.next) break;
    request.after = *page.next;
  }
  txn.erase(catalog_key(id));
  return {};
}

}  // namespace tarn::catalog
