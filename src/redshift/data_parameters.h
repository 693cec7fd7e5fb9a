// Named parameters of the Data API: ":name" in the text becomes "$n" of the engine.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tarn::redshift {

struct BoundText {
  std::string text;
  std::vector<std::optional<std::string>> values;
};

// Names in quotes and comments are no parameters, nor is the second half of "::". Error 42601 for a name without a value.
Result<BoundText> bind_parameters(const std::string& sql, const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace tarn::redshift
