// Arithmetic on decimals whose results need 128 bits.
#pragma once
#include "engine/functions/groups.h"

namespace tarn::engine {

// decimal_add, decimal_subtract, decimal_multiply: (DECIMAL, DECIMAL, constant precision) -> DECIMAL(precision, the exact result's scale) of
// 19 to 38 digits. In both dialects' schemas, each with its own overflow error.
void add_decimal_arithmetic(NativeFunctions& functions);

}  // namespace tarn::engine
