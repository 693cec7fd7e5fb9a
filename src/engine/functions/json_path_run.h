// Runs the paths of the SQL/JSON functions over JSON values. No DuckDB in here.
#pragma once
#include <boost/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "sql/functions/json_path.h"

namespace tarn::engine {

// What Trino reports when a path cannot be followed: "structural error: ...".
struct JsonPathError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using JsonItems = std::vector<boost::json::value>;

// `variables`: an object of what PASSING names. Throws JsonPathError.
JsonItems run_json_path(const sql::JsonPath& path, const boost::json::value& input, const boost::json::object& variables);

// Without blanks, members in their order, doubles as Java prints them. Appends to `out`.
void print_json(const boost::json::value& value, std::string& out);

}  // namespace tarn::engine
