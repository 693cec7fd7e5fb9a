// Values and their versions: GetSecretValue, PutSecretValue, ListSecretVersionIds, and how a new value moves the stages.
#pragma once
#include "secrets/service.h"

namespace tarn::secrets {

constexpr size_t kMaxValueBytes = 65'536;  // Secrets Manager quotas

Result<GetSecretValueOutput> get_secret_value(SecretsState& secrets, const GetSecretValueInput& in, const aws::RequestContext& ctx);
Result<PutSecretValueOutput> put_secret_value(SecretsState& secrets, const PutSecretValueInput& in, const aws::RequestContext& ctx);
Result<ListSecretVersionIdsOutput> list_secret_version_ids(SecretsState& secrets, const ListSecretVersionIdsInput& in, const aws::RequestContext& ctx);

// The value that an input carries; nullopt: none. Error InvalidParameterException when it carries both kinds or too much.
Result<std::optional<SecretValue>> value_in(const std::optional<std::string>& text, const std::optional<std::string>& binary);

// Adds a version with the stages, or does nothing when the token has stored the same value before.
Result<void> add_version(kv::Txn& txn, const iam::SecretBox& box, SecretRecord& secret, const std::string& token, const SecretValue& value,
                         std::vector<std::string> stages, TimePoint now);

}  // namespace tarn::secrets
