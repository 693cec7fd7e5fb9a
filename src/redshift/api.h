// What the handlers of redshift, redshift-data and redshift-serverless work on, and what they share.
#pragma once
#include <span>
#include <string>

#include "aws/action_name.h"
#include "aws/operation.h"
#include "redshift/data_runner.h"
#include "redshift/sql_session.h"

namespace tarn::redshift {

struct WarehouseApi {
  Shared& shared;
  DataRunner& runner;
  uint16_t port = 0;       // of the warehouse
  TimePoint started_at{};
};

constexpr const char* kWorkgroup = "default";
constexpr const char* kNamespace = "default";

std::span<const aws::Operation> cluster_operations();
std::span<const aws::Operation> data_operations();
std::span<const aws::Operation> serverless_operations();

// Stable identifiers of the default warehouse in an account and region, as UUIDs.
std::string stable_id(const std::string& what, const aws::RequestContext& ctx);
std::string workgroup_arn(const aws::RequestContext& ctx);
std::string namespace_arn(const aws::RequestContext& ctx);
std::string cluster_arn(const std::string& cluster, const aws::RequestContext& ctx);
// Where clients reach the warehouse: the host by which they reached this server.
std::string endpoint_host(const aws::RequestContext& ctx);

using aws::ActionName;

template <ActionName Action>
constexpr auto on_everything = [](const auto&, const aws::RequestContext&) { return aws::AccessChecks{{Action.chars, "*", {}}}; };

}  // namespace tarn::redshift
