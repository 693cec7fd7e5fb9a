#include "iam/secret_box.h"

#include <openssl/evp.h>

#include <memory>

#include "base/assert.h"

namespace tarn::iam {
namespace {

constexpr std::string_view kVersion = "S1";
constexpr size_t kNonceBytes = 12, kTagBytes = 16;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

SecretBox::SecretBox(std::string key, Random& random) : key_(std::move(key)), random_(random) { ASSERT(key_.size() == kSecretKeyBytes); }

std::string SecretBox::seal(std::string_view plain, std::string_view bound_to) const {
  std::string nonce(kNonceBytes, '\0'), cipher(plain.size(), '\0'), tag(kTagBytes, '\0');
  random_.fill({bytes(nonce), nonce.size()});
  CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int n = 0;
  bool ok = context && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key_)), bytes(nonce)) == 1 &&
            EVP_EncryptUpdate(context.get(), nullptr, &n, bytes(bound_to), static_cast<int>(bound_to.size())) == 1 &&
            EVP_EncryptUpdate(context.get(), bytes(cipher), &n, bytes(plain), static_cast<int>(plain.size())) == 1 &&
            EVP_EncryptFinal_ex(context.get(), bytes(cipher) + n, &n) == 1 &&
            EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()) == 1;
  ASSERT(ok);
  return std::string(kVersion) + nonce + cipher + tag;
}

Result<std::string> SecretBox::open(std::string_view sealed, std::string_view bound_to) const {
  if (sealed.size() < kVersion.size() + kNonceBytes + kTagBytes || !sealed.starts_with(kVersion))
    return internal_error("a sealed secret is cut or of an unknown form");
  auto nonce = sealed.substr(kVersion.size(), kNonceBytes);
  auto cipher = sealed.substr(kVersion.size() + kNonceBytes);
  std::string tag(cipher.substr(cipher.size() - kTagBytes));
  cipher.remove_suffix(kTagBytes);
  std::string plain(cipher.size(), '\0');
  CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  int n = 0;
  bool ok = context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(std::string_view(key_)), bytes(nonce)) == 1 &&
            EVP_DecryptUpdate(context.get(), nullptr, &n, bytes(bound_to), static_cast<int>(bound_to.size())) == 1 &&
            EVP_DecryptUpdate(context.get(), bytes(plain), &n, bytes(cipher), static_cast<int>(cipher.size())) == 1 &&
            EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
            EVP_DecryptFinal_ex(context.get(), bytes(plain) + n, &n) == 1;
  if (!ok) return internal_error("a sealed secret does not open: it was changed, or the key file is another one");
  return plain;
}

}  // namespace tarn::iam
