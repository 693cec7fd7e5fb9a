// Numbers, durations and sizes for people; Teradata's date functions.
#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

constexpr std::array kFunctions{
    FunctionRow{"format_number", "(bigint) -> varchar", "trino.format_number($1)"},
    FunctionRow{"format_number", "(double) -> varchar", "trino.format_number($1)"},
    FunctionRow{"human_readable_seconds", "(double) -> varchar", "trino.human_readable_seconds($1)"},
    FunctionRow{"parse_duration", "(varchar) -> interval day to second", "to_microseconds(trino.parse_duration($1) * 1000)"},
    FunctionRow{"parse_data_size", "(varchar) -> decimal(38,0)", "CAST(trino.parse_data_size($1) AS $r)"},
    FunctionRow{"to_char", "(timestamp(p) with time zone, varchar) -> varchar", "trino.format_datetime($1, trino.teradata_pattern($2))"},
    FunctionRow{"to_timestamp", "(varchar, varchar) -> timestamp(3)", "trino.local_time(trino.parse_datetime($1, trino.teradata_pattern($2)))"},
    FunctionRow{"to_date", "(varchar, varchar) -> date", "CAST(trino.local_time(trino.parse_datetime($1, trino.teradata_pattern($2))) AS DATE)"},
};

}  // namespace

std::span<const FunctionRow> trino_conversion() { return kFunctions; }

}  // namespace tarn::sql
