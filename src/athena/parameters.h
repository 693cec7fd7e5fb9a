// Parameters of a statement: each '?' outside quotes and comments is replaced by the text of an expression.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarn::athena {

size_t count_placeholders(std::string_view sql);

// Error INVALID_PARAMETER_USAGE when the numbers differ.
Result<std::string> substitute_parameters(std::string_view sql, const std::vector<std::string>& expressions);

// An ExecutionParameters value as SQL: itself where it parses as an expression without names, else a string literal (athena.md 1.11).
std::string parameter_expression(const std::string& value);

}  // namespace tarn::athena
