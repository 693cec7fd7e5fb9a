// The layout of Athena's keys: everything lies under account and region.
#pragma once
#include <string>
#include <string_view>

#include "athena/state.h"

namespace tarn::athena {

std::string execution_key(const Scope& scope, std::string_view id);
std::string all_executions_prefix();                                                        // of every account and region
std::string token_key(const Scope& scope, std::string_view client_token);                   // value: execution id
std::string history_key(const Scope& scope, std::string_view workgroup, TimePoint submitted, std::string_view id);  // newest first
std::string history_prefix(const Scope& scope, std::string_view workgroup);
std::string history_id(std::string_view key);                                               // the execution's id; empty: no such key
std::string workgroup_key(const Scope& scope, std::string_view name);
std::string workgroups_prefix(const Scope& scope);
std::string named_query_key(const Scope& scope, std::string_view id);
std::string named_queries_prefix(const Scope& scope);
std::string prepared_statement_key(const Scope& scope, std::string_view workgroup, std::string_view name);
std::string prepared_statements_prefix(const Scope& scope, std::string_view workgroup);

}  // namespace tarn::athena
