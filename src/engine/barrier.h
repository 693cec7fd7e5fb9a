// tarn_barrier((SELECT ... WHERE policy)): a pass-through that no filter, statistic or dynamic filter of the user's crosses, so that
// nothing of the user's is evaluated on a row that a policy hides (DESIGN 4). An optimizer step keeps it cheap: unused columns
// are dropped below it, and conjuncts that can neither fail nor have an effect are repeated below it.
#pragma once
#include <duckdb.hpp>

namespace tarn::engine {

void register_barrier(duckdb::DatabaseInstance& database);

}  // namespace tarn::engine
