#include "athena/executions.h"

#include <boost/json.hpp>

#include <array>

#include "athena/keys.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::athena {
namespace {

struct ErrorNumber {
  std::string_view code;
  int type;
};
constexpr std::array kErrorTypes{
    ErrorNumber{"TABLE_NOT_FOUND", 1301},        ErrorNumber{"SCHEMA_NOT_FOUND", 1301},          ErrorNumber{"COLUMN_NOT_FOUND", 1006},
    ErrorNumber{"CATALOG_NOT_FOUND", 1006},      ErrorNumber{"SYNTAX_ERROR", 1006},              ErrorNumber{"TYPE_MISMATCH", 1002},
    ErrorNumber{"FUNCTION_NOT_FOUND", 1303},     ErrorNumber{"EXPRESSION_NOT_AGGREGATE", 1006},  ErrorNumber{"AMBIGUOUS_NAME", 1006},
    ErrorNumber{"DUPLICATE_COLUMN_NAME", 1006},  ErrorNumber{"DIVISION_BY_ZERO", 1001},          ErrorNumber{"INVALID_CAST_ARGUMENT", 1100},
    ErrorNumber{"MISSING_COLUMN_NAME", 1100},    ErrorNumber{"INVALID_FUNCTION_ARGUMENT", 1106}, ErrorNumber{"NUMERIC_VALUE_OUT_OF_RANGE", 1001},
    ErrorNumber{"NOT_SUPPORTED", 1200},          ErrorNumber{"NOT_FOUND", 1300},                 ErrorNumber{"TABLE_ALREADY_EXISTS", 1000},
    ErrorNumber{"HIVE_PATH_ALREADY_EXISTS", 1101}, ErrorNumber{"HIVE_TOO_MANY_OPEN_PARTITIONS", 1101}, ErrorNumber{"HIVE_BAD_DATA", 1001},
    ErrorNumber{"HIVE_CURSOR_ERROR", 1001},      ErrorNumber{"HIVE_CANNOT_OPEN_SPLIT", 1001},    ErrorNumber{"HIVE_PARTITION_SCHEMA_MISMATCH", 1004},
    ErrorNumber{"HIVE_UNSUPPORTED_FORMAT", 1200}, ErrorNumber{"GENERIC_INTERNAL_ERROR", 200},    ErrorNumber{"PERMISSION_DENIED", 1500},
    ErrorNumber{"EXCEEDED_LOCAL_MEMORY_LIMIT", 0}, ErrorNumber{"INVALID_VIEW", 1107},            ErrorNumber{"INVALID_PARAMETER_USAGE", 1100},
    ErrorNumber{"OUTPUT_ACCESS_DENIED", 1501},     ErrorNumber{"InternalError", 100},
};

}  // namespace

AthenaError athena_error(const std::string& code, const std::string& reason, bool hive) {
  AthenaError error;
  int type = 1000;
  for (auto& row : kErrorTypes)
    if (row.code == code) type = row.type;
  if (hive && reason.starts_with("FAILED: ParseException")) type = 1003;
  error.error_type = type;
  error.error_category = type < 1000 || type == 1003 ? 1 : 2;
  error.retryable = false;
  error.error_message = reason;
  return error;
}

Result<std::optional<Execution>> find_execution(kv::Reader& reader, const Scope& scope, const std::string& id) {
  auto stored = TRY(reader.get(execution_key(scope, id)));
  if (!stored) return std::optional<Execution>();
  auto object = TRY(kv::decode_object(*stored));
  Execution e;
  e.scope = scope;
  kv::RecordFields fields(object);
  fields.read("token", e.client_token);
  fields.read("sent_location", e.sent_location);
  fields.read("csv", e.csv);
  fields.read("header", e.has_header);
  fields.read("hive", e.hive);
  TRY(fields.finish());
  if (auto* count = object.if_contains("update_count")) e.update_count = count->to_number<int64_t>();
  TRY(from_document(object.at("shown"), e.shown));
  if (auto* columns = object.if_contains("columns"))
    for (auto& column : columns->as_array()) TRY(from_document(column, e.columns.emplace_back()));
  return std::optional(std::move(e));
}

void put_execution(kv::Txn& txn, const Execution& e) {
  boost::json::object record{{"shown", to_document(e.shown)}, {"token", e.client_token}, {"sent_location", e.sent_location},
                             {"csv", e.csv},                  {"header", e.has_header},  {"hive", e.hive}};
  if (e.update_count) record["update_count"] = *e.update_count;
  if (!e.columns.empty()) {
    boost::json::array columns;
    for (auto& column : e.columns) columns.push_back(to_document(column));
    record["columns"] = std::move(columns);
  }
  txn.put(execution_key(e.scope, e.id()), kv::encode_record(record));
}

Result<void> fail_interrupted(State& state) {
  std::vector<std::string> keys;
  auto snapshot = state.store.snapshot();
  TRY(snapshot->scan(kv::Range::prefix(all_executions_prefix()), [&](std::string_view key, std::string_view value) {
    bool running = value.find("\"State\":\"QUEUED\"") != std::string_view::npos || value.find("\"State\":\"RUNNING\"") != std::string_view::npos;
    if (running) keys.emplace_back(key);
    return true;
  }));
  for (auto& key : keys) {
    TRY(state.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto stored = TRY(txn.get(key));
      if (!stored) return {};
      auto object = TRY(kv::decode_object(*stored));
      QueryExecution shown;
      TRY(from_document(object.at("shown"), shown));
      if (*shown.status->state != "QUEUED" && *shown.status->state != "RUNNING") return {};
      std::string reason = "The server was stopped while this query ran.";
      shown.status->state = "FAILED";
      shown.status->state_change_reason = reason;
      shown.status->completion_date_time = state.clock.now();
      shown.status->athena_error = athena_error("InternalError", reason, false);
      object["shown"] = to_document(shown);
      txn.put(key, kv::encode_record(object));
      return {};
    }));
  }
  return {};
}

}  // namespace tarn::athena
