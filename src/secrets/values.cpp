#include "secrets/values.h"

#include <algorithm>

#include "secrets/errors.h"

namespace tarn::secrets {
namespace {

constexpr std::string_view kCurrent = "AWSCURRENT";
constexpr std::string_view kPrevious = "AWSPREVIOUS";
constexpr size_t kMaxVersions = 100;  // Secrets Manager quotas: versions beyond are removed, those without a stage first

void take_stage(SecretRecord& secret, std::string_view stage) {
  for (auto& version : secret.versions) std::erase(version.stages, stage);
}

// AWSCURRENT moves to the new version, its former holder becomes AWSPREVIOUS.
void move_current(SecretRecord& secret) {
  auto holder = secret.find_stage(kCurrent);
  if (!holder) return;
  take_stage(secret, kPrevious);
  std::erase(holder->stages, kCurrent);
  holder->stages.emplace_back(kPrevious);
}

void drop_surplus(kv::Txn& txn, SecretRecord& secret) {
  auto& versions = secret.versions;
  for (size_t i = 0; i < versions.size() && versions.size() > kMaxVersions;) {
    if (!versions[i].stages.empty()) {
      i++;
      continue;
    }
    txn.erase(value_key(secret.name, versions[i].id));
    versions.erase(versions.begin() + static_cast<ptrdiff_t>(i));
  }
}

}  // namespace

Result<std::optional<SecretValue>> value_in(const std::optional<std::string>& text, const std::optional<std::string>& binary) {
  if (text && binary) return errors::invalid_parameter("You can't specify both a binary secret value and a string secret value in the same secret.");
  std::optional<SecretValue> out;
  if (text) out = SecretValue{false, *text};
  if (binary) out = SecretValue{true, *binary};
  if (out && out->bytes.size() > kMaxValueBytes)
    return errors::invalid_parameter("1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536");
  return out;
}

Result<void> add_version(kv::Txn& txn, const iam::SecretBox& box, SecretRecord& secret, const std::string& token, const SecretValue& value,
                         std::vector<std::string> stages, TimePoint now) {
  if (secret.find_version(token)) {
    if (TRY(read_value(txn, box, secret, token)) == value) return {};
    return errors::token_in_use(token, secret.arn);
  }
  bool is_first = secret.versions.empty();
  bool is_current = std::find(stages.begin(), stages.end(), kCurrent) != stages.end();
  if (is_first && !is_current) stages.emplace_back(kCurrent);
  for (auto& stage : stages)
    if (stage != kCurrent) take_stage(secret, stage);
  if (is_current) move_current(secret);
  secret.versions.push_back({token, std::move(stages), now});
  secret.changed_at = now;
  put_value(txn, box, secret, token, value);
  drop_surplus(txn, secret);
  return {};
}

Result<FoundValue> find_value(SecretsState& secrets, const aws::AccessContext& who, const GetSecretValueInput& in) {
  auto reader = secrets.store.snapshot();
  FoundValue out{TRY(resolve_secret(*reader, who, in.secret_id)), {}, {}};
  if (out.secret.deleted_at) return errors::marked_for_deletion();
  std::string stage = in.version_stage.value_or(std::string(kCurrent));
  auto version = in.version_id ? out.secret.find_version(*in.version_id) : out.secret.find_stage(stage);
  if (!version) return in.version_id ? errors::no_value_of_version(*in.version_id) : errors::no_value_at_stage(stage);
  if (in.version_id && in.version_stage && out.secret.find_stage(stage) != version)
    return errors::invalid_request("You provided a VersionStage that is not associated to the provided VersionId.");
  out.version = *version;
  out.value = TRY(read_value(*reader, secrets.box, out.secret, version->id));
  return out;
}

Result<GetSecretValueOutput> get_secret_value(SecretsState& secrets, const GetSecretValueInput& in, const aws::RequestContext& ctx) {
  auto found = TRY(find_value(secrets, ctx.access, in));
  auto today = std::chrono::floor<std::chrono::days>(ctx.now());
  if (!found.secret.accessed_at || *found.secret.accessed_at < today) {
    TRY(secrets.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto secret = TRY(find_secret(txn, found.secret.name));
      if (!secret) return errors::not_found();
      secret->accessed_at = today;
      put_secret(txn, *secret);
      return {};
    }));
  }
  GetSecretValueOutput out;
  out.arn = found.secret.arn;
  out.name = found.secret.name.name;
  out.version_id = found.version.id;
  (found.value.is_binary ? out.secret_binary : out.secret_string) = std::move(found.value.bytes);
  out.version_stages = found.version.stages;
  out.created_date = found.version.created_at;
  return out;
}

Result<PutSecretValueOutput> put_secret_value(SecretsState& secrets, const PutSecretValueInput& in, const aws::RequestContext& ctx) {
  auto value = TRY(value_in(in.secret_string, in.secret_binary));
  if (!value) return errors::invalid_request("You must provide either SecretString or SecretBinary.");
  std::string token = in.client_request_token.value_or(secrets.random.uuid());
  return secrets.store.transact([&](kv::Txn& txn) -> Result<PutSecretValueOutput> {
    auto secret = TRY(resolve_secret(txn, ctx.access, in.secret_id));
    if (secret.deleted_at) return errors::marked_for_deletion();
    TRY(add_version(txn, secrets.box, secret, token, *value, in.version_stages.value_or(std::vector<std::string>{std::string(kCurrent)}), ctx.now()));
    put_secret(txn, secret);
    return PutSecretValueOutput{secret.arn, secret.name.name, token, secret.find_version(token)->stages};
  });
}

Result<ListSecretVersionIdsOutput> list_secret_version_ids(SecretsState& secrets, const ListSecretVersionIdsInput& in, const aws::RequestContext& ctx) {
  auto secret = TRY(resolve_secret(*secrets.store.snapshot(), ctx.access, in.secret_id));
  ListSecretVersionIdsOutput out;
  out.arn = secret.arn;
  out.name = secret.name.name;
  out.versions.emplace();  // at most kMaxVersions and those with a stage: one page
  for (auto& version : secret.versions) {
    if (version.stages.empty() && !in.include_deprecated.value_or(false)) continue;
    SecretVersionsListEntry entry;
    entry.version_id = version.id;
    if (!version.stages.empty()) entry.version_stages = version.stages;
    entry.created_date = version.created_at;
    if (secret.accessed_at && secret.find_stage(kCurrent) == &version) entry.last_accessed_date = std::chrono::floor<std::chrono::seconds>(*secret.accessed_at);
    out.versions->push_back(std::move(entry));
  }
  return out;
}

}  // namespace tarn::secrets
