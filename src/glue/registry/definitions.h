// Definitions of schemas: whether they are sound, and whether a new version may follow the earlier ones.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace tarn::glue::registry {

// `format`: AVRO, JSON. Errors: InvalidInputException (what is wrong); NotImplemented (PROTOBUF).
Result<void> check_definition(const std::string& format, const std::string& definition);

// Two texts of one schema have the same form: JSON without its blanks and the order of members.
Result<std::string> canonical_form(const std::string& definition);

enum class Reach { none, latest, all };  // which earlier versions a mode compares with
Reach reach_of(const std::string& compatibility);

// Whether `definition` may follow `earlier` under the mode (BACKWARD: the new one reads what the old one wrote; FORWARD: the other way; FULL:
// both; with _ALL the same of each).
Result<bool> may_follow(const std::string& format, const std::string& compatibility, const std::string& definition, const std::vector<std::string>& earlier);

}  // namespace tarn::glue::registry
