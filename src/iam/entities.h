// What the handlers of users and of roles share: look-ups that fail with AWS's error, tags, boundaries, listing by path.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "iam/errors.h"
#include "iam/records.h"
#include "iam/service.h"
#include "iam/shared.gen.h"

namespace tarn::iam {

constexpr size_t kMaxTags = 50;  // IAM quotas

Result<UserRecord> get_user_record(kv::Reader& reader, std::string_view account_id, const std::string& name);
Result<RoleRecord> get_role_record(kv::Reader& reader, std::string_view account_id, const std::string& name);

// All users (roles, policies) of the account whose path begins with the prefix, by name.
Result<std::vector<UserRecord>> list_user_records(kv::Reader& reader, std::string_view account_id, const std::string& path_prefix);
Result<std::vector<RoleRecord>> list_role_records(kv::Reader& reader, std::string_view account_id, const std::string& path_prefix);
Result<std::vector<ManagedPolicyRecord>> list_policy_records(kv::Reader& reader, std::string_view account_id, const std::string& path_prefix);

Result<void> add_tags(const std::vector<Tag>& tags, Tags& out);
std::optional<std::vector<Tag>> shown_tags(const Tags& tags);  // absent when there are none
std::optional<AttachedPermissionsBoundary> shown_boundary(const EntityRecord& entity);

// Error NoSuchEntity when the ARN names no managed policy.
Result<void> require_managed_policy(kv::Reader& reader, const std::string& arn);

}  // namespace tarn::iam
