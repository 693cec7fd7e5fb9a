// CAST to and from Trino's JSON type.
#pragma once
#include <string>

#include "sql/emit/emit_cast.h"

namespace tarn::sql {

// The value as JSON: rows are objects, keys of maps are in order, decimals keep their digits.
std::string emit_to_json(const std::string& text, const CastRequest& request);

// What JSON tells as the value of a type; a document of another shape is an error (NULL for TRY_CAST).
std::string emit_from_json(const std::string& text, const CastRequest& request);

}  // namespace tarn::sql
