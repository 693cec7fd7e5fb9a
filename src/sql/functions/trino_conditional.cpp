#include <array>

#include "sql/analysis/bound.h"
#include "sql/functions/function_table.h"
#include "sql/functions/parts.h"

namespace tarn::sql {
namespace {

std::string all_arguments(const CallText& call) {
  std::string text;
  for (const auto& arg : call.args) text += (text.empty() ? "" : ", ") + arg;
  return text;
}

// For DuckDB NaN is the greatest number, for Trino it is none: the others win.
std::string greatest(const CallText& call) {
  const auto arguments = all_arguments(call);
  const auto kind = call.call.type.kind;
  if (kind != TypeKind::double_ && kind != TypeKind::real) return null_propagating(call, "greatest(" + arguments + ")");
  return null_propagating(call, "coalesce(list_max(list_filter([" + arguments + "], lambda e: NOT isnan(e))), greatest(" + arguments + "))");
}
std::string least(const CallText& call) { return null_propagating(call, "least(" + all_arguments(call) + ")"); }

// DuckDB's TRY refuses volatile functions; those cannot fail here.
std::string try_(const CallText& call) { return call.call.volatile_ ? call.args[0] : "TRY(" + call.args[0] + ")"; }

constexpr std::array kFunctions{
    FunctionRow{"coalesce", "[T] (T, T, T...) -> T", "coalesce($*)"},
    FunctionRow{"nullif", "[T:comparable] (T, T) -> T", "nullif($1, $2)"},
    FunctionRow{"try", "[T] (T) -> T", nullptr, try_},
    FunctionRow{"greatest", "[=E:orderable] (E...) -> E", nullptr, greatest},
    FunctionRow{"least", "[=E:orderable] (E...) -> E", nullptr, least},
};

}  // namespace

std::span<const FunctionRow> trino_conditional() { return kFunctions; }

}  // namespace tarn::sql
