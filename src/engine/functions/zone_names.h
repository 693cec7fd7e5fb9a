// How Trino spells time zones.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tarn::engine {

// "GMT", "Z", "+00:00": UTC. "+5", "+0500", "UTC+05:00", "Etc/GMT-5": +05:00. Names of places stay as they are: whether they exist only
// ICU knows, which does not mind their case as Trino does. nullopt: no zone is called so.
std::optional<std::string> normal_zone(std::string_view zone);

}  // namespace tarn::engine
