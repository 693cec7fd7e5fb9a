#include "glue/connection_records.h"

#include "base/encoding.h"
#include "kv/key.h"
#include "kv/record.h"

namespace tarn::glue {
namespace {

constexpr std::string_view kSecretProperties[] = {"PASSWORD", "KAFKA_SASL_SCRAM_PASSWORD", "KAFKA_CLIENT_KEY_PASSWORD", "KAFKA_CLIENT_KEYSTORE_PASSWORD",
                                                  "KAFKA_SASL_PLAIN_PASSWORD"};

// glue.connection  account, region, name
kv::KeyBuilder connections_prefix(const catalog::CatalogId& catalog) {
  kv::KeyBuilder key("glue.connection");
  key.text(catalog.account_id).text(catalog.region);
  return key;
}
std::string connection_key(const catalog::CatalogId& catalog, const std::string& name) { return connections_prefix(catalog).text(name).take(); }

Result<Connection> decode(const std::string& key, std::string_view stored, const iam::SecretBox& secrets) {
  Connection out;
  TRY(from_document(TRY(kv::decode_record(stored)), out));
  if (!out.connection_properties) return out;
  for (auto& [name, value] : *out.connection_properties) {
    if (!is_secret_property(name)) continue;
    auto sealed = from_base64(value);
    if (!sealed) return internal_error("the secret of a connection is damaged");
    value = TRY(secrets.open(*sealed, key + name));
  }
  return out;
}

}  // namespace

bool is_secret_property(std::string_view name) {
  for (std::string_view known : kSecretProperties)
    if (known == name) return true;
  return false;
}

Result<std::optional<Connection>> find_connection(kv::Reader& reader, const catalog::CatalogId& catalog, const std::string& name, const iam::SecretBox& secrets) {
  const std::string key = connection_key(catalog, name);
  auto stored = TRY(reader.get(key));
  if (!stored) return std::optional<Connection>();
  return std::optional(TRY(decode(key, *stored, secrets)));
}

Result<std::vector<Connection>> list_connections(kv::Reader& reader, const catalog::CatalogId& catalog, const std::string& after, size_t limit, const iam::SecretBox& secrets) {
  kv::Range range = kv::Range::prefix(connections_prefix(catalog).take());
  if (!after.empty()) range.begin = connection_key(catalog, after) + '\0';
  std::vector<Connection> out;
  for (const kv::Entry& entry : TRY(reader.page(range, limit))) out.push_back(TRY(decode(entry.key, entry.value, secrets)));
  return out;
}

void put_connection(kv::Txn& txn, const catalog::CatalogId& catalog, const Connection& connection, const iam::SecretBox& secrets) {
  const std::string key = connection_key(catalog, connection.name.value_or(""));
  Connection sealed = connection;
  if (sealed.connection_properties)
    for (auto& [name, value] : *sealed.connection_properties)
      if (is_secret_property(name)) value = to_base64(secrets.seal(value, key + name));
  txn.put(key, kv::encode_record(to_document(sealed)));
}

void erase_connection(kv::Txn& txn, const catalog::CatalogId& catalog, const std::string& name) { txn.erase(connection_key(catalog, name)); }

}  // namespace tarn::glue
