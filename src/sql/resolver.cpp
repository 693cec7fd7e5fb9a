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

}  // namespace tarn::sql
