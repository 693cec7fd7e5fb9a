// json_items, json_object_text, json_array_text: what JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY are made of.
#include <boost/json.hpp>
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>
#include <duckdb/execution/expression_executor_state.hpp>

#include <map>
#include <set>

#include "engine/functions/groups.h"
#include "engine/functions/json_path_run.h"

namespace tarn::engine {
namespace {

namespace json = boost::json;
using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::ListVector;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::StructVector;
using duckdb::Vector;

std::string_view view(const string_t& text) { return {text.GetData(), text.GetSize()}; }

LogicalType items_type() {
  auto item = LogicalType::STRUCT({{"kind", LogicalType::VARCHAR}, {"text", LogicalType::VARCHAR}});
  return LogicalType::STRUCT({{"error", LogicalType::VARCHAR}, {"items", LogicalType::LIST(item)}});
}

// "number" is split by how it is stored, which decides the cast of JSON_VALUE.
const char* kind_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return "boolean";
    case json::kind::string: return "string";
    case json::kind::int64: return "bigint";
    case json::kind::uint64:
    case json::kind::double_: return "double";
    default: return "structured";
  }
}

json::value parse(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse({text.data(), text.size()}, error);
  if (error) throw JsonPathError("JSON_INPUT_CONVERSION_ERROR: conversion to JSON failed: ");
  return value;
}

// Paths are constants: each is read once for a thread.
struct Paths final : duckdb::FunctionLocalState {
  const sql::JsonPath& at(const string_t& text) {
    auto [found, is_new] = known.try_emplace(text.GetString());
    if (is_new) {
      auto path = sql::parse_json_path(view(text));
      if (!path.ok()) fail(path.error().code, path.error().message);
      found->second = std::move(*path);
    }
    return found->second;
  }
  std::map<std::string, sql::JsonPath> known;
};

duckdb::unique_ptr<duckdb::FunctionLocalState> start(ExpressionState&, const duckdb::BoundFunctionExpression&, duckdb::FunctionData*) {
  return duckdb::make_uniq<Paths>();
}

// Appends to the columns of the result.
class Items {
 public:
  explicit Items(Vector& result)
      : result_(result), error_(*StructVector::GetEntries(result)[0]), list_(*StructVector::GetEntries(result)[1]), kinds_(*StructVector::GetEntries(ListVector::GetEntry(list_))[0]),
        texts_(*StructVector::GetEntries(ListVector::GetEntry(list_))[1]) {}

  void null(idx_t row) {
    FlatVector::SetNull(result_, row, true);
    failed(row, "");
    FlatVector::SetNull(error_, row, true);
  }
  void failed(idx_t row, std::string_view error) {
    FlatVector::GetData<string_t>(error_)[row] = StringVector::AddString(error_, error.data(), error.size());
    FlatVector::GetData<duckdb::list_entry_t>(list_)[row] = {size_, 0};
  }
  void found(idx_t row, const JsonItems& items) {
    FlatVector::SetNull(error_, row, true);
    FlatVector::GetData<duckdb::list_entry_t>(list_)[row] = {size_, items.size()};
    ListVector::Reserve(list_, size_ + items.size());
    for (auto& item : items) {
      std::string text;
      if (item.is_string()) text = item.as_string();
      else print_json(item, text);
      FlatVector::GetData<string_t>(kinds_)[size_] = string_t(kind_name(item));
      FlatVector::GetData<string_t>(texts_)[size_] = StringVector::AddString(texts_, text);
      ++size_;
    }
  }
  void finish() { ListVector::SetListSize(list_, size_); }

 private:
  Vector &result_, &error_, &list_, &kinds_, &texts_;
  idx_t size_ = 0;
};

