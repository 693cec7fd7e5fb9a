#include "glue/connections.h"

#include <algorithm>
#include <chrono>

#include "aws/arn.h"
#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/connection_endpoints.h"
#include "glue/connection_records.h"
#include "glue/errors.h"
#include "glue/page_token.h"
#include "glue/reachability.h"
#include "glue/tags.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 1000;
constexpr std::chrono::seconds kReachTimeout{10};

Result<Connection> stored(const ConnectionInput& in, const aws::RequestContext& ctx) {
  if (in.authentication_configuration) return errors::not_supported("AuthenticationConfiguration of a connection");
  if (in.validate_credentials.value_or(false)) return errors::not_supported("ValidateCredentials of a connection");
  TRY(check_required_properties(in.connection_type, in.connection_properties));
  Connection out;
  out.name = in.name;
  out.description = in.description;
  out.connection_type = in.connection_type;
  out.match_criteria = in.match_criteria;
  out.connection_properties = in.connection_properties;
  out.spark_properties = in.spark_properties;
  out.athena_properties = in.athena_properties;
  out.python_properties = in.python_properties;
  out.physical_connection_requirements = in.physical_connection_requirements;
  out.creation_time = out.last_updated_time = whole_seconds(ctx.now());
  out.last_updated_by = ctx.access.principal.arn;
  out.status = "READY";
  out.connection_schema_version = 1;
  return out;
}

Connection shown(Connection connection, bool hide_password) {
  if (hide_password && connection.connection_properties) std::erase_if(*connection.connection_properties, [](const auto& entry) { return is_secret_property(entry.first); });
  return connection;
}

bool matches(const Connection& connection, const std::optional<GetConnectionsFilter>& filter) {
  if (!filter) return true;
  if (filter->connection_type && connection.connection_type != filter->connection_type) return false;
  if (filter->connection_schema_version && connection.connection_schema_version != filter->connection_schema_version) return false;
  if (!filter->match_criteria) return true;
  const auto criteria = connection.match_criteria.value_or(std::vector<std::string>());
  return std::all_of(filter->match_criteria->begin(), filter->match_criteria->end(),
                     [&](const std::string& wanted) { return std::find(criteria.begin(), criteria.end(), wanted) != criteria.end(); });
}

Result<Connection> require(Glue& glue, kv::Reader& reader, const catalog::CatalogId& id, const std::string& name) {
  auto found = TRY(find_connection(reader, id, name, glue.secrets));
  if (!found) return errors::connection_not_found(name);
  return std::move(*found);
}

Result<void> remove(Glue& glue, kv::Txn& txn, const catalog::CatalogId& id, const std::string& name, const aws::RequestContext& ctx) {
  TRY(require(glue, txn, id, name));
  erase_connection(txn, id, name);
  put_tags(txn, connection_arn(ctx, name), Tags());
  return {};
}

aws::AccessChecks connection_checks(const char* action, const aws::RequestContext& ctx, const std::string& name) {
  auto checks = catalog_checks(action, ctx);
  checks.push_back({std::string("glue:") + action, connection_arn(ctx, name), {}});
  return checks;
}

}  // namespace

