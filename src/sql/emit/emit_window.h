// The tail of an aggregate's or window function's argument list, sort keys, and OVER.
#pragma once
#include <string>
#include <vector>

#include "sql/analysis/bound.h"

namespace tarn::sql {

// " ORDER BY ... IGNORE NULLS) FILTER (...) OVER (...)": what follows the last argument, the closing parenthesis included.
std::string emit_list_end(const bound::Expr& call, Dialect dialect);
// "a DESC NULLS LAST, 2 ASC NULLS FIRST", directions always spelled out.
std::string emit_sort_keys(const std::vector<bound::SortKey>& keys, Dialect dialect);

}  // namespace tarn::sql
