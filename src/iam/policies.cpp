#include "iam/policies.h"

#include <map>

#include "iam/aws_managed_policies.h"
#include "iam/entities.h"
#include "iam/keys.h"
#include "iam/paging.h"

namespace tarn::iam {
namespace {

constexpr size_t kMaxPolicyCharacters = 6144;  // IAM quotas
constexpr size_t kMaxVersions = 5;
constexpr TimePoint kAwsPoliciesDate{std::chrono::seconds{1'700'000'000}};

using Counts = std::map<std::string, int32_t>;

struct Usage {
  Counts attached, boundary;
};

Result<Usage> count_usage(kv::Reader& reader, std::string_view account_id) {
  Usage out;
  auto count = [&](const EntityRecord& entity) {
    for (auto& arn : entity.attached_policies) out.attached[arn]++;
    if (!entity.permissions_boundary.empty()) out.boundary[entity.permissions_boundary]++;
  };
  for (auto& user : TRY(list_user_records(reader, account_id, "/"))) count(user);
  for (auto& role : TRY(list_role_records(reader, account_id, "/"))) count(role);
  return out;
}

int32_t count_of(const Counts& counts, const std::string& arn) {
  auto found = counts.find(arn);
  return found == counts.end() ? 0 : found->second;
}

void fill_usage(const Usage& usage, Policy& out) {
  out.attachment_count = count_of(usage.attached, *out.arn);
  out.permissions_boundary_usage_count = count_of(usage.boundary, *out.arn);
}

Policy shown(const ManagedPolicyRecord& policy, const Usage& usage, bool in_list) {
  Policy out;
  out.policy_name = policy.name;
  out.policy_id = policy.unique_id;
  out.arn = policy.arn();
  out.path = policy.path;
  out.default_version_id = policy.default_version;
  out.is_attachable = true;
  out.create_date = policy.created_at;
  out.update_date = policy.updated_at;
  if (!in_list && !policy.description.empty()) out.description = policy.description;
  if (!in_list) out.tags = shown_tags(policy.tags);
  fill_usage(usage, out);
  return out;
}

Policy shown(const AwsManagedPolicy& policy, const Usage& usage, bool in_list) {
  Policy out;
  out.policy_name = policy.name;
  out.policy_id = policy.id;
  out.arn = aws_managed_policy_arn(policy);
  out.path = policy.path;
  out.default_version_id = "v1";
  out.is_attachable = true;
  out.create_date = kAwsPoliciesDate;
  out.update_date = kAwsPoliciesDate;
  if (!in_list) out.description = policy.description;
  fill_usage(usage, out);
  return out;
}

PolicyVersion shown(const StoredPolicyVersion& version, const std::string& default_version, bool with_document) {
  PolicyVersion out;
  if (with_document) out.document = percent_encode(version.document);
  out.version_id = version.id;
  out.is_default_version = version.id == default_version;
  out.create_date = version.created_at;
  return out;
}

// An AWS managed policy as if it were a record.
ManagedPolicyRecord as_record(const AwsManagedPolicy& policy) {
  ManagedPolicyRecord out;
  out.name = policy.name;
  out.versions.push_back({"v1", std::string(policy.document), kAwsPoliciesDate});
  return out;
}

Result<void> check_document(const std::string& document) {
  if (counted_size(document) > kMaxPolicyCharacters) return errors::limit_exceeded("Cannot exceed quota for PolicySize: 6144");
  TRY(parse_policy(document, PolicyKind::identity));
  return {};
}

Result<ManagedPolicyRecord> get_policy_record(kv::Reader& reader, const std::string& arn) {
  auto name = parse_iam_arn(arn, "policy");
  if (!name) return arn.starts_with("arn:aws:iam::") ? errors::policy_not_found(arn) : errors::invalid_input("ARN " + arn + " is not valid.");
  auto record = TRY(find_policy(reader, name->account_id, name->name));
  if (!record || record->arn() != arn) return errors::policy_not_found(arn);
  return std::move(*record);
}

Result<ManagedPolicyRecord> changeable_policy(kv::Reader& reader, const std::string& arn) {
  if (find_aws_managed_policy(arn)) return errors::unmodifiable(arn);
  return get_policy_record(reader, arn);
}

Result<ManagedPolicyRecord> any_policy_record(kv::Reader& reader, const std::string& arn) {
  if (auto aws_managed = find_aws_managed_policy(arn)) return as_record(*aws_managed);
  return get_policy_record(reader, arn);
}

bool is_listed(const ListPoliciesInput& in, const Policy& policy) {
  if (!policy.path->starts_with(in.path_prefix.value_or("/"))) return false;
  bool as_boundary = in.policy_usage_filter == "PermissionsBoundary";
  int32_t uses = as_boundary ? *policy.permissions_boundary_usage_count : *policy.attachment_count;
  return uses > 0 || !(in.only_attached.value_or(false) || as_boundary);
}

}  // namespace

Result<CreatePolicyOutput> create_policy(IamState& iam, const CreatePolicyInput& in, const aws::RequestContext& ctx) {
  TRY(check_document(in.policy_document));
  ManagedPolicyRecord policy;
  policy.account_id = ctx.account_id();
  policy.name = in.policy_name;
  policy.path = in.path.value_or("/");
  policy.unique_id = new_unique_id(iam.random, "ANPA");
  policy.description = in.description.value_or("");
  policy.created_at = policy.updated_at = ctx.now();
  if (in.tags) TRY(add_tags(*in.tags, policy.tags));
  policy.versions.push_back({"v1", in.policy_document, ctx.now()});
  return iam.change([&](kv::Txn& txn) -> Result<CreatePolicyOutput> {
    if (TRY(find_policy(txn, policy.account_id, policy.name))) return errors::policy_already_exists(policy.name);
    put_policy(txn, policy);
    return CreatePolicyOutput{.policy = shown(policy, Usage{}, false)};
  });
}

Result<GetPolicyOutput> get_policy(IamState& iam, const GetPolicyInput& in, const aws::RequestContext& ctx) {
  auto reader = iam.store.snapshot();
  auto usage = TRY(count_usage(*reader, ctx.account_id()));
  if (auto aws_managed = find_aws_managed_policy(in.policy_arn)) return GetPolicyOutput{.policy = shown(*aws_managed, usage, false)};
  return GetPolicyOutput{.policy = shown(TRY(get_policy_record(*reader, in.policy_arn)), usage, false)};
}

Result<ListPoliciesOutput> list_policies(IamState& iam, const ListPoliciesInput& in, const aws::RequestContext& ctx) {
  auto reader = iam.store.snapshot();
  auto usage = TRY(count_usage(*reader, ctx.account_id()));
  std::string scope = in.scope.value_or("All");
  std::vector<Policy> policies;
  if (scope != "AWS")
    for (auto& policy : TRY(list_policy_records(*reader, ctx.account_id(), "/"))) policies.push_back(shown(policy, usage, true));
  if (scope != "Local")
    for (auto& policy : aws_managed_policies()) policies.push_back(shown(policy, usage, true));
  std::erase_if(policies, [&](const Policy& policy) { return !is_listed(in, policy); });
  std::sort(policies.begin(), policies.end(), [](const Policy& a, const Policy& b) { return *a.arn < *b.arn; });
  ListPoliciesOutput out;
  out.policies = TRY(take_page(std::move(policies), in.marker, in.max_items, [](const Policy& policy) { return *policy.arn; }, out));
  return out;
}

Result<DeletePolicyOutput> delete_policy(IamState& iam, const DeletePolicyInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<DeletePolicyOutput> {
    auto policy = TRY(changeable_policy(txn, in.policy_arn));
    auto usage = TRY(count_usage(txn, ctx.account_id()));
    if (count_of(usage.attached, in.policy_arn) || count_of(usage.boundary, in.policy_arn))
      return errors::delete_conflict("Cannot delete a policy attached to entities.");
    if (policy.versions.size() > 1)
      return errors::delete_conflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default "
          "version is deleted with the policy.");
    txn.erase(policy_key(policy.account_id, policy.name));
    return DeletePolicyOutput{};
  });
}

Result<CreatePolicyVersionOutput> create_policy_version(IamState& iam, const CreatePolicyVersionInput& in, const aws::RequestContext& ctx) {
  TRY(check_document(in.policy_document));
  return iam.change([&](kv::Txn& txn) -> Result<CreatePolicyVersionOutput> {
    auto policy = TRY(changeable_policy(txn, in.policy_arn));
    if (policy.versions.size() >= kMaxVersions)
      return errors::limit_exceeded(
          "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
    policy.versions.push_back({"v" + std::to_string(++policy.versions_made), in.policy_document, ctx.now()});
    policy.updated_at = ctx.now();
    if (in.set_as_default.value_or(false)) policy.default_version = policy.versions.back().id;
    put_policy(txn, policy);
    return CreatePolicyVersionOutput{.policy_version = shown(policy.versions.back(), policy.default_version, false)};
  });
}

Result<GetPolicyVersionOutput> get_policy_version(IamState& iam, const GetPolicyVersionInput& in, const aws::RequestContext&) {
  auto policy = TRY(any_policy_record(*iam.store.snapshot(), in.policy_arn));
  auto version = policy.find_version(in.version_id);
  if (!version) return errors::no_such_policy_version(in.policy_arn, in.version_id);
  return GetPolicyVersionOutput{.policy_version = shown(*version, policy.default_version, true)};
}

Result<ListPolicyVersionsOutput> list_policy_versions(IamState& iam, const ListPolicyVersionsInput& in, const aws::RequestContext&) {
  auto policy = TRY(any_policy_record(*iam.store.snapshot(), in.policy_arn));
  ListPolicyVersionsOutput out;
  out.is_truncated = false;  // a policy has five versions at most
  out.versions.emplace();
  for (auto version = policy.versions.rbegin(); version != policy.versions.rend(); ++version)
    out.versions->push_back(shown(*version, policy.default_version, false));
  return out;
}

Result<DeletePolicyVersionOutput> delete_policy_version(IamState& iam, const DeletePolicyVersionInput& in, const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<DeletePolicyVersionOutput> {
    auto policy = TRY(changeable_policy(txn, in.policy_arn));
    if (!policy.find_version(in.version_id)) return errors::no_such_policy_version(in.policy_arn, in.version_id);
    if (in.version_id == policy.default_version) return errors::delete_conflict("Cannot delete the default version of a policy.");
    std::erase_if(policy.versions, [&](const StoredPolicyVersion& version) { return version.id == in.version_id; });
    policy.updated_at = ctx.now();
    put_policy(txn, policy);
    return DeletePolicyVersionOutput{};
  });
}

Result<SetDefaultPolicyVersionOutput> set_default_policy_version(IamState& iam, const SetDefaultPolicyVersionInput& in,
                                                                 const aws::RequestContext& ctx) {
  return iam.change([&](kv::Txn& txn) -> Result<SetDefaultPolicyVersionOutput> {
    auto policy = TRY(changeable_policy(txn, in.policy_arn));
    if (!policy.find_version(in.version_id)) return errors::no_such_policy_version(in.policy_arn, in.version_id);
    policy.default_version = in.version_id;
    policy.updated_at = ctx.now();
    put_policy(txn, policy);
    return SetDefaultPolicyVersionOutput{};
  });
}

}  // namespace tarn::iam
