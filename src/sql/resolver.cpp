#include "sql/resolver.h"

namespace tarn::sql {

std::string QualifiedName::str() const {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += '.';
    text += part;
  }
  return text;
}

Result<std::optional<Relation>> Resolver::find_rows(const std::string&, const std::vector<std::string>&) { return std::optional<Relation>(); }

}  // namespace tarn::sql
