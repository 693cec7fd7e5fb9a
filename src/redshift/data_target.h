// What a request of the Data API names: the warehouse as cluster or workgroup, the database, and how to log in there.
#pragma once
#include "redshift/api.h"

namespace tarn::redshift {

struct DataTarget {
  std::optional<std::string> cluster, workgroup, database, secret_arn, db_user;
};

// Every input of the API has these members.
template <class Input>
DataTarget target_of(const Input& in) {
  DataTarget target{in.cluster_identifier, in.workgroup_name, {}, in.secret_arn, in.db_user};
  if constexpr (requires { in.connected_database; }) target.database = in.connected_database ? in.connected_database : std::optional<std::string>(in.database);
  else target.database = in.database;
  return target;
}

// The action itself on the cluster or workgroup, and what the way of logging in demands (actions.md 5).
aws::AccessChecks checks_on_target(const std::string& action, const DataTarget& target, const aws::RequestContext& ctx);

// Reads the secret, with the caller's rights. Errors: ValidationException for a target that is none or not here.
Result<DataLogin> resolve_login(const WarehouseApi& api, const DataTarget& target, const aws::RequestContext& ctx);

}  // namespace tarn::redshift
