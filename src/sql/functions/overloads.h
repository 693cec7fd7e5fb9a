// Which overload of a function a call means.
#pragma once
#include <optional>
#include <vector>

#include "sql/functions/function_table.h"

namespace tarn::sql {

struct Overload {
  const Function* function;
  SignatureMatch match;
};

// `arguments`: lambdas have kind function and as many children as they have parameters. An exact match wins, then the candidate
// whose parameters coerce to those of all others that fit, then the first. nullopt: none fits.
std::optional<Overload> choose_overload(const std::vector<const Function*>& candidates, const std::vector<Type>& arguments, Dialect dialect);

}  // namespace tarn::sql
