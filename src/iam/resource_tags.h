// Tags of resources for aws:ResourceTag conditions, from the service that keeps them. Checks that carry the tags among their keys need
// none of this.
#pragma once
#include <map>
#include <string>

#include "base/result.h"

namespace tarn::iam {

class ResourceTags {
 public:
  virtual ~ResourceTags() = default;
  // Asked when a condition of a policy needs them. A resource without tags, or none: empty.
  virtual Result<std::map<std::string, std::string>> tags(const std::string& resource_arn) const = 0;
};

}  // namespace tarn::iam
