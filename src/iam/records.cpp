#include "iam/records.h"

#include "base/encoding.h"
#include "iam/keys.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::iam {
namespace {

namespace json = boost::json;

json::object entity_to_json(const EntityRecord& entity) {
  return {{"account", entity.account_id}, {"name", entity.name}, {"path", entity.path}, {"id", entity.unique_id},
          {"created", kv::to_micros(entity.created_at)}, {"tags", kv::to_json(entity.tags)}, {"inline", kv::to_json(entity.inline_policies)},
          {"attached", kv::to_json(entity.attached_policies)}, {"boundary", entity.permissions_boundary}};
}

void read_entity(kv::RecordFields& fields, EntityRecord& out) {
  fields.read("account", out.account_id);
  fields.read("name", out.name);
  fields.read("path", out.path);
  fields.read("id", out.unique_id);
  fields.read("created", out.created_at);
  fields.read("tags", out.tags);
  fields.read("inline", out.inline_policies);
  fields.read("attached", out.attached_policies);
  fields.read("boundary", out.permissions_boundary);
}

template <class Record>
Result<std::optional<Record>> find(kv::Reader& reader, const std::string& key, Result<Record> (*decode)(std::string_view)) {
  auto stored = TRY(reader.get(key));
  if (!stored) return std::optional<Record>();
  return std::optional<Record>(TRY(decode(*stored)));
}

}  // namespace

std::string UserRecord::arn() const { return "arn:aws:iam::" + account_id + ":user" + path + name; }
std::string RoleRecord::arn() const { return "arn:aws:iam::" + account_id + ":role" + path + name; }
std::string ManagedPolicyRecord::arn() const { return "arn:aws:iam::" + account_id + ":policy" + path + name; }

const StoredPolicyVersion* ManagedPolicyRecord::find_version(std::string_view id) const {
  for (auto& version : versions)
    if (version.id == id) return &version;
  return nullptr;
}

std::optional<IamName> parse_iam_arn(std::string_view arn, std::string_view kind) {
  constexpr std::string_view kPrefix = "arn:aws:iam::";
  if (!arn.starts_with(kPrefix)) return std::nullopt;
  arn.remove_prefix(kPrefix.size());
  auto colon = arn.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  IamName out{.account_id = std::string(arn.substr(0, colon)), .path = {}, .name = {}};
  arn.remove_prefix(colon + 1);
  if (!arn.starts_with(kind) || arn.substr(kind.size(), 1) != "/") return std::nullopt;
  arn.remove_prefix(kind.size());
  auto slash = arn.rfind('/');
  out.path = arn.substr(0, slash + 1);
  out.name = arn.substr(slash + 1);
  if (out.name.empty()) return std::nullopt;
  return out;
}

Result<AccessKeyRecord> decode_access_key(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  AccessKeyRecord out;
  std::string sealed;
  fields.read("id", out.id);
  fields.read("account", out.account_id);
  fields.read("user", out.user_name);
  fields.read("secret", sealed);
  fields.read("active", out.active);
  fields.read("created", out.created_at);
  TRY(fields.finish());
  auto bytes = from_base64(sealed);
  if (!bytes) return internal_error("the secret of an access key is not base64");
  out.sealed_secret = std::move(*bytes);
  return out;
}

Result<UserRecord> decode_user(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  UserRecord out;
  read_entity(fields, out);
  fields.read("keys", out.access_key_ids);
  TRY(fields.finish());
  return out;
}

Result<RoleRecord> decode_role(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  RoleRecord out;
  read_entity(fields, out);
  fields.read("description", out.description);
  fields.read("trust", out.trust_policy);
  fields.read("max_session", out.max_session_seconds);
  TRY(fields.finish());
  return out;
}

