// Connections as they are stored: Glue's own Connection document with its secrets sealed.
#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "catalog/catalog.h"
#include "glue/connections.gen.h"
#include "iam/secret_box.h"
#include "kv/store.h"

namespace tarn::glue {

// Connection properties that hold secrets.
bool is_secret_property(std::string_view name);

// Names keep their case. The connection comes back with its secrets open.
Result<std::optional<Connection>> find_connection(kv::Reader& reader, const catalog::CatalogId& catalog, const std::string& name, const iam::SecretBox& secrets);
// Sorted by name, after `after`, at most `limit`.
Result<std::vector<Connection>> list_connections(kv::Reader& reader, const catalog::CatalogId& catalog, const std::string& after, size_t limit, const iam::SecretBox& secrets);
void put_connection(kv::Txn& txn, const catalog::CatalogId& catalog, const Connection& connection, const iam::SecretBox& secrets);
void erase_connection(kv::Txn& txn, const catalog::CatalogId& catalog, const std::string& name);

}  // namespace tarn::glue
