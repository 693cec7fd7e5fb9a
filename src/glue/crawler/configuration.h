// The Configuration of a crawler: a JSON text (glue-crawlers.md section 7).
#pragma once
#include <string>

#include "glue/crawler/options.h"

namespace tarn::glue::crawler {

// Empty: nothing is configured. Error InvalidInputException: no JSON, a member that nobody acts on, a value that a member cannot have.
Result<void> read_configuration(const std::string& text, CrawlOptions& out);

}  // namespace tarn::glue::crawler
