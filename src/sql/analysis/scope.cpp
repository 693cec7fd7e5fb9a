#include "sql/analysis/scope.h"

#include <algorithm>

namespace tarn::sql {
namespace {

bool ends_with(const std::vector<std::string>& whole, const std::vector<std::string>& tail) {
  return tail.size() <= whole.size() && std::equal(tail.rbegin(), tail.rend(), whole.rbegin());
}

}  // namespace

std::vector<const Field*> Scope::find(const std::vector<std::string>& qualifier, const std::string& name) const {
  std::vector<const Field*> found;
  for (const auto& field : fields)
    if (!field.name.empty() && field.name == name && ends_with(field.qualifier, qualifier) && !(field.qualified_only && qualifier.empty())) found.push_back(&field);
  return found;
}

bool Scope::has_relation(const std::vector<std::string>& qualifier) const {
  return std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return !f.qualifier.empty() && ends_with(f.qualifier, qualifier); });
}

const bound::CommonTable* CommonTableScope::find(const std::string& name) const {
  for (size_t i = names.size(); i-- > 0;)
    if (names[i] == name) return &tables[i];
  return outer ? outer->find(name) : nullptr;
}

}  // namespace tarn::sql
