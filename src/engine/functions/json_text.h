// Functions about the text of JSON.
#pragma once

namespace tarn::engine {

struct NativeFunctions;

void add_json_text_functions(NativeFunctions& functions);  // json_extract_path, as_json

}  // namespace tarn::engine
