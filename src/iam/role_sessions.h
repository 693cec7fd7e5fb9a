// Sessions of roles, as AssumeRole and the services that act for a role make them.
#pragma once
#include <chrono>
#include <string>

#include "iam/service.h"
#include "iam/session_token.h"

namespace tarn::iam {

// "arn:aws:iam::A:role/path/name", "name" or "path/name" of `account_id`. Error NoSuchEntity.
Result<RoleRecord> resolve_role(kv::Reader& reader, const std::string& account_id, const std::string& role);

// Whether the trust policy lets the service take the role on.
Result<bool> trusts_service(PolicyCache& cache, const RoleRecord& role, const std::string& service, TimePoint now);

aws::Principal session_principal(const RoleRecord& role, const std::string& session_name);

// New keys and a token for the session; `session` comes without keys and with its times.
Credentials issue_credentials(IamState& iam, Session session);

}  // namespace tarn::iam
