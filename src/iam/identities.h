// Principals and their credentials, as the gateway and the services that act for a role need them. The IAM and STS APIs
// (users, keys, roles, policies) live beside this in iam/.
#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "aws/access_context.h"
#include "base/result.h"

namespace tarn::iam {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // empty for long-term keys
  TimePoint expires_at{};     // of temporary ones
};

// What a signature names, resolved: the secret to check it with, and who it is.
struct SigningIdentity {
  std::string secret_access_key;
  aws::AccessContext access;  // principal and session policies; the gateway fills in the request's own fields
};

class Identities {
 public:
  virtual ~Identities() = default;

  // Errors: InvalidClientTokenId (unknown or inactive key, or a token that does not belong to it), ExpiredToken.
  virtual Result<SigningIdentity> find_signer(const std::string& access_key_id, const std::string& session_token, TimePoint now) const = 0;

  // A service takes on a role ("arn:aws:iam::A:role/name", or a bare name of `account_id`) whose trust policy names it
  // ("glue.amazonaws.com"). Errors: AccessDenied, NoSuchEntity. The second gives credentials that a child process can use.
  virtual Result<aws::AccessContext> act_as_role(const std::string& account_id, const std::string& role, const std::string& service,
                                                 const std::string& session_name, TimePoint now) = 0;
  virtual Result<Credentials> role_credentials(const std::string& account_id, const std::string& role, const std::string& service,
                                               const std::string& session_name, std::chrono::seconds lifetime, TimePoint now) = 0;
};

}  // namespace tarn::iam
