// Operations of redshift-serverless, each with what its caller must be allowed (actions.md 4).
#include <array>

#include "redshift/serverless.h"

namespace tarn::redshift {
namespace {

using aws::operation;

template <ActionName Action>
constexpr auto on_workgroup = [](const auto&, const aws::RequestContext& ctx) { return aws::AccessChecks{{Action.chars, workgroup_arn(ctx), {}}}; };

aws::AccessChecks may_get_namespace(const serverless::GetNamespaceInput&, const aws::RequestContext& ctx) {
  return {{"redshift-serverless:GetNamespace", namespace_arn(ctx), {}}};
}

constexpr std::array kOperations{
    operation<get_workgroup, on_workgroup<"redshift-serverless:GetWorkgroup">>("GetWorkgroup"),
    operation<list_workgroups, on_everything<"redshift-serverless:ListWorkgroups">>("ListWorkgroups"),
    operation<get_namespace, may_get_namespace>("GetNamespace"),
    operation<list_namespaces, on_everything<"redshift-serverless:ListNamespaces">>("ListNamespaces"),
    operation<get_credentials, on_workgroup<"redshift-serverless:GetCredentials">>("GetCredentials"),
};

}  // namespace

std::span<const aws::Operation> serverless_operations() { return kOperations; }

}  // namespace tarn::redshift
