// The layout of Secrets Manager's keys.
//
//   sec.secret  account, region, name               -> SecretRecord, without values
//   sec.value   account, region, name, version id   -> the sealed value
#pragma once
#include <string>
#include <string_view>

namespace tarn::secrets {

struct SecretName {
  std::string account_id, region, name;
};

std::string secret_key(const SecretName& name);
std::string secrets_prefix(std::string_view account_id, std::string_view region);
std::string value_key(const SecretName& name, std::string_view version_id);

}  // namespace tarn::secrets
