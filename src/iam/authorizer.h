// Access decisions (iam.md section 6): identity policies, session policies and the resource's own policy, deny first.
#pragma once
#include <optional>
#include <string>

#include "aws/access_context.h"
#include "base/result.h"

namespace tarn::iam {

// The policy that a resource carries (bucket policy, Glue catalog policy), and whose resource it is.
struct ResourcePolicy {
  std::string owner_account_id;
  std::string policy_json;  // empty: none
};

// Implemented by who stores them (objects/ for S3, glue/ for the catalog); main.cpp hands them to the Authorizer.
class ResourcePolicies {
 public:
  virtual ~ResourcePolicies() = default;
  virtual Result<std::optional<ResourcePolicy>> find(const std::string& resource_arn) const = 0;
};

class Authorizer {
 public:
  virtual ~Authorizer() = default;
  // ok, or AWS's AccessDenied text for this caller (code "AccessDenied"; each protocol renders its own name for it).
  virtual Result<void> authorize(const aws::AccessContext& who, const aws::AccessCheck& check) const = 0;
  bool allowed(const aws::AccessContext& who, const aws::AccessCheck& check) const { return authorize(who, check).ok(); }
};

}  // namespace tarn::iam
