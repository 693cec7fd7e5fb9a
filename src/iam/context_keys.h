// The condition keys of a request (iam.md section 5): the global ones from who acts, the service's own from the check.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/access_context.h"
#include "iam/policy/condition.h"
#include "iam/records.h"

namespace tarn::iam {

struct KeySources {
  const aws::AccessContext& who;
  const aws::AccessCheck& check;
  const Tags& principal_tags;  // of the user or role; session tags override them
  const std::string& resource_account;
  std::function<std::vector<std::string>(std::string_view tag)> resource_tag = {};  // aws:ResourceTag of a resource whose tags the check does not carry
};

// Values are made when a condition asks for them: most requests meet no condition. Borrows the sources.
ConditionKeys condition_keys(const KeySources& sources);

}  // namespace tarn::iam
