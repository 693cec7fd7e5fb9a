#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

constexpr std::array kFunctions{
    FunctionRow{"current_timezone", "() -> varchar", "'UTC'"},
    FunctionRow{"version", "() -> varchar", "'0.215-24526-g02c3358'"},  // Athena's SELECT version() prints a build of this form
};

}  // namespace

std::span<const FunctionRow> trino_session() { return kFunctions; }

}  // namespace tarn::sql
