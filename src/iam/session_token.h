// Session tokens of temporary credentials: everything about the session, sealed. Nothing is stored for them, so any server with
// the token key accepts them, and they end by their expiry or when their user or role is deleted.
#pragma once
#include <string>
#include <vector>

#include "aws/access_context.h"
#include "base/result.h"
#include "iam/secret_box.h"

namespace tarn::iam {

struct Session {
  std::string access_key_id;  // ASIA...: the only key that may use the token
  std::string secret_access_key;
  aws::Principal principal;
  std::vector<std::string> session_policies;
  std::vector<std::pair<std::string, std::string>> tags;
  std::string source_identity;
  TimePoint issued_at{}, expires_at{};
};

std::string seal_session(const Session& session, const SecretBox& box);

// Error InvalidClientTokenId: not a token of this server, changed, or made for another access key.
Result<Session> open_session(const std::string& token, const std::string& access_key_id, const SecretBox& box);

}  // namespace tarn::iam
