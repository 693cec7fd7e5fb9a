// IAM and STS of one server: principals, credentials, policies, decisions, and the two services' operations. Owned by main.cpp.
// Behaviour: iam.md and actions.md; records: README.md.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "aws/operation.h"
#include "base/random.h"
#include "iam/authorizer.h"
#include "iam/identities.h"
#include "iam/principal_names.h"
#include "iam/resource_tags.h"
#include "iam/secret_box.h"
#include "kv/store.h"

namespace tarn::iam {

// The account root: its only key is made (or taken from the environment) at start by main and never stored by iam/.
struct RootCredentials {
  std::string account_id;  // 12 digits
  std::string access_key_id;
  std::string secret_access_key;
};

struct IamOptions {
  RootCredentials root;
};

class Iam {
 public:
  virtual ~Iam() = default;
  virtual Identities& identities() = 0;
  virtual Authorizer& authorizer() = 0;
  virtual PrincipalNames& principal_names() = 0;

  // Policies that the resources of `service` ("s3", "glue", "secretsmanager") carry. To be called before requests are served;
  // `source` is borrowed and outlives this.
  virtual void set_resource_policies(const std::string& service, const ResourcePolicies& source) = 0;

  // The tags that the resources of `service` carry. To be called before requests are served; `source` is borrowed and outlives this.
  virtual void set_resource_tags(const std::string& service, const ResourceTags& source) = 0;

  // What other services ask before they store a role: iam:PassRole of the caller on it, and that the role exists and trusts
  // `service` ("glue.amazonaws.com"). `role` is an ARN or the bare name of a role of the caller's account. Errors: AccessDenied
  // with AWS's text for iam:PassRole; RoleNotAssumable (its message is to be put into the service's own error).
  // Answers the role's ARN.
  virtual Result<std::string> check_pass_role(const aws::AccessContext& caller, const std::string& role, const std::string& service) = 0;

  // Roles of the account that trust `service` (for the default warehouse: redshift.amazonaws.com). ARNs, by name.
  virtual Result<std::vector<std::string>> roles_trusting(const std::string& account_id, const std::string& service) = 0;

  // Temporary credentials of the caller's own that can do no more than `policy` (JSON) allows: what one service hands to a client for
  // another (credential vending).
  virtual Credentials narrowed_credentials(const aws::AccessContext& caller, std::string policy, std::chrono::seconds lifetime) = 0;

  virtual aws::Service iam_service() = 0;
  virtual aws::Service sts_service() = 0;
};

// store, secrets, random are borrowed. Makes the key that seals session tokens on first use.
Result<std::unique_ptr<Iam>> open_iam(IamOptions options, kv::Store& store, const SecretBox& secrets, Random& random);

}  // namespace tarn::iam
