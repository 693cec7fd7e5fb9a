// Executions as records: what clients see of them, and what answers GetQueryResults.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "athena/query_executions.gen.h"
#include "athena/query_results.gen.h"
#include "athena/state.h"

namespace tarn::athena {

struct Execution {
  Scope scope;
  QueryExecution shown;
  std::string client_token;
  std::string sent_location;  // OutputLocation as the client sent it, for the token's comparison
  // Of a result, once it succeeded:
  std::vector<ColumnInfo> columns;
  bool csv = false;                      // result rows are CSV, else lines
  bool has_header = false;
  std::optional<int64_t> update_count;
  bool hive = false;                     // a Hive statement: its failure answers an empty ResultSet

  const std::string& id() const { return *shown.query_execution_id; }
  const std::string& state() const { return *shown.status->state; }
  const std::string& location() const { return *shown.result_configuration->output_location; }
  bool is_final() const { return state() == "SUCCEEDED" || state() == "FAILED" || state() == "CANCELLED"; }
};

Result<std::optional<Execution>> find_execution(kv::Reader& reader, const Scope& scope, const std::string& id);
void put_execution(kv::Txn& txn, const Execution& execution);

// Error numbers of the Athena error catalog (athena.md 1.10). `reason` is the whole StateChangeReason.
AthenaError athena_error(const std::string& code, const std::string& reason, bool hive);

// Sets every execution that is not final to FAILED: nothing runs when the server starts.
Result<void> fail_interrupted(State& state);

}  // namespace tarn::athena
