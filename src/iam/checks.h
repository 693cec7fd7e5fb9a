// What each operation of IAM must be allowed (actions.md section 6): the action as a template argument, the ARN from the input,
// completed with the path of the stored user, role or policy.
#pragma once
#include <algorithm>
#include <string>

#include "aws/action_name.h"
#include "aws/request_context.h"
#include "iam/service.h"

namespace tarn::iam {

using aws::ActionName;

using Keys = std::vector<std::pair<std::string, std::string>>;

// The check on an existing user or role, with its tags and boundary as condition keys. A name that does not exist is checked as
// if it stood under the path "/".
Result<aws::AccessChecks> check_on_user(IamState& iam, const aws::RequestContext& ctx, std::string action, const std::string& user_name, Keys keys = {});
Result<aws::AccessChecks> check_on_role(IamState& iam, const aws::RequestContext& ctx, std::string action, const std::string& role_name, Keys keys = {});

// aws:RequestTag/k and aws:TagKeys of a request that carries tags.
template <class TagList>
void add_request_tags(const TagList& tags, Keys& keys) {
  for (auto& tag : tags) {
    keys.emplace_back("aws:requesttag/" + tag.key, tag.value);
    keys.emplace_back("aws:tagkeys", tag.key);
  }
}

// Condition keys that the members of an input stand for.
template <class Input>
Keys request_keys(const Input& in) {
  Keys keys;
  if constexpr (requires { in.policy_arn; in.user_name; } || requires { in.policy_arn; in.role_name; }) keys.emplace_back("iam:policyarn", in.policy_arn);
  if constexpr (requires { *in.permissions_boundary; }) {
    if (in.permissions_boundary) keys.emplace_back("iam:permissionsboundary", *in.permissions_boundary);
  } else if constexpr (requires { in.permissions_boundary; }) {
    keys.emplace_back("iam:permissionsboundary", in.permissions_boundary);
  }
  if constexpr (requires { in.tags->begin(); }) {
    if (in.tags) add_request_tags(*in.tags, keys);
  } else if constexpr (requires { in.tags.begin(); }) {
    add_request_tags(in.tags, keys);
  }
  if constexpr (requires { in.tag_keys.begin(); })
    for (auto& key : in.tag_keys) keys.emplace_back("aws:tagkeys", key);
  return keys;
}

inline std::string caller_name(const aws::RequestContext& ctx) { return ctx.access.principal.kind == aws::PrincipalKind::user ? ctx.access.principal.name : ""; }

// The user that the input names; without a name, the caller.
template <ActionName Action>
constexpr auto on_user = [](IamState& iam, const auto& in, const aws::RequestContext& ctx) -> Result<aws::AccessChecks> {
  if constexpr (requires { *in.user_name; }) return check_on_user(iam, ctx, Action.chars, in.user_name.value_or(caller_name(ctx)), request_keys(in));
  else return check_on_user(iam, ctx, Action.chars, in.user_name, request_keys(in));
};

template <ActionName Action>
constexpr auto on_role = [](IamState& iam, const auto& in, const aws::RequestContext& ctx) -> Result<aws::AccessChecks> {
  return check_on_role(iam, ctx, Action.chars, in.role_name, request_keys(in));
};

template <ActionName Action>
constexpr auto on_policy = [](const auto& in, const aws::RequestContext&) {
  return aws::AccessChecks{{Action.chars, in.policy_arn, request_keys(in)}};
};

// Users, roles and policies that are to be made: the ARN that they will get.
template <ActionName Action, ActionName Kind>
constexpr auto on_new = [](const auto& in, const aws::RequestContext& ctx) {
  std::string name;
  if constexpr (requires { in.user_name; }) name = in.user_name;
  else if constexpr (requires { in.role_name; }) name = in.role_name;
  else name = in.policy_name;
  return aws::AccessChecks{{Action.chars, "arn:aws:iam::" + ctx.account_id() + ":" + Kind.chars + in.path.value_or("/") + name, request_keys(in)}};
};

template <ActionName Action>
constexpr auto on_everything = [](const auto&, const aws::RequestContext&) { return aws::AccessChecks{{Action.chars, "*", {}}}; };

}  // namespace tarn::iam
