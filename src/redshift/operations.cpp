// Operations of the redshift API, each with what its caller must be allowed (actions.md 4).
#include <array>

#include "base/encoding.h"
#include "redshift/clusters.h"

namespace tarn::redshift {
namespace {

using aws::AccessChecks;
using aws::operation;
using aws::RequestContext;

std::string arn(const RequestContext& ctx, const std::string& resource) { return "arn:aws:redshift:" + ctx.region() + ":" + ctx.account_id() + ":" + resource; }

AccessChecks may_describe_clusters(const DescribeClustersInput& in, const RequestContext& ctx) {
  return {{"redshift:DescribeClusters", in.cluster_identifier ? cluster_arn(*in.cluster_identifier, ctx) : "*", {}}};
}

AccessChecks may_get_cluster_credentials(const GetClusterCredentialsInput& in, const RequestContext& ctx) {
  const std::string cluster = in.cluster_identifier.value_or("");
  std::vector<std::pair<std::string, std::string>> keys{{"redshift:dbuser", in.db_user}};
  if (in.db_name) keys.emplace_back("redshift:dbname", *in.db_name);
  if (in.duration_seconds) keys.emplace_back("redshift:durationseconds", std::to_string(*in.duration_seconds));
  const std::string user = arn(ctx, "dbuser:" + cluster + "/" + in.db_user);
  AccessChecks checks{{"redshift:GetClusterCredentials", user, keys}};
  if (in.db_name) checks.push_back({"redshift:GetClusterCredentials", arn(ctx, "dbname:" + cluster + "/" + *in.db_name), keys});
  if (in.auto_create.value_or(false)) checks.push_back({"redshift:CreateClusterUser", user, keys});
  if (in.db_groups)
    for (const std::string& group : *in.db_groups) checks.push_back({"redshift:JoinGroup", arn(ctx, "dbgroup:" + cluster + "/" + group), keys});
  return checks;
}

AccessChecks may_get_cluster_credentials_with_iam(const GetClusterCredentialsWithIAMInput& in, const RequestContext& ctx) {
  std::vector<std::pair<std::string, std::string>> keys;
  if (in.db_name) keys.emplace_back("redshift:dbname", *in.db_name);
  if (in.duration_seconds) keys.emplace_back("redshift:durationseconds", std::to_string(*in.duration_seconds));
  return {{"redshift:GetClusterCredentialsWithIAM", arn(ctx, "dbname:" + in.cluster_identifier.value_or("") + "/" + in.db_name.value_or("*")), std::move(keys)}};
}

constexpr std::array kOperations{
    operation<describe_clusters, may_describe_clusters>("DescribeClusters"),
    operation<get_cluster_credentials, may_get_cluster_credentials>("GetClusterCredentials"),
    operation<get_cluster_credentials_with_iam, may_get_cluster_credentials_with_iam>("GetClusterCredentialsWithIAM"),
};

}  // namespace

std::span<const aws::Operation> cluster_operations() { return kOperations; }

}  // namespace tarn::redshift
