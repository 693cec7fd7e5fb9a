// What IAM keeps: users, roles, managed policies, access keys. Stored as versioned JSON (kv/record.h).
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kv/store.h"

namespace tarn::iam {

using Tags = std::map<std::string, std::string>;

// What users and roles have in common.
struct EntityRecord {
  std::string account_id, name;  // the name in the caller's case
  std::string path = "/";
  std::string unique_id;  // AIDA..., AROA...
  TimePoint created_at{};
  Tags tags;
  std::map<std::string, std::string> inline_policies;  // name -> document
  std::vector<std::string> attached_policies;          // ARNs, in the order of attaching
  std::string permissions_boundary;                    // ARN; empty: none
};

struct UserRecord : EntityRecord {
  std::vector<std::string> access_key_ids;
  std::string arn() const;
};

struct RoleRecord : EntityRecord {
  std::string description;
  std::string trust_policy;  // principals resolved to unique ids (principal_names.h)
  int64_t max_session_seconds = 3600;
  std::string arn() const;
};

struct StoredPolicyVersion {
  std::string id;  // "v1"
  std::string document;
  TimePoint created_at{};
};

struct ManagedPolicyRecord {
  std::string account_id, name, path = "/", unique_id, description;  // ANPA...
  TimePoint created_at{}, updated_at{};
  Tags tags;
  std::string default_version = "v1";
  int64_t versions_made = 1;
  std::vector<StoredPolicyVersion> versions;  // oldest first

  std::string arn() const;
  const StoredPolicyVersion* find_version(std::string_view id) const;
};

struct AccessKeyRecord {
  std::string id, account_id, user_name;
  std::string sealed_secret;  // SecretBox, bound to the id
  bool active = true;
  TimePoint created_at{};
};

// "arn:aws:iam::A:role/path/name" -> role, path with both slashes, name. nullopt: not of that kind.
struct IamName {
  std::string account_id, path, name;
};
std::optional<IamName> parse_iam_arn(std::string_view arn, std::string_view kind);  // kind: "user", "role", "policy"

Result<std::optional<UserRecord>> find_user(kv::Reader& reader, std::string_view account_id, std::string_view name);
Result<std::optional<RoleRecord>> find_role(kv::Reader& reader, std::string_view account_id, std::string_view name);
Result<std::optional<ManagedPolicyRecord>> find_policy(kv::Reader& reader, std::string_view account_id, std::string_view name);
Result<std::optional<AccessKeyRecord>> find_access_key(kv::Reader& reader, std::string_view id);
Result<std::optional<std::string>> find_arn_of_id(kv::Reader& reader, std::string_view unique_id);

void put_user(kv::Txn& txn, const UserRecord& user);
void put_role(kv::Txn& txn, const RoleRecord& role);
void put_policy(kv::Txn& txn, const ManagedPolicyRecord& policy);
void put_access_key(kv::Txn& txn, const AccessKeyRecord& key);
void put_arn_of_id(kv::Txn& txn, const std::string& unique_id, const std::string& arn);

Result<AccessKeyRecord> decode_access_key(std::string_view stored);
Result<UserRecord> decode_user(std::string_view stored);
Result<RoleRecord> decode_role(std::string_view stored);
Result<ManagedPolicyRecord> decode_policy(std::string_view stored);

}  // namespace tarn::iam
