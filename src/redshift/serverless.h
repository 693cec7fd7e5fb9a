// The default warehouse as workgroup "default" of namespace "default".
#pragma once
#include "redshift/api.h"
#include "redshift_serverless/credentials.gen.h"
#include "redshift_serverless/namespaces.gen.h"
#include "redshift_serverless/workgroups.gen.h"

namespace tarn::redshift {

namespace serverless = redshift_serverless;

Result<serverless::GetWorkgroupOutput> get_workgroup(WarehouseApi& api, const serverless::GetWorkgroupInput& in, const aws::RequestContext& ctx);
Result<serverless::ListWorkgroupsOutput> list_workgroups(WarehouseApi& api, const serverless::ListWorkgroupsInput& in, const aws::RequestContext& ctx);
Result<serverless::GetNamespaceOutput> get_namespace(WarehouseApi& api, const serverless::GetNamespaceInput& in, const aws::RequestContext& ctx);
Result<serverless::ListNamespacesOutput> list_namespaces(WarehouseApi& api, const serverless::ListNamespacesInput& in, const aws::RequestContext& ctx);
Result<serverless::GetCredentialsOutput> get_credentials(WarehouseApi& api, const serverless::GetCredentialsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::redshift
