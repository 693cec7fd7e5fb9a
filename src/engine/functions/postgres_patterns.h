// PostgreSQL's template patterns of to_char and to_timestamp (redshift.md, TO_CHAR). No DuckDB in here.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/functions/date_fields.h"

namespace tarn::engine {

std::string format_postgres(const DateFields& fields, std::string_view pattern);

// nullopt: the text does not fit the pattern.
std::optional<DateFields> parse_postgres(std::string_view text, std::string_view pattern);

// 9 0 . , D G S MI PL SG PR FM and quoted text; a number that does not fit shows '#'. nullopt: a pattern that Tarn does not know (RN, EEEE, V).
std::optional<std::string> format_number_postgres(double number, std::string_view pattern);

}  // namespace tarn::engine
