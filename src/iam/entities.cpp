#include "iam/entities.h"

#include "iam/aws_managed_policies.h"
#include "iam/keys.h"

namespace tarn::iam {
namespace {

template <class Record>
Result<std::vector<Record>> list_records(kv::Reader& reader, const std::string& prefix, const std::string& path_prefix,
                                         Result<Record> (*decode)(std::string_view)) {
  std::vector<Record> out;
  Result<void> decoded;
  TRY(reader.scan(kv::Range::prefix(prefix), [&](std::string_view, std::string_view value) {
    auto record = decode(value);
    if (!record.ok()) decoded = record.error();
    else if (record->path.starts_with(path_prefix)) out.push_back(std::move(*record));
    return decoded.ok();
  }));
  TRY(decoded);
  return out;
}

}  // namespace

Result<UserRecord> get_user_record(kv::Reader& reader, std::string_view account_id, const std::string& name) {
  auto user = TRY(find_user(reader, account_id, name));
  if (!user) return errors::no_such_user(name);
  return std::move(*user);
}

Result<RoleRecord> get_role_record(kv::Reader& reader, std::string_view account_id, const std::string& name) {
  auto role = TRY(find_role(reader, account_id, name));
  if (!role) return errors::no_such_role(name);
  return std::move(*role);
}

Result<std::vector<UserRecord>> list_user_records(kv::Reader& reader, std::string_view account_id, const std::string& path_prefix) {
  return list_records(reader, users_prefix(account_id), path_prefix, decode_user);
}
Result<std::vector<RoleRecord>> list_role_records(kv::Reader& reader, std::string_view account_id, const std::string& path_prefix) {
  return list_records(reader, roles_prefix(account_id), path_prefix, decode_role);
}
Result<std::vector<ManagedPolicyRecord>> list_policy_records(kv::Reader& reader, std::string_view account_id, const std::string& path_prefix) {
  return list_records(reader, policies_prefix(account_id), path_prefix, decode_policy);
}

Result<void> add_tags(const std::vector<Tag>& tags, Tags& out) {
  for (auto& tag : tags) {
    // Keys are case-preserving but not case-sensitive.
    for (auto known = out.begin(); known != out.end();)
      known = equals_ignoring_case(known->first, tag.key) ? out.erase(known) : std::next(known);
    out[tag.key] = tag.value;
  }
  if (out.size() > kMaxTags) return errors::limit_exceeded("The number of tags has reached the maximum limit.");
  return {};
}

std::optional<std::vector<Tag>> shown_tags(const Tags& tags) {
  if (tags.empty()) return std::nullopt;
  std::vector<Tag> out;
  for (auto& [key, value] : tags) out.push_back({key, value});
  return out;
}

std::optional<AttachedPermissionsBoundary> shown_boundary(const EntityRecord& entity) {
  if (entity.permissions_boundary.empty()) return std::nullopt;
  return AttachedPermissionsBoundary{.permissions_boundary_type = "Policy", .permissions_boundary_arn = entity.permissions_boundary};
}

Result<void> require_managed_policy(kv::Reader& reader, const std::string& arn) {
  if (find_aws_managed_policy(arn)) return {};
  if (!arn.starts_with("arn:")) return errors::invalid_input("ARN " + arn + " is not valid.");
  auto name = parse_iam_arn(arn, "policy");
  if (!name) return errors::no_such_policy(arn);
  auto record = TRY(find_policy(reader, name->account_id, name->name));
  if (!record || record->arn() != arn) return errors::no_such_policy(arn);
  return {};
}

}  // namespace tarn::iam
