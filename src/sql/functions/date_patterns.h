// PostgreSQL's date patterns (TO_CHAR, TO_DATE) as strftime's.
#pragma once
#include <optional>
#include <string>

namespace tarn::sql {

// nullopt: a pattern that strftime has no specifier for.
std::optional<std::string> postgres_to_strftime(const std::string& pattern);

}  // namespace tarn::sql
