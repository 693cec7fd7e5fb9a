#include <array>

#include "iam/access_keys.h"
#include "iam/checks.h"
#include "iam/entity_policies.h"
#include "iam/policies.h"
#include "iam/roles.h"
#include "iam/users.h"

namespace tarn::iam {
namespace {

using aws::operation;

constexpr std::array kOperations{
    operation<create_user, on_new<"iam:CreateUser", "user">>("CreateUser"),
    operation<get_user, on_user<"iam:GetUser">>("GetUser"),
    operation<list_users, on_everything<"iam:ListUsers">>("ListUsers"),
    operation<update_user, on_user<"iam:UpdateUser">>("UpdateUser"),
    operation<delete_user, on_user<"iam:DeleteUser">>("DeleteUser"),
    operation<create_access_key, on_user<"iam:CreateAccessKey">>("CreateAccessKey"),
    operation<list_access_keys, on_user<"iam:ListAccessKeys">>("ListAccessKeys"),
    operation<update_access_key, on_user<"iam:UpdateAccessKey">>("UpdateAccessKey"),
    operation<delete_access_key, on_user<"iam:DeleteAccessKey">>("DeleteAccessKey"),
    operation<create_role, on_new<"iam:CreateRole", "role">>("CreateRole"),
    operation<list_roles, on_everything<"iam:ListRoles">>("ListRoles"),
    operation<get_role, on_role<"iam:GetRole">>("GetRole"),
    operation<update_role, on_role<"iam:UpdateRole">>("UpdateRole"),
    operation<update_assume_role_policy, on_role<"iam:UpdateAssumeRolePolicy">>("UpdateAssumeRolePolicy"),
    operation<delete_role, on_role<"iam:DeleteRole">>("DeleteRole"),
    operation<create_policy, on_new<"iam:CreatePolicy", "policy">>("CreatePolicy"),
    operation<list_policies, on_everything<"iam:ListPolicies">>("ListPolicies"),
    operation<get_policy, on_policy<"iam:GetPolicy">>("GetPolicy"),
    operation<delete_policy, on_policy<"iam:DeletePolicy">>("DeletePolicy"),
    operation<create_policy_version, on_policy<"iam:CreatePolicyVersion">>("CreatePolicyVersion"),
    operation<get_policy_version, on_policy<"iam:GetPolicyVersion">>("GetPolicyVersion"),
    operation<list_policy_versions, on_policy<"iam:ListPolicyVersions">>("ListPolicyVersions"),
    operation<delete_policy_version, on_policy<"iam:DeletePolicyVersion">>("DeletePolicyVersion"),
    operation<set_default_policy_version, on_policy<"iam:SetDefaultPolicyVersion">>("SetDefaultPolicyVersion"),
    operation<attach_user_policy, on_user<"iam:AttachUserPolicy">>("AttachUserPolicy"),
    operation<detach_user_policy, on_user<"iam:DetachUserPolicy">>("DetachUserPolicy"),
    operation<list_attached_user_policies, on_user<"iam:ListAttachedUserPolicies">>("ListAttachedUserPolicies"),
    operation<put_user_policy, on_user<"iam:PutUserPolicy">>("PutUserPolicy"),
    operation<get_user_policy, on_user<"iam:GetUserPolicy">>("GetUserPolicy"),
    operation<list_user_policies, on_user<"iam:ListUserPolicies">>("ListUserPolicies"),
    operation<delete_user_policy, on_user<"iam:DeleteUserPolicy">>("DeleteUserPolicy"),
    operation<put_user_boundary, on_user<"iam:PutUserPermissionsBoundary">>("PutUserPermissionsBoundary"),
    operation<delete_user_boundary, on_user<"iam:DeleteUserPermissionsBoundary">>("DeleteUserPermissionsBoundary"),
    operation<tag_user, on_user<"iam:TagUser">>("TagUser"),
    operation<untag_user, on_user<"iam:UntagUser">>("UntagUser"),
    operation<list_user_tags, on_user<"iam:ListUserTags">>("ListUserTags"),
    operation<attach_role_policy, on_role<"iam:AttachRolePolicy">>("AttachRolePolicy"),
    operation<detach_role_policy, on_role<"iam:DetachRolePolicy">>("DetachRolePolicy"),
    operation<list_attached_role_policies, on_role<"iam:ListAttachedRolePolicies">>("ListAttachedRolePolicies"),
    operation<put_role_policy, on_role<"iam:PutRolePolicy">>("PutRolePolicy"),
    operation<get_role_policy, on_role<"iam:GetRolePolicy">>("GetRolePolicy"),
    operation<list_role_policies, on_role<"iam:ListRolePolicies">>("ListRolePolicies"),
    operation<delete_role_policy, on_role<"iam:DeleteRolePolicy">>("DeleteRolePolicy"),
    operation<put_role_boundary, on_role<"iam:PutRolePermissionsBoundary">>("PutRolePermissionsBoundary"),
    operation<delete_role_boundary, on_role<"iam:DeleteRolePermissionsBoundary">>("DeleteRolePermissionsBoundary"),
    operation<tag_role, on_role<"iam:TagRole">>("TagRole"),
    operation<untag_role, on_role<"iam:UntagRole">>("UntagRole"),
    operation<list_role_tags, on_role<"iam:ListRoleTags">>("ListRoleTags"),
};

}  // namespace

std::span<const aws::Operation> iam_operations() { return kOperations; }

}  // namespace tarn::iam
