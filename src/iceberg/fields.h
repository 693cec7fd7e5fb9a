// Reading members of JSON that strangers wrote: each function answers what is there or an error that names the member.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn::iceberg {

// nullopt or nullptr: absent or null. Errors: InvalidInputException when the member has another type.
Result<std::optional<int64_t>> find_integer(const boost::json::object& object, std::string_view name);
Result<std::optional<std::string>> find_text(const boost::json::object& object, std::string_view name);
Result<const boost::json::object*> find_object(const boost::json::object& object, std::string_view name);
Result<const boost::json::array*> find_array(const boost::json::object& object, std::string_view name);

// The same, where the member must be there.
Result<int64_t> get_integer(const boost::json::object& object, std::string_view name);
Result<std::string> get_text(const boost::json::object& object, std::string_view name);
Result<const boost::json::object*> get_object(const boost::json::object& object, std::string_view name);
Result<const boost::json::array*> get_array(const boost::json::object& object, std::string_view name);

// The members of an array of objects, by an integer member: the one whose `id_name` is `id`, nullptr without one.
const boost::json::object* find_by_id(const boost::json::array& items, std::string_view id_name, int64_t id);

}  // namespace tarn::iceberg
