#include <algorithm>
#include <array>

#include "aws/action_name.h"
#include "aws/arn.h"
#include "secrets/secrets_api.h"
#include "secrets/values.h"

namespace tarn::secrets {
namespace {

using aws::ActionName;
using aws::operation;

using Keys = std::vector<std::pair<std::string, std::string>>;

void add_request_tags(const std::vector<Tag>& tags, Keys& keys) {
  for (auto& tag : tags) {
    keys.emplace_back("aws:requesttag/" + tag.key.value_or(""), tag.value.value_or(""));
    keys.emplace_back("aws:tagkeys", tag.key.value_or(""));
  }
}

// An existing secret by its ARN; one that does not exist by the ARN that its name would have.
template <ActionName Action>
constexpr auto on_secret = [](SecretsState& secrets, const auto& in, const aws::RequestContext& ctx) -> Result<aws::AccessChecks> {
  Keys keys{{"secretsmanager:secretid", in.secret_id}};
  std::string arn = in.secret_id.starts_with("arn:") ? in.secret_id : aws::make_arn("secretsmanager", ctx.region(), ctx.account_id(), "secret:" + in.secret_id + "-??????");
  auto secret = resolve_secret(*secrets.store.snapshot(), ctx.access, in.secret_id);
  if (secret.ok()) {
    arn = secret->arn;
    for (auto& [key, value] : secret->tags) {
      keys.emplace_back("aws:resourcetag/" + key, value);
      keys.emplace_back("secretsmanager:resourcetag/" + key, value);
    }
  }
  if constexpr (requires { in.tags.begin(); }) add_request_tags(in.tags, keys);
  if constexpr (requires { in.version_stage->size(); })
    if (in.version_stage) keys.emplace_back("secretsmanager:versionstage", *in.version_stage);
  return aws::AccessChecks{{Action.chars, arn, std::move(keys)}};
};

aws::AccessChecks may_create_secret(const CreateSecretInput& in, const aws::RequestContext& ctx) {
  Keys keys{{"secretsmanager:name", in.name}};
  if (in.tags) add_request_tags(*in.tags, keys);
  return {{"secretsmanager:CreateSecret", aws::make_arn("secretsmanager", ctx.region(), ctx.account_id(), "secret:" + in.name + "-??????"), std::move(keys)}};
}

template <ActionName Action>
constexpr auto on_everything = [](const auto&, const aws::RequestContext&) { return aws::AccessChecks{{Action.chars, "*", {}}}; };

constexpr std::array kOperations{
    operation<create_secret, may_create_secret>("CreateSecret"),
    operation<get_secret_value, on_secret<"secretsmanager:GetSecretValue">>("GetSecretValue"),
    operation<put_secret_value, on_secret<"secretsmanager:PutSecretValue">>("PutSecretValue"),
    operation<update_secret, on_secret<"secretsmanager:UpdateSecret">>("UpdateSecret"),
    operation<describe_secret, on_secret<"secretsmanager:DescribeSecret">>("DescribeSecret"),
    operation<list_secrets, on_everything<"secretsmanager:ListSecrets">>("ListSecrets"),
    operation<delete_secret, on_secret<"secretsmanager:DeleteSecret">>("DeleteSecret"),
    operation<restore_secret, on_secret<"secretsmanager:RestoreSecret">>("RestoreSecret"),
    operation<list_secret_version_ids, on_secret<"secretsmanager:ListSecretVersionIds">>("ListSecretVersionIds"),
    operation<tag_resource, on_secret<"secretsmanager:TagResource">>("TagResource"),
    operation<untag_resource, on_secret<"secretsmanager:UntagResource">>("UntagResource"),
    operation<get_random_password, on_everything<"secretsmanager:GetRandomPassword">>("GetRandomPassword"),
};

}  // namespace

std::span<const aws::Operation> operations() { return kOperations; }

}  // namespace tarn::secrets
