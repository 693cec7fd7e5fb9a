// Columns from an Avro schema.
#pragma once
#include <optional>
#include <string>

#include "glue/crawler/schema.h"

namespace tarn::glue::crawler {

// nullopt: the text is no schema of a record.
std::optional<Schema> avro_columns(const std::string& schema);

}  // namespace tarn::glue::crawler
