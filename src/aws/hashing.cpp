#include "aws/hashing.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <utility>

#include "base/assert.h"

namespace tarn::aws {
namespace {

EVP_MD_CTX* as_context(void* context) { return static_cast<EVP_MD_CTX*>(context); }

const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // fetched once: a look-up costs more than a hash
  return method;
}

struct Mac {
  EVP_MAC_CTX* context;
  Mac() {
    static EVP_MAC* const method = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    context = EVP_MAC_CTX_new(method);
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
    ASSERT(context && EVP_MAC_CTX_set_params(context, parameters));
  }
  ~Mac() { EVP_MAC_CTX_free(context); }
};

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { ASSERT(context_ && EVP_DigestInit_ex(as_context(context_), sha256_method(), nullptr)); }
Sha256::~Sha256() { EVP_MD_CTX_free(as_context(context_)); }
Sha256::Sha256(Sha256&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

void Sha256::update(std::string_view bytes) { EVP_DigestUpdate(as_context(context_), bytes.data(), bytes.size()); }

Sha256Bytes Sha256::finish() {
  Sha256Bytes out;
  unsigned size = 0;
  EVP_DigestFinal_ex(as_context(context_), out.data(), &size);
  ASSERT(EVP_DigestInit_ex(as_context(context_), sha256_method(), nullptr));
  return out;
}

Sha256Bytes sha256_of(std::string_view bytes) {
  Sha256Bytes out;
  unsigned size = 0;
  ASSERT(EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, sha256_method(), nullptr));
  return out;
}

Sha256Bytes hmac_of(std::string_view key, std::string_view bytes) {
  static thread_local Mac mac;
  Sha256Bytes out;
  size_t size = 0;
  ASSERT(EVP_MAC_init(mac.context, reinterpret_cast<const unsigned char*>(key.data()), key.size(), nullptr) &&
         EVP_MAC_update(mac.context, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) &&
         EVP_MAC_final(mac.context, out.data(), &size, out.size()));
  return out;
}

}  // namespace tarn::aws
