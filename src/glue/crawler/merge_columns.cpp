#include "glue/crawler/merge_columns.h"

#include <algorithm>

#include "sql/type_text.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

std::string parameter(const catalog::Parameters& parameters, const std::string& name) {
  auto found = parameters.find(name);
  return found == parameters.end() ? std::string() : found->second;
}

Type with_new_members(const Type& existing, const Type& found) {
  Type out = existing;
  if (existing.is(TypeKind::array) && found.is(TypeKind::array)) out.children[0] = with_new_members(existing.children[0], found.children[0]);
  if (!existing.is(TypeKind::row) || !found.is(TypeKind::row)) return out;
  for (size_t i = 0; i < found.children.size(); i++) {
    auto known = std::find(out.field_names.begin(), out.field_names.end(), found.field_names[i]);
    if (known == out.field_names.end()) {
      out.field_names.push_back(found.field_names[i]);
      out.children.push_back(found.children[i]);
    } else {
      auto& child = out.children[static_cast<size_t>(known - out.field_names.begin())];
      child = with_new_members(child, found.children[i]);
    }
  }
  return out;
}

std::string with_new_members(const std::string& existing, const std::string& found) {
  if (existing == found || existing.find('<') == std::string::npos) return existing;
  auto before = sql::parse_hive_type(existing), after = sql::parse_hive_type(found);
  if (!before.ok() || !after.ok()) return existing;
  auto merged = with_new_members(*before, *after);
  return merged == *before ? existing : sql::hive_name(merged);
}

}  // namespace

bool same_form(const catalog::StorageDescriptor& a, const catalog::StorageDescriptor& b) {
  return a.columns == b.columns && a.location == b.location && a.input_format == b.input_format && a.output_format == b.output_format &&
         a.serde_library == b.serde_library && a.serde_parameters == b.serde_parameters && a.compressed == b.compressed;
}

bool same_form(const catalog::Table& a, const catalog::Table& b) {
  const std::string header = "skip.header.line.count", metadata = "metadata_location";
  return same_form(a.storage, b.storage) && a.partition_keys == b.partition_keys && parameter(a.parameters, header) == parameter(b.parameters, header) &&
         parameter(a.parameters, metadata) == parameter(b.parameters, metadata);
}

catalog::StorageDescriptor with_new_columns(const catalog::StorageDescriptor& existing, const catalog::StorageDescriptor& found) {
  auto out = existing;
  for (auto& column : found.columns) {
    auto known = std::find_if(out.columns.begin(), out.columns.end(), [&](const catalog::Column& c) { return c.name == column.name; });
    if (known == out.columns.end()) out.columns.push_back(column);
    else known->type = with_new_members(known->type, column.type);
  }
  out.parameters = found.parameters;
  for (auto& [key, value] : found.serde_parameters) out.serde_parameters[key] = value;
  return out;
}

bool is_another_format(const catalog::Parameters& existing, const catalog::Parameters& found) {
  for (auto name : {"classification", "compressionType", "delimiter"})
    if (parameter(existing, name) != parameter(found, name)) return true;
  return false;
}

}  // namespace tarn::glue::crawler