// (VARCHAR json, VARCHAR path, VARCHAR variables as a JSON object). A wrong input or path evaluation is in `error`, for the ON ERROR clause.
void json_items(DataChunk& args, ExpressionState& state, Vector& result) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  args.Flatten();
  auto& paths = duckdb::ExecuteFunctionState::GetFunctionState(state)->Cast<Paths>();
  Items items(result);
  for (idx_t row = 0; row < args.size(); ++row) {
    if (FlatVector::IsNull(args.data[0], row) || FlatVector::IsNull(args.data[1], row) || FlatVector::IsNull(args.data[2], row)) {
      items.null(row);
      continue;
    }
    const auto& path = paths.at(FlatVector::GetData<string_t>(args.data[1])[row]);
    try {
      auto input = parse(view(FlatVector::GetData<string_t>(args.data[0])[row]));
      auto variables = parse(view(FlatVector::GetData<string_t>(args.data[2])[row]));
      items.found(row, run_json_path(path, input, variables.as_object()));
    } catch (const JsonPathError& error) {
      const std::string_view text = error.what();
      items.failed(row, text.starts_with("JSON_INPUT") ? std::string(text) : "PATH_EVALUATION_ERROR: path evaluation failed: " + std::string(text));
    }
  }
  items.finish();
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

std::string object_text(const duckdb::Value& keys, const duckdb::Value& values, bool nulls, bool unique) {
  std::string out = "{";
  std::set<std::string> seen;
  auto& names = duckdb::ListValue::GetChildren(keys);
  auto& texts = duckdb::ListValue::GetChildren(values);
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].IsNull()) fail("INVALID_FUNCTION_ARGUMENT", "null value passed for JSON object key to JSON_OBJECT function");
    const auto name = duckdb::StringValue::Get(names[i]);
    if (texts[i].IsNull() && !nulls) continue;
    if (unique && !seen.insert(name).second) fail("INVALID_FUNCTION_ARGUMENT", "duplicate key passed to JSON_OBJECT function");
    out += (out.size() > 1 ? "," : "") + json::serialize(json::string_view(name)) + ":";
    if (texts[i].IsNull()) out += "null";
    else out += duckdb::StringValue::Get(texts[i]);
  }
  return out + "}";
}

std::string array_text(const duckdb::Value& values, bool nulls) {
  std::string out = "[";
  for (auto& text : duckdb::ListValue::GetChildren(values)) {
    if (text.IsNull() && !nulls) continue;
    if (out.size() > 1) out += ",";
    if (text.IsNull()) out += "null";
    else out += duckdb::StringValue::Get(text);
  }
  return out + "]";
}

// Calls make(row) for each row.
template <class Make>
void each_text(DataChunk& args, Vector& result, Make&& make) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  for (idx_t row = 0; row < args.size(); ++row) {
    FlatVector::GetData<string_t>(result)[row] = StringVector::AddString(result, make(row));
  }
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

// JSON text of a FORMAT JSON value without blanks.
void json_compact(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t text) {
    std::string out;
    try {
      print_json(parse(view(text)), out);
    } catch (const JsonPathError& error) {
      throw duckdb::InvalidInputException("%s", error.what());
    }
    return StringVector::AddString(result, out);
  });
}

// (VARCHAR[] keys, VARCHAR[] JSON values, BOOLEAN null on null, BOOLEAN unique keys)
void json_object_text(DataChunk& args, ExpressionState&, Vector& result) {
  each_text(args, result, [&](idx_t row) {
    return object_text(args.GetValue(0, row), args.GetValue(1, row), args.GetValue(2, row).GetValue<bool>(), args.GetValue(3, row).GetValue<bool>());
  });
}

// (VARCHAR[] JSON values, BOOLEAN null on null)
void json_array_text(DataChunk& args, ExpressionState&, Vector& result) {
  each_text(args, result, [&](idx_t row) { return array_text(args.GetValue(0, row), args.GetValue(1, row).GetValue<bool>()); });
}

}  // namespace

void add_sql_json_functions(NativeFunctions& functions) {
  const LogicalType text = LogicalType::VARCHAR, texts = LogicalType::LIST(LogicalType::VARCHAR), flag = LogicalType::BOOLEAN;
  ScalarFunction items("json_items", {text, text, text}, items_type(), json_items);
  items.SetInitStateCallback(start);
  functions.add("trino", items);
  functions.add("trino", ScalarFunction("json_compact", {text}, text, json_compact));
  functions.add("trino", ScalarFunction("json_object_text", {texts, texts, flag, flag}, text, json_object_text));
  functions.add("trino", ScalarFunction("json_array_text", {texts, flag}, text, json_array_text));
}

}  // namespace tarn::engine
