#include "athena/keys.h"

#include "kv/key.h"

namespace tarn::athena {
namespace {

kv::KeyBuilder in_scope(std::string_view family, const Scope& scope) { return std::move(kv::KeyBuilder(family).text(scope.account_id).text(scope.region)); }

constexpr std::string_view kExecution = "athena.execution";
constexpr std::string_view kHistory = "athena.history";

}  // namespace

std::string execution_key(const Scope& scope, std::string_view id) { return in_scope(kExecution, scope).text(id).take(); }
std::string all_executions_prefix() { return kv::KeyBuilder(kExecution).take(); }
std::string token_key(const Scope& scope, std::string_view client_token) { return in_scope("athena.token", scope).text(client_token).take(); }

std::string history_prefix(const Scope& scope, std::string_view workgroup) { return in_scope(kHistory, scope).text(workgroup).take(); }
std::string history_key(const Scope& scope, std::string_view workgroup, TimePoint submitted, std::string_view id) {
  return in_scope(kHistory, scope).text(workgroup).descending_u64(static_cast<uint64_t>(submitted.time_since_epoch().count())).text(id).take();
}
std::string history_id(std::string_view key) {
  kv::KeyReader reader(kHistory, key);
  reader.text();
  reader.text();
  reader.text();
  reader.descending_u64();
  return reader.text().value_or("");
}

std::string workgroups_prefix(const Scope& scope) { return in_scope("athena.workgroup", scope).take(); }
std::string workgroup_key(const Scope& scope, std::string_view name) { return in_scope("athena.workgroup", scope).text(name).take(); }
std::string named_queries_prefix(const Scope& scope) { return in_scope("athena.namedquery", scope).take(); }
std::string named_query_key(const Scope& scope, std::string_view id) { return in_scope("athena.namedquery", scope).text(id).take(); }
std::string prepared_statements_prefix(const Scope& scope, std::string_view workgroup) { return in_scope("athena.prepared", scope).text(workgroup).take(); }
std::string prepared_statement_key(const Scope& scope, std::string_view workgroup, std::string_view name) {
  return in_scope("athena.prepared", scope).text(workgroup).text(name).take();
}

}  // namespace tarn::athena
