#include "secrets/keys.h"

#include "kv/key.h"

namespace tarn::secrets {

std::string secret_key(const SecretName& name) {
  return kv::KeyBuilder("sec.secret").text(name.account_id).text(name.region).text(name.name).take();
}
std::string secrets_prefix(std::string_view account_id, std::string_view region) {
  return kv::KeyBuilder("sec.secret").text(account_id).text(region).take();
}
std::string value_key(const SecretName& name, std::string_view version_id) {
  return kv::KeyBuilder("sec.value").text(name.account_id).text(name.region).text(name.name).text(version_id).take();
}

}  // namespace tarn::secrets
