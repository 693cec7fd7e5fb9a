#include "iam/principal_policies.h"

#include "iam/aws_managed_policies.h"
#include "iam/keys.h"

namespace tarn::iam {

using aws::PrincipalKind;

PrincipalPolicies::PrincipalPolicies(kv::Store& store, PolicyCache& cache)
    : store_(store), cache_(cache), watch_(store.watch(std::string(kKeyFamilies), [this] { generation_++; })) {}

Result<std::string> PrincipalPolicies::managed_policy_document(kv::Reader& reader, const std::string& arn) {
  if (auto aws_managed = find_aws_managed_policy(arn)) return std::string(aws_managed->document);
  auto name = parse_iam_arn(arn, "policy");
  if (!name) return internal_error("a principal has a policy attached that is no policy: " + arn);
  auto record = TRY(find_policy(reader, name->account_id, name->name));
  if (!record) return internal_error("a principal has a policy attached that does not exist: " + arn);
  auto version = record->find_version(record->default_version);
  if (!version) return internal_error("a policy has lost its default version: " + arn);
  return version->document;
}

Result<PrincipalFacts> PrincipalPolicies::load_entity(kv::Reader& reader, const EntityRecord& entity) {
  PrincipalFacts out{.exists = true, .identity = {}, .boundary = nullptr, .tags = entity.tags};
  for (auto& [name, document] : entity.inline_policies) out.identity.push_back(TRY(cache_.get(document, PolicyKind::identity)));
  for (auto& arn : entity.attached_policies) out.identity.push_back(TRY(cache_.get(TRY(managed_policy_document(reader, arn)), PolicyKind::identity)));
  if (!entity.permissions_boundary.empty()) out.boundary = TRY(cache_.get(TRY(managed_policy_document(reader, entity.permissions_boundary)), PolicyKind::identity));
  return out;
}

Result<PrincipalFacts> PrincipalPolicies::load(const aws::Principal& principal) {
  auto reader = store_.snapshot();
  if (principal.kind == PrincipalKind::user) {
    auto user = TRY(find_user(*reader, principal.account_id, principal.name));
    if (!user || user->unique_id != principal.user_id) return PrincipalFacts{};
    return load_entity(*reader, *user);
  }
  auto role = TRY(find_role(*reader, principal.account_id, principal.name));
  if (!role || !principal.user_id.starts_with(role->unique_id + ":")) return PrincipalFacts{};
  return load_entity(*reader, *role);
}

Result<std::shared_ptr<const PrincipalFacts>> PrincipalPolicies::find(const aws::Principal& principal) {
  static const auto kNothing = std::make_shared<const PrincipalFacts>(PrincipalFacts{.exists = true, .identity = {}, .boundary = nullptr, .tags = {}});
  if (principal.kind != PrincipalKind::user && principal.kind != PrincipalKind::assumed_role) return kNothing;
  bool is_user = principal.kind == PrincipalKind::user;
  std::string key = principal.user_id.substr(0, principal.user_id.find(':')) + (is_user ? principal.arn : principal.role_arn);
  uint64_t generation = generation_.load();  // before reading: what changes meanwhile is read again next time
  {
    std::lock_guard lock(mutex_);
    if (auto found = cached_.find(key); found != cached_.end() && found->second.generation == generation) return found->second.facts;
  }
  auto facts = std::make_shared<const PrincipalFacts>(TRY(load(principal)));
  std::lock_guard lock(mutex_);
  if (cached_.size() >= kCachedPrincipals) cached_.clear();
  cached_[key] = {generation, facts};
  return facts;
}

}  // namespace tarn::iam
