// What the handlers of IAM and STS work on. One struct for both services: STS reads what IAM wrote.
#pragma once
#include "aws/request_context.h"
#include "base/random.h"
#include "iam/iam.h"
#include "iam/policy/cache.h"
#include "iam/principal_policies.h"
#include "iam/records.h"
#include "kv/store.h"

namespace tarn::iam {

struct IamState {
  kv::Store& store;
  const SecretBox& secrets;        // secret access keys at rest
  const SecretBox& token_secrets;  // session tokens
  Random& random;
  const RootCredentials& root;
  PolicyCache& policies;
  PrincipalPolicies& principals;
  const Authorizer& authorizer;

  // A transaction over IAM's records: decisions made after it see its changes.
  template <class Fn>
  auto change(Fn&& fn) {
    auto outcome = store.transact(std::forward<Fn>(fn));
    principals.forget();
    return outcome;
  }
};

std::string new_unique_id(Random& random, std::string_view prefix);   // "AIDA" + 17
std::string new_access_key_id(Random& random, std::string_view prefix);  // "AKIA" + 16
std::string new_secret_access_key(Random& random);                    // 40 characters

std::span<const aws::Operation> iam_operations();

}  // namespace tarn::iam

namespace tarn::sts {
std::span<const aws::Operation> sts_operations();
}
