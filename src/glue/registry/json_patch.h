// The difference of two JSON documents as a JSON Patch (RFC 6902): what to do to the first to have the second.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace tarn::glue::registry {

boost::json::array json_patch(const boost::json::value& from, const boost::json::value& to);

}  // namespace tarn::glue::registry
