// The types of values that are written as text (CSV fields, XML texts).
#pragma once
#include <string_view>

#include "sql/type.h"

namespace tarn::glue::crawler {

// bigint, double, boolean, date (yyyy-MM-dd), timestamp (yyyy-MM-dd HH:mm:ss[.f]) or varchar; unknown when there is none. Blanks
// around the value do not count.
sql::Type type_of_text(std::string_view text);

std::string_view trimmed(std::string_view text);  // without blanks and tabs at both ends

}  // namespace tarn::glue::crawler
