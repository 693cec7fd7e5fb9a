// Records are JSON documents behind a version byte: readable in a hex dump, extensible by members, refused when newer.
// Hot records (object entries) have binary codecs of their own in objects/.
#pragma once
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn::kv {

std::string encode_record(const boost::json::value& document);           // 'J' '1' json
Result<boost::json::value> decode_record(std::string_view stored);       // Error "InternalError" when it is not one

}  // namespace tarn::kv
