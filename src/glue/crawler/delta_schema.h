// Spark's JSON of a schema, as Delta's log holds it.
#pragma once
#include <optional>
#include <string>

#include "glue/crawler/schema.h"

namespace tarn::glue::crawler {

// nullopt: it is none, or has a type that the catalog has no word for.
std::optional<Schema> columns_of_spark_schema(const std::string& text);

}  // namespace tarn::glue::crawler