Result<CreateConnectionOutput> create_connection(Glue& glue, const CreateConnectionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  const Connection connection = TRY(stored(in.connection_input, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateConnectionOutput> {
    if (TRY(find_connection(txn, id, in.connection_input.name, glue.secrets))) return errors::connection_exists();
    put_connection(txn, id, connection, glue.secrets);
    put_tags(txn, connection_arn(ctx, in.connection_input.name), in.tags);
    return CreateConnectionOutput{.create_connection_status = "READY"};
  });
}

Result<GetConnectionOutput> get_connection(Glue& glue, const GetConnectionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  return GetConnectionOutput{.connection = shown(TRY(require(glue, *glue.store.snapshot(), id, in.name)), in.hide_password.value_or(false))};
}

Result<GetConnectionsOutput> get_connections(Glue& glue, const GetConnectionsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  const PageToken token({"GetConnections", id.account_id, id.region});
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto connections = TRY(list_connections(*glue.store.snapshot(), id, TRY(token.decode(in.next_token)), limit + 1, glue.secrets));
  GetConnectionsOutput out;
  out.connection_list.emplace();
  if (connections.size() > limit) {
    connections.resize(limit);
    out.next_token = token.encode(*connections.back().name);
  }
  for (Connection& connection : connections)  // those that the caller may not see are left out
    if (matches(connection, in.filter) && glue.iam.authorizer().allowed(ctx.access, {"glue:GetConnections", connection_arn(ctx, *connection.name), {}}))
      out.connection_list->push_back(shown(std::move(connection), in.hide_password.value_or(false)));
  return out;
}

Result<UpdateConnectionOutput> update_connection(Glue& glue, const UpdateConnectionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  if (in.connection_input.name != in.name) return errors::invalid_input("A connection cannot be renamed.");
  Connection connection = TRY(stored(in.connection_input, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateConnectionOutput> {
    connection.creation_time = TRY(require(glue, txn, id, in.name)).creation_time;
    put_connection(txn, id, connection, glue.secrets);
    return UpdateConnectionOutput{};
  });
}

Result<DeleteConnectionOutput> delete_connection(Glue& glue, const DeleteConnectionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteConnectionOutput> {
    TRY(remove(glue, txn, id, in.connection_name, ctx));
    return DeleteConnectionOutput{};
  });
}

Result<BatchDeleteConnectionOutput> batch_delete_connection(Glue& glue, const BatchDeleteConnectionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<BatchDeleteConnectionOutput> {
    BatchDeleteConnectionOutput out;
    out.succeeded.emplace();
    out.errors.emplace();
    for (const std::string& name : in.connection_name_list) {
      auto removed = remove(glue, txn, id, name, ctx);
      if (removed.ok()) out.succeeded->push_back(name);
      else (*out.errors)[name] = errors::as_detail(removed.error());
    }
    return out;
  });
}

Result<TestConnectionOutput> test_connection(Glue& glue, const TestConnectionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(account_catalog_of(in.catalog_id, ctx));
  const auto& inline_input = in.test_connection_input;
  if (in.connection_name.has_value() == inline_input.has_value()) return errors::invalid_input("One of ConnectionName or TestConnectionInput has to be provided.");
  std::string type;
  ConnectionProperties properties;
  if (inline_input) {
    if (inline_input->authentication_configuration) return errors::not_supported("AuthenticationConfiguration of a connection");
    type = inline_input->connection_type;
    properties = inline_input->connection_properties;
    TRY(check_required_properties(type, properties));
  } else {
    auto connection = TRY(require(glue, *glue.store.snapshot(), id, *in.connection_name));
    type = connection.connection_type.value_or("");
    properties = connection.connection_properties.value_or(ConnectionProperties());
  }
  for (const Endpoint& endpoint : TRY(endpoints_of(type, properties))) TRY(check_reachable(endpoint, kReachTimeout));
  return TestConnectionOutput{};
}

aws::AccessChecks may_create_connection(const CreateConnectionInput& in, const aws::RequestContext& ctx) {
  auto checks = catalog_checks("CreateConnection", ctx);
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_connection(const GetConnectionInput& in, const aws::RequestContext& ctx) { return connection_checks("GetConnection", ctx, in.name); }
aws::AccessChecks may_get_connections(const GetConnectionsInput&, const aws::RequestContext& ctx) { return catalog_checks("GetConnections", ctx); }
aws::AccessChecks may_update_connection(const UpdateConnectionInput& in, const aws::RequestContext& ctx) { return connection_checks("UpdateConnection", ctx, in.name); }
aws::AccessChecks may_delete_connection(const DeleteConnectionInput& in, const aws::RequestContext& ctx) { return connection_checks("DeleteConnection", ctx, in.connection_name); }

aws::AccessChecks may_batch_delete_connection(const BatchDeleteConnectionInput& in, const aws::RequestContext& ctx) {
  auto checks = catalog_checks("BatchDeleteConnection", ctx);
  for (const std::string& name : in.connection_name_list) checks.push_back({"glue:BatchDeleteConnection", connection_arn(ctx, name), {}});
  return checks;
}

aws::AccessChecks may_test_connection(const TestConnectionInput& in, const aws::RequestContext& ctx) {
  if (in.connection_name) return {{"glue:TestConnection", connection_arn(ctx, *in.connection_name), {}}};
  const std::string type = in.test_connection_input ? in.test_connection_input->connection_type : "*";
  return {{"glue:TestConnection", aws::make_arn("glue", ctx.region(), ctx.account_id(), "connectionType:" + type), {}}};
}

}  // namespace tarn::glue
