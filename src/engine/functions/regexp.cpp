// What RE2 finds where DuckDB's functions tell too little: the matches with their groups, and their places.
#include <duckdb.hpp>
#include <duckdb/execution/expression_executor_state.hpp>
#include <re2/re2.h>

#include <map>
#include <memory>

#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::Vector;

struct Patterns final : duckdb::FunctionLocalState {
  const RE2& at(const string_t& pattern) {
    auto& found = known[pattern.GetString()];
    if (!found) {
      found = std::make_unique<RE2>(pattern.GetString(), RE2::Quiet);
      if (!found->ok()) fail("INVALID_FUNCTION_ARGUMENT", found->error());
    }
    return *found;
  }
  std::map<std::string, std::unique_ptr<RE2>> known;
};

duckdb::unique_ptr<duckdb::FunctionLocalState> start(ExpressionState&, const duckdb::BoundFunctionExpression&, duckdb::FunctionData*) {
  return duckdb::make_uniq<Patterns>();
}

// Calls match(groups) for each match from `from` on until it answers false; groups[0] is the whole.
template <class Match>
void each_match(const RE2& pattern, re2::StringPiece text, size_t from, Match&& match) {
  std::vector<re2::StringPiece> groups(static_cast<size_t>(pattern.NumberOfCapturingGroups()) + 1);
  while (from <= text.size() && pattern.Match(text, from, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
    if (!match(groups)) return;
    const auto end = static_cast<size_t>(groups[0].data() - text.data()) + groups[0].size();
    from = groups[0].empty() ? end + 1 : end;
    while (from < text.size() && groups[0].empty() && (text[from] & 0xC0) == 0x80) ++from;  // not within a character
  }
}

LogicalType pieces_type() { return LogicalType::LIST(LogicalType::STRUCT({{"before", LogicalType::VARCHAR}, {"groups", LogicalType::LIST(LogicalType::VARCHAR)}})); }

duckdb::Value piece(std::string_view before, duckdb::Value groups) {
  return duckdb::Value::STRUCT({{"before", duckdb::Value(std::string(before))}, {"groups", std::move(groups)}});
}

// The text before each match and the match's groups; the last piece is what follows, without groups.
duckdb::Value pieces(const RE2& pattern, std::string_view text) {
  duckdb::vector<duckdb::Value> out;
  size_t done = 0;
  each_match(pattern, re2::StringPiece(text.data(), text.size()), 0, [&](const std::vector<re2::StringPiece>& found) {
    const auto at = static_cast<size_t>(found[0].data() - text.data());
    duckdb::vector<duckdb::Value> groups;
    for (size_t i = 1; i < found.size(); ++i) groups.push_back(found[i].data() ? duckdb::Value(found[i].ToString()) : duckdb::Value(LogicalType::VARCHAR));
    out.push_back(piece(text.substr(done, at - done), duckdb::Value::LIST(LogicalType::VARCHAR, std::move(groups))));
    done = at + found[0].size();
    return true;
  });
  out.push_back(piece(text.substr(done), duckdb::Value(LogicalType::LIST(LogicalType::VARCHAR))));
  return duckdb::Value::LIST(duckdb::ListType::GetChildType(pieces_type()), std::move(out));
}

void regexp_pieces(DataChunk& args, ExpressionState& state, Vector& result) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  args.Flatten();
  auto& patterns = duckdb::ExecuteFunctionState::GetFunctionState(state)->Cast<Patterns>();
  for (idx_t row = 0; row < args.size(); ++row) {
    if (FlatVector::IsNull(args.data[0], row) || FlatVector::IsNull(args.data[1], row)) {
      FlatVector::SetNull(result, row, true);
      continue;
    }
    auto text = FlatVector::GetData<string_t>(args.data[0])[row];
    result.SetValue(row, pieces(patterns.at(FlatVector::GetData<string_t>(args.data[1])[row]), {text.GetData(), text.GetSize()}));
  }
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

size_t characters(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += (c & 0xC0) != 0x80;
  return count;
}

// The place in characters, from 1, of an occurrence; -1: there is none.
int64_t position(const RE2& pattern, std::string_view text, int64_t start, int64_t occurrence) {
  if (start < 1) fail("INVALID_FUNCTION_ARGUMENT", "start position cannot be smaller than 1");
  if (occurrence < 1) fail("INVALID_FUNCTION_ARGUMENT", "occurrence cannot be smaller than 1");
  size_t from = 0;
  for (int64_t i = 1; i < start; ++i) {
    if (from >= text.size()) return -1;
    do ++from;
    while (from < text.size() && (text[from] & 0xC0) == 0x80);
  }
  int64_t out = -1;
  each_match(pattern, re2::StringPiece(text.data(), text.size()), from, [&](const std::vector<re2::StringPiece>& found) {
    if (--occurrence > 0) return true;
    out = static_cast<int64_t>(characters(text.substr(0, static_cast<size_t>(found[0].data() - text.data())))) + 1;
    return false;
  });
  return out;
}

void regexp_position(DataChunk& args, ExpressionState& state, Vector& result) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  args.Flatten();
  auto& patterns = duckdb::ExecuteFunctionState::GetFunctionState(state)->Cast<Patterns>();
  for (idx_t row = 0; row < args.size(); ++row) {
    bool null = false;
    for (auto& argument : args.data) null = null || FlatVector::IsNull(argument, row);
    if (null) {
      FlatVector::SetNull(result, row, true);
      continue;
    }
    auto text = FlatVector::GetData<string_t>(args.data[0])[row];
    FlatVector::GetData<int32_t>(result)[row] = static_cast<int32_t>(position(patterns.at(FlatVector::GetData<string_t>(args.data[1])[row]), {text.GetData(), text.GetSize()},
                                                                              FlatVector::GetData<int64_t>(args.data[2])[row], FlatVector::GetData<int64_t>(args.data[3])[row]));
  }
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

}  // namespace

void add_regexp_functions(NativeFunctions& functions) {
  const auto text = LogicalType::VARCHAR, bigint = LogicalType::BIGINT;
  ScalarFunction pieces_function("regexp_pieces", {text, text}, pieces_type(), regexp_pieces);
  ScalarFunction position_function("regexp_position", {text, text, bigint, bigint}, LogicalType::INTEGER, regexp_position);
  for (auto* function : {&pieces_function, &position_function}) {
    function->SetInitStateCallback(start);
    functions.add("trino", *function);
  }
}

}  // namespace tarn::engine
