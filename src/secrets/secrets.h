// Secrets Manager: secrets, their versions and stages (neighbours.md section 4). Values are sealed at rest.
#pragma once
#include <memory>
#include <string>

#include "aws/operation.h"
#include "base/random.h"
#include "iam/authorizer.h"
#include "iam/secret_box.h"
#include "kv/store.h"

namespace tarn::secrets {

class Secrets {
 public:
  virtual ~Secrets() = default;
  virtual aws::Service service() = 0;

  // The current SecretString of a secret ("name", ARN or partial ARN) for a service that uses it with the caller's rights
  // (secretsmanager:GetSecretValue is checked). Errors as GetSecretValue's.
  virtual Result<std::string> secret_string(const aws::AccessContext& who, const std::string& secret_id) = 0;
};

// All borrowed.
std::unique_ptr<Secrets> open_secrets(kv::Store& store, const iam::SecretBox& box, const iam::Authorizer& authorizer, Random& random);

}  // namespace tarn::secrets
