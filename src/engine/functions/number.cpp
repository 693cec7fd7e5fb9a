#include <duckdb.hpp>

#include "engine/functions/groups.h"

namespace tarn::engine {

void add_number_functions(NativeFunctions&) {}

}  // namespace tarn::engine
