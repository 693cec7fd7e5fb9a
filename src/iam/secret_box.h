// Secrets at rest: AES-256-GCM under the data folder's key file. Whatever must be given back in clear (secret access keys,
// Secrets Manager values, connection passwords) is sealed before it becomes a record.
#pragma once
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace tarn::iam {

constexpr size_t kSecretKeyBytes = 32;

class SecretBox {
 public:
  // `key` has kSecretKeyBytes bytes; `random` is borrowed.
  SecretBox(std::string key, Random& random);

  // 'S' '1', 12 bytes of nonce, ciphertext, 16 bytes of tag. `bound_to` (the record's key, say) is authenticated but not stored:
  // a sealed value moved to another record does not open.
  std::string seal(std::string_view plain, std::string_view bound_to) const;
  // Error InternalError: changed, cut, sealed under another key or bound to something else.
  Result<std::string> open(std::string_view sealed, std::string_view bound_to) const;

 private:
  std::string key_;
  Random& random_;
};

}  // namespace tarn::iam
