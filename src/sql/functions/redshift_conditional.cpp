#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

// DECODE(e, search, result, ..., [default]): NULL equals NULL.
std::string decode(const CallText& call) {
  std::string text = "CASE";
  size_t i = 1;
  for (; i + 1 < call.args.size(); i += 2) text += " WHEN " + call.args[0] + " IS NOT DISTINCT FROM " + call.args[i] + " THEN " + call.args[i + 1];
  if (i < call.args.size()) text += " ELSE " + call.args[i];
  return text + " END";
}

constexpr std::array kFunctions{
    FunctionRow{"coalesce", "[T] (T, T...) -> T", "coalesce($*)"},
    FunctionRow{"nvl", "[T] (T, T, T...) -> T", "coalesce($*)"},
    FunctionRow{"isnull", "[T] (T, T) -> T", "coalesce($*)"},
    FunctionRow{"nvl2", "[T,U] (U, T, T) -> T", "CASE WHEN $1 IS NOT NULL THEN $2 ELSE $3 END"},
    FunctionRow{"nullif", "[T:comparable] (T, T) -> T", "nullif($1, $2)"},
    FunctionRow{"greatest", "[T:orderable] (T, T...) -> T", "greatest($*)"},
    FunctionRow{"least", "[T:orderable] (T, T...) -> T", "least($*)"},
    FunctionRow{"decode", "[T,R] (T, T, R) -> R", nullptr, decode},
    FunctionRow{"decode", "[T,R] (T, T, R, R) -> R", nullptr, decode},
    FunctionRow{"decode", "[T,R] (T, T, R, T, R) -> R", nullptr, decode},
    FunctionRow{"decode", "[T,R] (T, T, R, T, R, R) -> R", nullptr, decode},
    FunctionRow{"decode", "[T,R] (T, T, R, T, R, T, R) -> R", nullptr, decode},
    FunctionRow{"decode", "[T,R] (T, T, R, T, R, T, R, R) -> R", nullptr, decode},
    FunctionRow{"decode", "[T,R] (T, T, R, T, R, T, R, T, R) -> R", nullptr, decode},
    FunctionRow{"decode", "[T,R] (T, T, R, T, R, T, R, T, R, R) -> R", nullptr, decode},
};

}  // namespace

std::span<const FunctionRow> redshift_conditional() { return kFunctions; }

}  // namespace tarn::sql
