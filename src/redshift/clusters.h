// The default warehouse as cluster: DescribeClusters and the passwords that IAM identities get for it.
#pragma once
#include "redshift/api.h"
#include "redshift/clusters.gen.h"

namespace tarn::redshift {

Result<DescribeClustersOutput> describe_clusters(WarehouseApi& api, const DescribeClustersInput& in, const aws::RequestContext& ctx);
Result<GetClusterCredentialsOutput> get_cluster_credentials(WarehouseApi& api, const GetClusterCredentialsInput& in, const aws::RequestContext& ctx);
Result<GetClusterCredentialsWithIAMOutput> get_cluster_credentials_with_iam(WarehouseApi& api, const GetClusterCredentialsWithIAMInput& in,
                                                                            const aws::RequestContext& ctx);

}  // namespace tarn::redshift
