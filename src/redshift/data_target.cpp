#include "redshift/data_target.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "redshift/api_errors.h"
#include "redshift/temporary_logins.h"

namespace tarn::redshift {
namespace {

namespace json = boost::json;

bool is_workgroup(const std::string& name, const aws::RequestContext& ctx) { return name == kWorkgroup || name == workgroup_arn(ctx); }

Result<void> require_here(const WarehouseApi& api, const DataTarget& target, const aws::RequestContext& ctx) {
  if (target.cluster && target.workgroup) return errors::validation("Specify either ClusterIdentifier or WorkgroupName, not both.");
  if (!target.cluster && !target.workgroup) return errors::validation("Cluster identifier or workgroup name must be specified.");
  if (target.cluster && to_lower(*target.cluster) != api.shared.options.cluster) return errors::no_endpoint();
  if (target.workgroup && !is_workgroup(*target.workgroup, ctx)) return errors::no_endpoint();
  return {};
}

Result<DataLogin> login_of_secret(const std::string& text, std::string database) {
  boost::system::error_code failed;
  const json::value secret = json::parse(text, failed);
  const json::object* object = failed ? nullptr : secret.if_object();
  const json::value* user = object == nullptr ? nullptr : object->if_contains("username");
  const json::value* password = object == nullptr ? nullptr : object->if_contains("password");
  if (user == nullptr || password == nullptr || !user->is_string() || !password->is_string())
    return errors::validation("The secret must be a JSON object with username and password.");
  return DataLogin{to_lower(json::value_to<std::string>(*user)), false, json::value_to<std::string>(*password), std::move(database)};
}

}  // namespace

aws::AccessChecks checks_on_target(const std::string& action, const DataTarget& target, const aws::RequestContext& ctx) {
  const std::string cluster = target.cluster.value_or("");
  aws::AccessChecks checks{{action, target.workgroup ? workgroup_arn(ctx) : cluster_arn(cluster, ctx), {}}};
  if (target.secret_arn) return checks;  // Secrets Manager decides
  const std::string prefix = "arn:aws:redshift:" + ctx.region() + ":" + ctx.account_id() + ":";
  const std::string database = target.database.value_or("");
  if (target.db_user) {
    checks.push_back({"redshift:GetClusterCredentials", prefix + "dbuser:" + cluster + "/" + *target.db_user, {{"redshift:dbuser", *target.db_user}, {"redshift:dbname", database}}});
    checks.push_back({"redshift:GetClusterCredentials", prefix + "dbname:" + cluster + "/" + database, {{"redshift:dbuser", *target.db_user}, {"redshift:dbname", database}}});
  } else if (target.workgroup) {
    checks.push_back({"redshift-serverless:GetCredentials", workgroup_arn(ctx), {}});
  } else {
    checks.push_back({"redshift:GetClusterCredentialsWithIAM", prefix + "dbname:" + cluster + "/" + database, {{"redshift:dbname", database}}});
  }
  return checks;
}

Result<DataLogin> resolve_login(const WarehouseApi& api, const DataTarget& target, const aws::RequestContext& ctx) {
  TRY(require_here(api, target, ctx));
  if (!target.database || target.database->empty()) return errors::validation("Database name is not provided or is empty");
  if (target.secret_arn && target.db_user) return errors::validation("Specify either SecretArn or DbUser, not both.");
  if (target.secret_arn) return login_of_secret(TRY(api.shared.needs.secret_string(ctx.access, *target.secret_arn)), *target.database);
  if (target.db_user) {
    if (target.workgroup) return errors::validation("DbUser can't be used with WorkgroupName.");
    return DataLogin{to_lower(*target.db_user), false, {}, *target.database};
  }
  return DataLogin{database_user_of(ctx.access.principal), true, {}, *target.database};
}

}  // namespace tarn::redshift