Result<ManagedPolicyRecord> decode_policy(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  ManagedPolicyRecord out;
  fields.read("account", out.account_id);
  fields.read("name", out.name);
  fields.read("path", out.path);
  fields.read("id", out.unique_id);
  fields.read("description", out.description);
  fields.read("created", out.created_at);
  fields.read("updated", out.updated_at);
  fields.read("tags", out.tags);
  fields.read("default", out.default_version);
  fields.read("made", out.versions_made);
  if (auto versions = fields.list("versions")) {
    for (auto& entry : *versions) {
      if (!entry.is_object()) return internal_error("a policy version is no object");
      kv::RecordFields version(entry.as_object());
      StoredPolicyVersion& last = out.versions.emplace_back();
      version.read("id", last.id);
      version.read("document", last.document);
      version.read("created", last.created_at);
      TRY(version.finish());
    }
  }
  TRY(fields.finish());
  return out;
}

Result<std::optional<UserRecord>> find_user(kv::Reader& reader, std::string_view account_id, std::string_view name) {
  return find(reader, user_key(account_id, name), decode_user);
}
Result<std::optional<RoleRecord>> find_role(kv::Reader& reader, std::string_view account_id, std::string_view name) {
  return find(reader, role_key(account_id, name), decode_role);
}
Result<std::optional<ManagedPolicyRecord>> find_policy(kv::Reader& reader, std::string_view account_id, std::string_view name) {
  return find(reader, policy_key(account_id, name), decode_policy);
}
Result<std::optional<AccessKeyRecord>> find_access_key(kv::Reader& reader, std::string_view id) {
  return find(reader, access_key_key(id), decode_access_key);
}

Result<std::optional<std::string>> find_arn_of_id(kv::Reader& reader, std::string_view unique_id) {
  auto stored = TRY(reader.get(principal_id_key(unique_id)));
  if (!stored) return std::optional<std::string>();
  auto object = TRY(kv::decode_object(*stored));
  kv::RecordFields fields(object);
  std::string arn;
  fields.read("arn", arn);
  TRY(fields.finish());
  return std::optional<std::string>(std::move(arn));
}

void put_user(kv::Txn& txn, const UserRecord& user) {
  auto document = entity_to_json(user);
  document["keys"] = kv::to_json(user.access_key_ids);
  txn.put(user_key(user.account_id, user.name), kv::encode_record(document));
}

void put_role(kv::Txn& txn, const RoleRecord& role) {
  auto document = entity_to_json(role);
  document["description"] = role.description;
  document["trust"] = role.trust_policy;
  document["max_session"] = role.max_session_seconds;
  txn.put(role_key(role.account_id, role.name), kv::encode_record(document));
}

void put_policy(kv::Txn& txn, const ManagedPolicyRecord& policy) {
  json::array versions;
  for (auto& version : policy.versions)
    versions.push_back(json::object{{"id", version.id}, {"document", version.document}, {"created", kv::to_micros(version.created_at)}});
  json::object document{{"account", policy.account_id}, {"name", policy.name}, {"path", policy.path}, {"id", policy.unique_id},
                        {"description", policy.description}, {"created", kv::to_micros(policy.created_at)}, {"updated", kv::to_micros(policy.updated_at)},
                        {"tags", kv::to_json(policy.tags)}, {"default", policy.default_version}, {"made", policy.versions_made},
                        {"versions", std::move(versions)}};
  txn.put(policy_key(policy.account_id, policy.name), kv::encode_record(document));
}

void put_access_key(kv::Txn& txn, const AccessKeyRecord& key) {
  json::object document{{"id", key.id}, {"account", key.account_id}, {"user", key.user_name}, {"secret", to_base64(key.sealed_secret)},
                        {"active", key.active}, {"created", kv::to_micros(key.created_at)}};
  txn.put(access_key_key(key.id), kv::encode_record(document));
}

void put_arn_of_id(kv::Txn& txn, const std::string& unique_id, const std::string& arn) {
  txn.put(principal_id_key(unique_id), kv::encode_record(json::object{{"arn", arn}}));
}

}  // namespace tarn::iam
