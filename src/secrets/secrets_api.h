// Secrets themselves: CreateSecret, UpdateSecret, DescribeSecret, ListSecrets, DeleteSecret, RestoreSecret, tags, GetRandomPassword.
#pragma once
#include "secrets/service.h"

namespace tarn::secrets {

Result<CreateSecretOutput> create_secret(SecretsState& secrets, const CreateSecretInput& in, const aws::RequestContext& ctx);
Result<UpdateSecretOutput> update_secret(SecretsState& secrets, const UpdateSecretInput& in, const aws::RequestContext& ctx);
Result<DescribeSecretOutput> describe_secret(SecretsState& secrets, const DescribeSecretInput& in, const aws::RequestContext& ctx);
Result<ListSecretsOutput> list_secrets(SecretsState& secrets, const ListSecretsInput& in, const aws::RequestContext& ctx);
Result<DeleteSecretOutput> delete_secret(SecretsState& secrets, const DeleteSecretInput& in, const aws::RequestContext& ctx);
Result<RestoreSecretOutput> restore_secret(SecretsState& secrets, const RestoreSecretInput& in, const aws::RequestContext& ctx);
Result<TagResourceOutput> tag_resource(SecretsState& secrets, const TagResourceInput& in, const aws::RequestContext& ctx);
Result<UntagResourceOutput> untag_resource(SecretsState& secrets, const UntagResourceInput& in, const aws::RequestContext& ctx);
Result<GetRandomPasswordOutput> get_random_password(SecretsState& secrets, const GetRandomPasswordInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::secrets
