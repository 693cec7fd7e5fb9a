// Result types of decimal arithmetic, and the operand widths that make DuckDB compute in them.
#pragma once
#include <optional>
#include <vector>

#include "sql/functions/function_table.h"

namespace tarn::sql::decimals {

std::optional<Type> trino_add(const std::vector<Type>& arguments);
std::optional<Type> trino_multiply(const std::vector<Type>& arguments);
std::optional<Type> trino_divide(const std::vector<Type>& arguments);
std::optional<Type> trino_modulo(const std::vector<Type>& arguments);
std::optional<Type> redshift_add(const std::vector<Type>& arguments);
std::optional<Type> redshift_multiply(const std::vector<Type>& arguments);
std::optional<Type> redshift_divide(const std::vector<Type>& arguments);
std::optional<Type> to_integral(const std::vector<Type>& arguments);  // ceil, floor, round: decimal(p - s + 1, 0)

std::string emit_add(const CallText& call);
std::string emit_subtract(const CallText& call);
std::string emit_multiply(const CallText& call);

}  // namespace tarn::sql::decimals
