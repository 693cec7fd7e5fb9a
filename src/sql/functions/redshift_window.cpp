#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

constexpr std::array kFunctions{
    FunctionRow{"row_number", "() -> bigint", "row_number{}"},
    FunctionRow{"rank", "() -> bigint", "rank{}"},
    FunctionRow{"dense_rank", "() -> bigint", "dense_rank{}"},
    FunctionRow{"percent_rank", "() -> double", "percent_rank{}"},
    FunctionRow{"cume_dist", "() -> double", "cume_dist{}"},
    FunctionRow{"ntile", "(bigint) -> integer", "CAST(ntile{$1} AS INTEGER)"},
    FunctionRow{"first_value", "[T] (T) -> T", "first_value{$1}"},
    FunctionRow{"last_value", "[T] (T) -> T", "last_value{$1}"},
    FunctionRow{"nth_value", "[T] (T, integer) -> T", "nth_value{$1, $2}"},
    FunctionRow{"lead", "[T] (T) -> T", "lead{$1}"},
    FunctionRow{"lead", "[T] (T, integer) -> T", "lead{$1, $2}"},
    FunctionRow{"lag", "[T] (T) -> T", "lag{$1}"},
    FunctionRow{"lag", "[T] (T, integer) -> T", "lag{$1, $2}"},
    FunctionRow{"ratio_to_report", "(double) -> double", "($1 / sum{$1})"},
};

}  // namespace

std::span<const FunctionRow> redshift_window() { return kFunctions; }

}  // namespace tarn::sql
