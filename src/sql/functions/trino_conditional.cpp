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

std::string greatest(const CallText& call) { return null_propagating(call, "greatest(" + all_arguments(call) + ")"); }
std::string least(const CallText& call) { return null_propagating(call, "least(" + all_arguments(call) + ")"); }

// DuckDB's TRY refuses volatile functions; those cannot fail here.
std::string try_(const CallText& call) { return call.call.volatile_ ? call.args[0] : "TRY(" + call.args[0] + ")"; }

constexpr std::array kFunctions{
    FunctionRow{"coalesce", "[T] (T, T, T...) -> T", "coalesce($*)"},
    FunctionRow{"nullif", "[T:comparable] (T, T) -> T", "nullif($1, $2)"},
    FunctionRow{"try", "[T] (T) -> T", nullptr, try_},
    FunctionRow{"greatest", "[T:orderable] (T, T...) -> T", nullptr, greatest},
    FunctionRow{"least", "[T:orderable] (T, T...) -> T", nullptr, least},
};

}  // namespace

std::span<const FunctionRow> trino_conditional() { return kFunctions; }

}  // namespace tarn::sql
