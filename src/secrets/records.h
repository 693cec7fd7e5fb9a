// A secret: its description, its versions and which stages each holds. Values lie beside it, sealed.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "iam/secret_box.h"
#include "kv/store.h"
#include "secrets/keys.h"

namespace tarn::secrets {

struct VersionRecord {
  std::string id;
  std::vector<std::string> stages;
  TimePoint created_at{};
};

struct SecretRecord {
  SecretName name;
  std::string arn;
  std::string description, kms_key_id;
  TimePoint created_at{}, changed_at{};
  std::optional<TimePoint> accessed_at;  // the day
  std::optional<TimePoint> deleted_at;   // scheduled: when it goes for good
  std::map<std::string, std::string> tags;
  std::vector<VersionRecord> versions;  // oldest first

  VersionRecord* find_version(std::string_view id);
  VersionRecord* find_stage(std::string_view stage);
};

struct SecretValue {
  bool is_binary = false;
  std::string bytes;
  bool operator==(const SecretValue&) const = default;
};

Result<std::optional<SecretRecord>> find_secret(kv::Reader& reader, const SecretName& name);
Result<SecretRecord> decode_secret(std::string_view stored);
void put_secret(kv::Txn& txn, const SecretRecord& secret);
void put_value(kv::Txn& txn, const iam::SecretBox& box, const SecretRecord& secret, const std::string& version_id, const SecretValue& value);
Result<SecretValue> read_value(kv::Reader& reader, const iam::SecretBox& box, const SecretRecord& secret, const std::string& version_id);

}  // namespace tarn::secrets
