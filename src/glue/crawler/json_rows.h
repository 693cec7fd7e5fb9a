// JSON values as rows of a table in the making.
#pragma once
#include <boost/json/value.hpp>
#include <optional>

#include "glue/crawler/file_class.h"
#include "glue/crawler/json_path.h"
#include "glue/crawler/sample.h"

namespace tarn::glue::crawler {

// An object's members are columns; any other value is the column "record".
void add_json_row(const boost::json::value& value, FileClass& out);

// The values that the path selects are the rows; nullopt: there are none.
std::optional<FileClass> classify_json(const Sample& sample, const JsonPath& path);

}  // namespace tarn::glue::crawler
