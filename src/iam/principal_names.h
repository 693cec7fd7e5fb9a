// Principals that resource policies name. AWS resolves them to unique ids when the policy is saved, so that a user or role which
// is deleted and made again under the same name gets nothing from old policies (iam.md section 1).
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::iam {

class PrincipalNames {
 public:
  virtual ~PrincipalNames() = default;

  // The policy as it is to be stored and evaluated: every "AWS" principal that is a user or role ARN became its AIDA.../AROA... id,
  // a bare account id became the account's root ARN. The text comes back compact. Errors: MalformedPolicy with the parser's
  // reason, or "Invalid principal in policy" for principals that do not exist.
  virtual Result<std::string> stored_policy(const std::string& policy_json) const = 0;
  // The stored form as it is shown: ids of principals that still exist are ARNs again, others stay ids.
  virtual Result<std::string> shown_policy(const std::string& stored_json) const = 0;
};

}  // namespace tarn::iam
