#include "iam/checks.h"

namespace tarn::iam {
namespace {

aws::AccessChecks check_on(const EntityRecord* entity, std::string action, std::string arn, Keys keys) {
  if (entity) {
    for (auto& [key, value] : entity->tags) {
      keys.emplace_back("iam:resourcetag/" + key, value);
      keys.emplace_back("aws:resourcetag/" + key, value);
    }
    bool named = std::any_of(keys.begin(), keys.end(), [](auto& key) { return key.first == "iam:permissionsboundary"; });
    if (!named && !entity->permissions_boundary.empty()) keys.emplace_back("iam:permissionsboundary", entity->permissions_boundary);
  }
  return {{std::move(action), std::move(arn), std::move(keys)}};
}

}  // namespace

Result<aws::AccessChecks> check_on_user(IamState& iam, const aws::RequestContext& ctx, std::string action, const std::string& user_name, Keys keys) {
  if (user_name.empty()) return check_on(nullptr, std::move(action), ctx.access.principal.arn, std::move(keys));
  auto user = TRY(find_user(*iam.store.snapshot(), ctx.account_id(), user_name));
  std::string arn = user ? user->arn() : "arn:aws:iam::" + ctx.account_id() + ":user/" + user_name;
  return check_on(user ? &*user : nullptr, std::move(action), std::move(arn), std::move(keys));
}

Result<aws::AccessChecks> check_on_role(IamState& iam, const aws::RequestContext& ctx, std::string action, const std::string& role_name, Keys keys) {
  auto role = TRY(find_role(*iam.store.snapshot(), ctx.account_id(), role_name));
  std::string arn = role ? role->arn() : "arn:aws:iam::" + ctx.account_id() + ":role/" + role_name;
  return check_on(role ? &*role : nullptr, std::move(action), std::move(arn), std::move(keys));
}

}  // namespace tarn::iam
