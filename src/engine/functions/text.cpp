#include <duckdb.hpp>

#include "engine/functions/groups.h"

namespace tarn::engine {

void add_text_functions(NativeFunctions&) {}

}  // namespace tarn::engine
