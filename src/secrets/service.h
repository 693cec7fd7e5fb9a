// What the handlers of Secrets Manager work on.
#pragma once
#include "aws/operation.h"
#include "aws/request_context.h"
#include "base/random.h"
#include "iam/authorizer.h"
#include "secrets/records.h"
#include "secretsmanager/secrets.gen.h"

namespace tarn::secrets {

using namespace secretsmanager;  // the generated shapes

struct SecretsState {
  kv::Store& store;
  const iam::SecretBox& box;
  const iam::Authorizer& authorizer;
  Random& random;
};

std::span<const aws::Operation> operations();

// The secret that a SecretId names: a name, a full ARN, or an ARN without the six characters at its end. A secret whose recovery
// window has passed is gone. Error ResourceNotFoundException.
Result<SecretRecord> resolve_secret(kv::Reader& reader, const aws::AccessContext& who, const std::string& secret_id);

// The value of a version or stage, as GetSecretValue answers it.
struct FoundValue {
  SecretRecord secret;
  VersionRecord version;
  SecretValue value;
};
Result<FoundValue> find_value(SecretsState& secrets, const aws::AccessContext& who, const GetSecretValueInput& in);

}  // namespace tarn::secrets
