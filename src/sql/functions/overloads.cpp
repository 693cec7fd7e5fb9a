#include "sql/functions/overloads.h"

#include <algorithm>

#include "sql/functions/coercion.h"

namespace tarn::sql {
namespace {

std::optional<Overload> try_match(const Function& function, const std::vector<Type>& arguments, Dialect dialect) {
  const auto& signature = function.signature;
  if (!signature.takes(arguments.size())) return std::nullopt;
  SignatureMatch match(signature, dialect);
  for (size_t i = 0; i < arguments.size(); ++i) {
    const auto& parameter = signature.parameter(i);
    const bool is_lambda = arguments[i].is(TypeKind::function);
    if (is_lambda != (parameter.kind == TypeKind::function && !parameter.variable)) return std::nullopt;
    if (is_lambda ? parameter.children.size() != arguments[i].children.size() + 1 : !match.bind(i, arguments[i])) return std::nullopt;
  }
  if (!match.accepts(arguments)) return std::nullopt;
  if (function.row->result) {
    std::vector<Type> types;
    for (size_t i = 0; i < arguments.size(); ++i) types.push_back(match.parameter_type(i));
    if (!function.row->result(types)) return std::nullopt;
  }
  return Overload{&function, std::move(match)};
}

bool is_exact(const Overload& overload, const std::vector<Type>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].is(TypeKind::function) || overload.match.signature().parameter(i).any_row) continue;
    const Type parameter = overload.match.parameter_type(i);
    const bool same_text = parameter.is(TypeKind::varchar) && arguments[i].is(TypeKind::varchar);  // lengths do not choose
    if (!same_text && parameter != arguments[i]) return false;
  }
  return true;
}

bool more_specific(const Overload& a, const Overload& b, const std::vector<Type>& arguments, Dialect dialect) {
  for (size_t i = 0; i < arguments.size(); ++i)
    if (!arguments[i].is(TypeKind::function) && !can_coerce(a.match.parameter_type(i), b.match.parameter_type(i), dialect)) return false;
  return true;
}

}  // namespace

std::optional<Overload> choose_overload(const std::vector<const Function*>& candidates, const std::vector<Type>& arguments, Dialect dialect) {
  std::vector<Overload> fitting;
  for (const auto* candidate : candidates) {
    auto overload = try_match(*candidate, arguments, dialect);
    if (!overload) continue;
    if (is_exact(*overload, arguments)) return overload;
    fitting.push_back(std::move(*overload));
  }
  for (auto& one : fitting)
    if (std::all_of(fitting.begin(), fitting.end(), [&](const Overload& other) { return more_specific(one, other, arguments, dialect); })) return one;
  if (fitting.empty()) return std::nullopt;
  return fitting.front();
}

}  // namespace tarn::sql
