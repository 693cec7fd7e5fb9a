#include "redshift/clusters.h"

#include "base/encoding.h"
#include "redshift/api_errors.h"
#include "redshift/temporary_logins.h"

namespace tarn::redshift {
namespace {

constexpr const char* kVersion = "1.0";

Result<void> require_cluster(const WarehouseApi& api, const std::optional<std::string>& name, const std::optional<std::string>& custom_domain) {
  if (custom_domain) return errors::custom_domain_not_found();
  if (!name) return errors::invalid_parameter_value("You must specify either a ClusterIdentifier or a CustomDomainName.");
  if (to_lower(*name) != api.shared.options.cluster) return errors::cluster_not_found(*name);
  return {};
}

Result<TimePoint> expiration(const std::optional<int32_t>& seconds, TimePoint now) {
  auto end = login_end(seconds, now);
  if (!end) return errors::invalid_parameter_value("The parameter DurationSeconds must be between 900 and 3600.");
  return *end;
}

Cluster describe(const WarehouseApi& api, const aws::RequestContext& ctx) {
  Cluster cluster;
  cluster.cluster_identifier = api.shared.options.cluster;
  cluster.node_type = "ra3.large";
  cluster.cluster_status = "available";
  cluster.cluster_availability_status = "Available";
  cluster.master_username = api.shared.options.admin_user;
  cluster.db_name = api.shared.options.database;
  cluster.endpoint.emplace();
  cluster.endpoint->address = endpoint_host(ctx);
  cluster.endpoint->port = api.port;
  cluster.cluster_create_time = api.started_at;
  cluster.cluster_version = kVersion;
  cluster.number_of_nodes = 1;
  cluster.publicly_accessible = false;
  cluster.encrypted = false;
  cluster.allow_version_upgrade = true;
  cluster.enhanced_vpc_routing = false;
  cluster.cluster_namespace_arn = "arn:aws:redshift:" + ctx.region() + ":" + ctx.account_id() + ":namespace:" + stable_id("cluster", ctx);
  return cluster;
}

}  // namespace

Result<DescribeClustersOutput> describe_clusters(WarehouseApi& api, const DescribeClustersInput& in, const aws::RequestContext& ctx) {
  if (in.cluster_identifier && to_lower(*in.cluster_identifier) != api.shared.options.cluster) return errors::cluster_not_found(*in.cluster_identifier);
  DescribeClustersOutput out;
  out.clusters.emplace();
  const bool asks_for_tags = (in.tag_keys && !in.tag_keys->empty()) || (in.tag_values && !in.tag_values->empty());
  if (!asks_for_tags) out.clusters->push_back(describe(api, ctx));  // the default warehouse has no tags
  return out;
}

Result<GetClusterCredentialsOutput> get_cluster_credentials(WarehouseApi& api, const GetClusterCredentialsInput& in, const aws::RequestContext& ctx) {
  TRY(require_cluster(api, in.cluster_identifier, in.custom_domain_name));
  if (in.db_groups && !in.db_groups->empty()) return errors::unsupported_option("DbGroups of GetClusterCredentials is not supported by Tarn yet.");
  const bool create = in.auto_create.value_or(false);
  const std::string user = to_lower(in.db_user);
  const auto issued = TRY(issue_login(api.shared.needs.store, api.shared.needs.random, (create ? "IAMA:" : "IAM:") + in.db_user,
                                      {user, "", create, in.db_name ? to_lower(*in.db_name) : "", TRY(expiration(in.duration_seconds, ctx.now()))}));
  return GetClusterCredentialsOutput{.db_user = issued.login, .db_password = issued.password, .expiration = issued.expires_at};
}

Result<GetClusterCredentialsWithIAMOutput> get_cluster_credentials_with_iam(WarehouseApi& api, const GetClusterCredentialsWithIAMInput& in,
                                                                            const aws::RequestContext& ctx) {
  TRY(require_cluster(api, in.cluster_identifier, in.custom_domain_name));
  return issue_identity_login<GetClusterCredentialsWithIAMOutput>(api.shared.needs.store, api.shared.needs.random, ctx.access, in.db_name,
                                                                  TRY(expiration(in.duration_seconds, ctx.now())));
}

}  // namespace tarn::redshift
