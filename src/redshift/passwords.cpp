#include "redshift/passwords.h"

#include <openssl/evp.h>

#include "base/encoding.h"

namespace tarn::redshift {
namespace {

constexpr std::string_view kShaPrefix = "sha256|";
constexpr size_t kSaltBytes = 16;
constexpr size_t kNonceBytes = 32;

std::string md5_hex(std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_md5(), nullptr);
  return to_hex({reinterpret_cast<const char*>(digest), size});
}

std::string random_bytes(Random& random, size_t n) {
  std::string bytes(n, '\0');
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

bool is_md5_form(std::string_view text) { return text.size() == 35 && text.starts_with("md5") && from_hex(text.substr(3)); }

bool is_sha_form(std::string_view text) {
  return text.starts_with(kShaPrefix) && text.size() >= kShaPrefix.size() + 64 && from_hex(text.substr(kShaPrefix.size(), 64)) &&
         (text.size() == kShaPrefix.size() + 64 || text[kShaPrefix.size() + 64] == '|');
}

std::string_view sha_digest(std::string_view stored) { return stored.substr(kShaPrefix.size(), 64); }
std::string sha_salt(std::string_view stored) {
  if (stored.size() <= kShaPrefix.size() + 65) return {};
  return from_hex(stored.substr(kShaPrefix.size() + 65)).value_or("");
}

}  // namespace

std::string stored_password(std::string_view password, std::string_view user, Random& random) {
  if (is_md5_form(password) || is_sha_form(password)) return std::string(password);
  if (password.starts_with(kShaPrefix)) {
    const std::string_view plain = password.substr(kShaPrefix.size());
    const std::string salt = random_bytes(random, kSaltBytes);
    return std::string(kShaPrefix) + to_hex(sha256(std::string(plain) + salt)) + "|" + to_hex(salt);
  }
  return "md5" + md5_hex(std::string(password) + std::string(user));
}

bool password_matches(std::string_view stored, std::string_view password, std::string_view user) {
  if (is_sha_form(stored)) return constant_time_equal(to_hex(sha256(std::string(password) + sha_salt(stored))), sha_digest(stored));
  return is_md5_form(stored) && constant_time_equal(stored, "md5" + md5_hex(std::string(password) + std::string(user)));
}

PasswordChallenge make_challenge(std::string_view stored, Random& random) {
  if (stored.starts_with(kShaPrefix)) return {true, sha_salt(stored), random_bytes(random, kNonceBytes)};
  return {false, random_bytes(random, 4), {}};
}

bool verify_md5(std::string_view stored, const PasswordChallenge& challenge, std::string_view answer) {
  if (challenge.digest || !is_md5_form(stored)) return false;
  return constant_time_equal(answer, "md5" + md5_hex(std::string(stored.substr(3)) + challenge.salt));
}

bool verify_digest(std::string_view stored, const PasswordChallenge& challenge, std::string_view digest, std::string_view client_nonce) {
  if (!challenge.digest || !is_sha_form(stored)) return false;
  const std::string known = from_hex(sha_digest(stored)).value_or("");
  return constant_time_equal(digest, sha256(known + challenge.server_nonce + std::string(client_nonce)));
}

}  // namespace tarn::redshift
