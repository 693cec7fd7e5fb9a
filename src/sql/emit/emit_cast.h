// How a value of one logical type becomes another in DuckDB SQL, with the dialect's rounding, text forms and refusals.
#pragma once
#include <string>

#include "sql/analysis/bound.h"
#include "sql/type.h"

namespace tarn::sql {

struct CastRequest {
  Type from, to;
  Dialect dialect = Dialect::trino;
  bool try_ = false;                           // NULL instead of an error
  const std::string* constant_text = nullptr;  // the value, when it is a constant string: needs no run-time check
};

// `text` is the printed value; it may be repeated in the result.
std::string emit_cast(const std::string& text, const CastRequest& request);

// The value by which a printed expression is compared, grouped and sorted.
std::string comparison_key(const std::string& text, const Type& type, Dialect dialect);

// trino.fail('CODE: ' || ...) with the value's text in the middle of the message.
std::string raise(const std::string& code_and_prefix, const std::string& value_text, const std::string& suffix);
std::string raise(const std::string& message);

}  // namespace tarn::sql
