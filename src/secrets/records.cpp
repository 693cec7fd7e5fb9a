#include "secrets/records.h"

#include <algorithm>

#include "base/encoding.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::secrets {

namespace json = boost::json;

VersionRecord* SecretRecord::find_version(std::string_view id) {
  for (auto& version : versions)
    if (version.id == id) return &version;
  return nullptr;
}

VersionRecord* SecretRecord::find_stage(std::string_view stage) {
  for (auto& version : versions)
    if (std::find(version.stages.begin(), version.stages.end(), stage) != version.stages.end()) return &version;
  return nullptr;
}

Result<SecretRecord> decode_secret(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  SecretRecord out;
  fields.read("account", out.name.account_id);
  fields.read("region", out.name.region);
  fields.read("name", out.name.name);
  fields.read("arn", out.arn);
  fields.read("description", out.description);
  fields.read("kms", out.kms_key_id);
  fields.read("created", out.created_at);
  fields.read("changed", out.changed_at);
  fields.read("accessed", out.accessed_at);
  fields.read("deleted", out.deleted_at);
  fields.read("tags", out.tags);
  if (auto versions = fields.list("versions")) {
    for (auto& entry : *versions) {
      if (!entry.is_object()) return internal_error("a secret's version is no object");
      kv::RecordFields version(entry.as_object());
      auto& last = out.versions.emplace_back();
      version.read("id", last.id);
      version.read("stages", last.stages);
      version.read("created", last.created_at);
      TRY(version.finish());
    }
  }
  TRY(fields.finish());
  return out;
}

Result<std::optional<SecretRecord>> find_secret(kv::Reader& reader, const SecretName& name) {
  auto stored = TRY(reader.get(secret_key(name)));
  if (!stored) return std::optional<SecretRecord>();
  return std::optional<SecretRecord>(TRY(decode_secret(*stored)));
}

void put_secret(kv::Txn& txn, const SecretRecord& secret) {
  json::array versions;
  for (auto& version : secret.versions)
    versions.push_back(json::object{{"id", version.id}, {"stages", kv::to_json(version.stages)}, {"created", kv::to_micros(version.created_at)}});
  json::object document{{"account", secret.name.account_id}, {"region", secret.name.region}, {"name", secret.name.name}, {"arn", secret.arn},
                        {"description", secret.description}, {"kms", secret.kms_key_id}, {"created", kv::to_micros(secret.created_at)},
                        {"changed", kv::to_micros(secret.changed_at)}, {"tags", kv::to_json(secret.tags)}, {"versions", std::move(versions)}};
  if (secret.accessed_at) document["accessed"] = kv::to_micros(*secret.accessed_at);
  if (secret.deleted_at) document["deleted"] = kv::to_micros(*secret.deleted_at);
  txn.put(secret_key(secret.name), kv::encode_record(document));
}

void put_value(kv::Txn& txn, const iam::SecretBox& box, const SecretRecord& secret, const std::string& version_id, const SecretValue& value) {
  json::object document{{"sealed", to_base64(box.seal(value.bytes, secret.arn + version_id))}, {"binary", value.is_binary}};
  txn.put(value_key(secret.name, version_id), kv::encode_record(document));
}

Result<SecretValue> read_value(kv::Reader& reader, const iam::SecretBox& box, const SecretRecord& secret, const std::string& version_id) {
  auto stored = TRY(reader.get(value_key(secret.name, version_id)));
  if (!stored) return internal_error("a secret's version has no value");
  auto object = TRY(kv::decode_object(*stored));
  kv::RecordFields fields(object);
  std::string sealed;
  SecretValue out;
  fields.read("sealed", sealed);
  fields.read("binary", out.is_binary);
  TRY(fields.finish());
  out.bytes = TRY(box.open(from_base64(sealed).value_or(""), secret.arn + version_id));
  return out;
}

}  // namespace tarn::secrets
