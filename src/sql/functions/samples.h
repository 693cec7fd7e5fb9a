// One call of every row of the function tables, as emitted SQL and with the DuckDB type it declares: the engine's test prepares each
// and compares. Arguments are columns of typed NULLs.
#pragma once
#include <string>
#include <vector>

#include "sql/type.h"

namespace tarn::sql {

struct SampleCall {
  std::string name;         // "date_trunc(varchar, date)"
  std::string sql;          // "SELECT ... AS v"
  std::string duckdb_type;  // of v
};

std::vector<SampleCall> sample_calls(Dialect dialect);

}  // namespace tarn::sql
