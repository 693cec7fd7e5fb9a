// The values of Ion files as types. A row is a top-level value.
#pragma once
#include <functional>

#include "glue/crawler/sample.h"
#include "glue/crawler/schema.h"

namespace tarn::glue::crawler {

bool is_binary_ion(std::string_view text);
void read_binary_ion(const Sample& sample, const std::function<void(const sql::Type&)>& row);

// False: the text is no Ion. One that the sample cuts is as far as it goes.
bool read_text_ion(const Sample& sample, const std::function<void(const sql::Type&)>& row);

}  // namespace tarn::glue::crawler
