// Stored passwords and how a client proves that it knows one (redshift.md 2.2): md5 for libpq clients, the drivers' SHA-256 digest for
// passwords that are stored as sha256.
#pragma once
#include <string>
#include <string_view>

#include "base/random.h"

namespace tarn::redshift {

// What is stored: "md5<32 hex>" or "sha256|<64 hex digest>|<salt in hex>". A text that already has such a form is kept; "sha256|password" asks for
// that form; any other password is stored as md5 of password and user, which every client can prove.
std::string stored_password(std::string_view password, std::string_view user, Random& random);

// Whether the password in clear text is the stored one.
bool password_matches(std::string_view stored, std::string_view password, std::string_view user);

struct PasswordChallenge {
  bool digest = false;       // AuthenticationMD5Password (5), or the digest method (13)
  std::string salt;          // 4 bytes for md5; the stored salt for the digest
  std::string server_nonce;  // of the digest
};

// A user that does not exist is challenged like one that does: `stored` is empty then.
PasswordChallenge make_challenge(std::string_view stored, Random& random);
bool verify_md5(std::string_view stored, const PasswordChallenge& challenge, std::string_view answer);  // answer: "md5<hex>"
bool verify_digest(std::string_view stored, const PasswordChallenge& challenge, std::string_view digest, std::string_view client_nonce);

}  // namespace tarn::redshift
