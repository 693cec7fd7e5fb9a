#include "glue/resource_policies.h"

#include <algorithm>

#include "aws/arn.h"
#include "base/encoding.h"
#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::glue {
namespace {

constexpr size_t kKeptPolicies = 1024;
constexpr size_t kMaxPolicyBytes = 10 * 1024;  // Glue quotas, resource policy size
constexpr std::string_view kResources[] = {"catalog", "database/", "table/", "connection/", "userDefinedFunction/"};

std::string policies_prefix() { return kv::KeyBuilder("glue.policy").take(); }
std::string policy_key(const std::string& account, const std::string& region) { return kv::KeyBuilder("glue.policy").text(account).text(region).take(); }

struct Policy {
  std::string text;  // as iam stores it: principals are ids
  TimePoint created_at{}, updated_at{};
};

Result<std::optional<Policy>> find_policy(kv::Reader& reader, const std::string& account, const std::string& region) {
  auto stored = TRY(reader.get(policy_key(account, region)));
  if (!stored) return std::optional<Policy>();
  auto document = TRY(kv::decode_object(*stored));
  kv::RecordFields fields(document);
  Policy out;
  fields.read("policy", out.text);
  fields.read("created", out.created_at);
  fields.read("updated", out.updated_at);
  TRY(fields.finish());
  return std::optional(std::move(out));
}

std::string hash_of(const Policy& policy) { return to_base64(sha256(policy.text + std::to_string(kv::to_micros(policy.updated_at)))); }

// The one policy is the catalog's: any other ARN has none.
Result<void> check_resource(const std::optional<std::string>& arn, const aws::RequestContext& ctx) {
  if (arn && *arn != catalog_arn(ctx)) return errors::not_supported("A resource policy of anything but the catalog");
  return {};
}

Result<void> check_hash(const std::optional<Policy>& known, const std::optional<std::string>& hash) {
  if (hash && (!known || hash_of(*known) != *hash)) return errors::condition_failed("The policy hash does not match the current policy.");
  return {};
}

}  // namespace

CatalogPolicies::CatalogPolicies(kv::Store& store) : store_(store), texts_(store, policies_prefix(), kKeptPolicies) {}

Result<std::optional<iam::ResourcePolicy>> CatalogPolicies::find(const std::string& resource_arn) const {
  auto arn = aws::Arn::parse(resource_arn);
  if (!arn || arn->service != "glue") return std::optional<iam::ResourcePolicy>();
  iam::ResourcePolicy out{arn->account_id, ""};
  const bool governed = std::any_of(std::begin(kResources), std::end(kResources), [&](std::string_view kind) { return arn->resource.starts_with(kind); });
  if (!governed) return std::optional(std::move(out));
  out.policy_json = TRY(texts_.get({arn->account_id, arn->region}, [&]() -> Result<std::string> {
    auto policy = TRY(find_policy(*store_.snapshot(), arn->account_id, arn->region));
    return policy ? std::move(policy->text) : std::string();
  }));
  return std::optional(std::move(out));
}

Result<PutResourcePolicyOutput> put_resource_policy(Glue& glue, const PutResourcePolicyInput& in, const aws::RequestContext& ctx) {
  TRY(check_resource(in.resource_arn, ctx));
  if (in.policy_in_json.size() > kMaxPolicyBytes) return errors::invalid_input("The policy is larger than 10 KB.");
  auto text = glue.iam.principal_names().stored_policy(in.policy_in_json);
  if (!text.ok()) return errors::invalid_input(text.error().message);
  return glue.store.transact([&](kv::Txn& txn) -> Result<PutResourcePolicyOutput> {
    auto known = TRY(find_policy(txn, ctx.account_id(), ctx.region()));
    TRY(check_hash(known, in.policy_hash_condition));
    if (in.policy_exists_condition == "MUST_EXIST" && !known) return errors::condition_failed("The policy does not exist.");
    if (in.policy_exists_condition == "NOT_EXIST" && known) return errors::condition_failed("The policy exists already.");
    const Policy policy{*text, known ? known->created_at : ctx.now(), ctx.now()};
    txn.put(policy_key(ctx.account_id(), ctx.region()), kv::encode_record(boost::json::object{
        {"policy", policy.text}, {"created", kv::to_micros(policy.created_at)}, {"updated", kv::to_micros(policy.updated_at)}}));
    return PutResourcePolicyOutput{.policy_hash = hash_of(policy)};
  });
}

Result<GetResourcePolicyOutput> get_resource_policy(Glue& glue, const GetResourcePolicyInput& in, const aws::RequestContext& ctx) {
  TRY(check_resource(in.resource_arn, ctx));
  auto policy = TRY(find_policy(*glue.store.snapshot(), ctx.account_id(), ctx.region()));
  if (!policy) return errors::policy_not_found();
  GetResourcePolicyOutput out;
  out.policy_in_json = TRY(glue.iam.principal_names().shown_policy(policy->text));
  out.policy_hash = hash_of(*policy);
  out.create_time = whole_seconds(policy->created_at);
  out.update_time = whole_seconds(policy->updated_at);
  return out;
}

Result<GetResourcePoliciesOutput> get_resource_policies(Glue& glue, const GetResourcePoliciesInput& in, const aws::RequestContext& ctx) {
  if (in.next_token && !in.next_token->empty()) return errors::foreign_token();  // there is one policy at most
  GetResourcePoliciesOutput out;
  out.get_resource_policies_response_list.emplace();
  auto policy = TRY(find_policy(*glue.store.snapshot(), ctx.account_id(), ctx.region()));
  if (!policy) return out;
  GluePolicy shown;
  shown.policy_in_json = TRY(glue.iam.principal_names().shown_policy(policy->text));
  shown.policy_hash = hash_of(*policy);
  shown.create_time = whole_seconds(policy->created_at);
  shown.update_time = whole_seconds(policy->updated_at);
  out.get_resource_policies_response_list->push_back(std::move(shown));
  return out;
}

Result<DeleteResourcePolicyOutput> delete_resource_policy(Glue& glue, const DeleteResourcePolicyInput& in, const aws::RequestContext& ctx) {
  TRY(check_resource(in.resource_arn, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteResourcePolicyOutput> {
    auto known = TRY(find_policy(txn, ctx.account_id(), ctx.region()));
    if (!known) return errors::policy_not_found();
    TRY(check_hash(known, in.policy_hash_condition));
    txn.erase(policy_key(ctx.account_id(), ctx.region()));
    return DeleteResourcePolicyOutput{};
  });
}

aws::AccessChecks may_put_resource_policy(const PutResourcePolicyInput&, const aws::RequestContext& ctx) { return catalog_checks("PutResourcePolicy", ctx); }
aws::AccessChecks may_get_resource_policy(const GetResourcePolicyInput&, const aws::RequestContext& ctx) { return catalog_checks("GetResourcePolicy", ctx); }
aws::AccessChecks may_get_resource_policies(const GetResourcePoliciesInput&, const aws::RequestContext& ctx) { return catalog_checks("GetResourcePolicies", ctx); }
aws::AccessChecks may_delete_resource_policy(const DeleteResourcePolicyInput&, const aws::RequestContext& ctx) { return catalog_checks("DeleteResourcePolicy", ctx); }

}  // namespace tarn::glue
