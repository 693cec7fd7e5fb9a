#include "redshift/serverless.h"

#include "base/encoding.h"
#include "redshift/api_errors.h"
#include "redshift/temporary_logins.h"

namespace tarn::redshift {
namespace {

constexpr int kDefaultBaseCapacity = 128;  // RPUs (Serverless, default base capacity)

Result<void> require_workgroup(const std::string& name) {
  if (name != kWorkgroup) return errors::resource_not_found("Workgroup " + name + " not found.");
  return {};
}

serverless::Workgroup describe_workgroup(const WarehouseApi& api, const aws::RequestContext& ctx) {
  serverless::Workgroup group;
  group.workgroup_name = kWorkgroup;
  group.workgroup_id = stable_id("workgroup", ctx);
  group.workgroup_arn = workgroup_arn(ctx);
  group.namespace_name = kNamespace;
  group.status = "AVAILABLE";
  group.base_capacity = kDefaultBaseCapacity;
  group.enhanced_vpc_routing = false;
  group.publicly_accessible = false;
  group.port = api.port;
  group.creation_date = api.started_at;
  group.endpoint.emplace();
  group.endpoint->address = endpoint_host(ctx);
  group.endpoint->port = api.port;
  return group;
}

serverless::Namespace describe_namespace(const WarehouseApi& api, const aws::RequestContext& ctx) {
  serverless::Namespace space;
  space.namespace_name = kNamespace;
  space.namespace_id = stable_id("namespace", ctx);
  space.namespace_arn = namespace_arn(ctx);
  space.db_name = api.shared.options.database;
  space.admin_username = api.shared.options.admin_user;
  space.status = "AVAILABLE";
  space.creation_date = api.started_at;
  return space;
}

}  // namespace

Result<serverless::GetWorkgroupOutput> get_workgroup(WarehouseApi& api, const serverless::GetWorkgroupInput& in, const aws::RequestContext& ctx) {
  TRY(require_workgroup(in.workgroup_name));
  return serverless::GetWorkgroupOutput{describe_workgroup(api, ctx)};
}

Result<serverless::ListWorkgroupsOutput> list_workgroups(WarehouseApi& api, const serverless::ListWorkgroupsInput&, const aws::RequestContext& ctx) {
  serverless::ListWorkgroupsOutput out;
  out.workgroups.push_back(describe_workgroup(api, ctx));
  return out;
}

Result<serverless::GetNamespaceOutput> get_namespace(WarehouseApi& api, const serverless::GetNamespaceInput& in, const aws::RequestContext& ctx) {
  if (in.namespace_name != kNamespace) return errors::resource_not_found("Namespace " + in.namespace_name + " not found.");
  return serverless::GetNamespaceOutput{describe_namespace(api, ctx)};
}

Result<serverless::ListNamespacesOutput> list_namespaces(WarehouseApi& api, const serverless::ListNamespacesInput&, const aws::RequestContext& ctx) {
  serverless::ListNamespacesOutput out;
  out.namespaces.push_back(describe_namespace(api, ctx));
  return out;
}

Result<serverless::GetCredentialsOutput> get_credentials(WarehouseApi& api, const serverless::GetCredentialsInput& in, const aws::RequestContext& ctx) {
  if (in.custom_domain_name) return errors::resource_not_found("The custom domain " + *in.custom_domain_name + " was not found.");
  if (!in.workgroup_name) return errors::validation("Specify either workgroupName or customDomainName.");
  TRY(require_workgroup(*in.workgroup_name));
  const auto until = login_end(in.duration_seconds, ctx.now());
  if (!until) return errors::validation("durationSeconds must be between 900 and 3600.");
  return issue_identity_login<serverless::GetCredentialsOutput>(api.shared.needs.store, api.shared.needs.random, ctx.access, in.db_name, *until);
}

}  // namespace tarn::redshift
