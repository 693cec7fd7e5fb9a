// Turns the principals of a stored policy into unique ids and back (principal_names.h says why).
#pragma once
#include <string>

#include "iam/policy/policy.h"
#include "kv/store.h"

namespace tarn::iam {

// Parses and checks the policy as `kind` wants it.
Result<std::string> pin_principals(kv::Reader& reader, const std::string& policy_json, PolicyKind kind);
Result<std::string> unpin_principals(kv::Reader& reader, const std::string& stored_json);

}  // namespace tarn::iam
