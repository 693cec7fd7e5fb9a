// JSON Schemas (draft-04, -06 and -07): checked, and whether every document that one of them accepts is accepted by another. The comparison
// goes keyword by keyword and never says yes where it cannot tell.
#pragma once
#include <boost/json/value.hpp>
#include <string_view>

#include "base/result.h"

namespace tarn::glue::registry {

// Error InvalidInputException: no JSON, a keyword of the wrong kind, a reference that leads nowhere or out of the document.
Result<boost::json::value> parse_json_schema(std::string_view text);

// Whether `reader` accepts every document that `writer` accepts. Both as parse_json_schema gave them.
bool accepts_all_of(const boost::json::value& reader, const boost::json::value& writer);

}  // namespace tarn::glue::registry
