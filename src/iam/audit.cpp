#include "iam/audit.h"

#include "iam/keys.h"
#include "iam/records.h"
#include "iam/token_key.h"

namespace tarn::iam {

Result<std::vector<std::string>> audit_secrets(kv::Reader& reader, const SecretBox& secrets) {
  std::vector<std::string> defects;
  size_t opened = 0;
  auto note = [&](const std::string& what, const Result<std::string>& secret) {
    if (secret.ok()) ++opened;
    else defects.push_back(what + ": " + secret.error().message);
  };
  if (auto stored = TRY(reader.get(token_key_key()))) note("the key of session tokens", open_token_key(*stored, secrets));
  TRY(reader.scan(kv::Range::prefix(access_keys_prefix()), [&](std::string_view, std::string_view value) {
    auto key = decode_access_key(value);
    if (key.ok()) note("access key " + key->id, secrets.open(key->sealed_secret, key->id));
    else note("an access key", key.error());
    return true;
  }));
  if (opened == 0 && !defects.empty()) return std::vector<std::string>{"secret.key is not the key under which the secrets of this folder are sealed"};
  return defects;
}

}  // namespace tarn::iam
