#include "secrets/secrets.h"

#include "secrets/errors.h"
#include "secrets/service.h"

namespace tarn::secrets {
namespace {

class StoredSecrets final : public Secrets {
 public:
  StoredSecrets(kv::Store& store, const iam::SecretBox& box, const iam::Authorizer& authorizer, Random& random)
      : state_{store, box, authorizer, random} {}

  aws::Service service() override { return {"secretsmanager", &state_, operations()}; }

  Result<std::string> secret_string(const aws::AccessContext& who, const std::string& secret_id) override {
    auto secret = TRY(resolve_secret(*state_.store.snapshot(), who, secret_id));
    std::vector<std::pair<std::string, std::string>> keys{{"secretsmanager:secretid", secret_id}};
    for (auto& [key, value] : secret.tags) keys.emplace_back("secretsmanager:resourcetag/" + key, value);
    TRY(state_.authorizer.authorize(who, {"secretsmanager:GetSecretValue", secret.arn, std::move(keys)}));
    GetSecretValueInput in;
    in.secret_id = secret.arn;
    auto found = TRY(find_value(state_, who, in));
    if (found.value.is_binary) return errors::invalid_request("The secret " + secret.name.name + " has a binary value where a string is needed.");
    return std::move(found.value.bytes);
  }

 private:
  SecretsState state_;
};

}  // namespace

std::unique_ptr<Secrets> open_secrets(kv::Store& store, const iam::SecretBox& box, const iam::Authorizer& authorizer, Random& random) {
  return std::make_unique<StoredSecrets>(store, box, authorizer, random);
}

}  // namespace tarn::secrets
