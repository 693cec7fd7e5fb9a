// The XML classifier: which elements are the rows, and what is in them (glue-crawlers.md 3.2, 4).
#include <functional>
#include <pugixml.hpp>
#include <set>

#include "base/encoding.h"
#include "glue/crawler/builtin.h"
#include "glue/crawler/values.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

constexpr int kMaxDepth = 64;
constexpr size_t kMaxRows = 1000;

void add_field(Type& row, const std::string& name, Type type) {
  for (size_t i = 0; i < row.field_names.size(); i++) {
    if (row.field_names[i] != name) continue;
    // The second one of its name makes it a list.
    auto& known = row.children[i];
    if (known.is(TypeKind::array)) known.children[0] = widen(known.children[0], type);
    else known = sql::array_of(widen(known, type));
    return;
  }
  row.field_names.push_back(name);
  row.children.push_back(std::move(type));
}

// Attributes are _name, repeated elements lists, text beside either _VALUE.
Type type_of(const pugi::xml_node& element, int depth) {
  if (depth == kMaxDepth) return sql::varchar();
  Type row = sql::simple(TypeKind::row);
  for (auto attribute : element.attributes()) {
    if (std::string_view(attribute.name()).starts_with("xmlns")) continue;
    add_field(row, "_" + to_lower(attribute.name()), type_of_text(attribute.value()));
  }
  std::string text;
  for (auto child : element.children()) {
    if (child.type() == pugi::node_element) add_field(row, to_lower(child.name()), type_of(child, depth + 1));
    else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  Type of_text = type_of_text(text);
  if (row.children.empty()) return of_text;
  if (!of_text.is(TypeKind::unknown)) add_field(row, "_value", of_text);
  return row;
}

void add_row(const pugi::xml_node& element, FileClass& out) {
  Type row = type_of(element, 0);
  Schema columns;
  if (row.is(TypeKind::row)) {
    for (size_t i = 0; i < row.children.size(); i++) columns.push_back({row.field_names[i], row.children[i]});
  } else {
    columns.push_back({"_value", row});
  }
  merge_schema(out.columns, columns);
  out.sampled_records++;
}

// The elements of the tag in document order, not those inside another one of them.
void each_row(const pugi::xml_node& parent, std::string_view tag, int depth, const std::function<bool(const pugi::xml_node&)>& visit, bool& goes_on) {
  if (depth == kMaxDepth) return;
  for (auto child = parent.first_child(); child && goes_on; child = child.next_sibling()) {
    if (child.type() != pugi::node_element) continue;
    if (child.name() == tag) goes_on = visit(child);
    else each_row(child, tag, depth + 1, visit, goes_on);
  }
}

// The first element, from the top, that stands more than once in its parent; else the document's one element.
std::string find_row_tag(const pugi::xml_node& root) {
  std::vector<pugi::xml_node> level{root};
  for (int depth = 0; depth < kMaxDepth && !level.empty(); depth++) {
    std::vector<pugi::xml_node> below;
    for (auto& parent : level) {
      std::set<std::string_view> seen;
      for (auto child : parent.children()) {
        if (child.type() != pugi::node_element) continue;
        if (!seen.insert(child.name()).second) return child.name();
        below.push_back(child);
      }
    }
    level = std::move(below);
  }
  return root.name();
}

bool load(const Sample& sample, pugi::xml_document& document) {
  auto begin = sample.text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos || sample.text[begin] != '<') return false;
  auto result = document.load_buffer(sample.text.data(), sample.text.size(), pugi::parse_default, pugi::encoding_utf8);
  // What a cut sample holds whole is kept by the parser.
  bool is_cut = !sample.is_whole && result.offset + 1024 >= static_cast<ptrdiff_t>(sample.text.size());
  bool only_unclosed = !sample.is_whole && result.status == pugi::status_end_element_mismatch;
  return result || is_cut || only_unclosed;
}

}  // namespace

std::optional<FileClass> classify_xml(const Sample& sample, const std::string& row_tag) {
  pugi::xml_document document;
  if (!sample.encoding.empty() || !load(sample, document) || !document.document_element()) return std::nullopt;
  FileClass out;
  out.classification = out.format = "xml";
  out.compression = sample.compression;
  const std::string tag = row_tag.empty() ? find_row_tag(document.document_element()) : row_tag;
  out.attributes["rowTag"] = tag;
  bool goes_on = true;
  each_row(document, tag, 0, [&](const pugi::xml_node& element) {
    // The last row of a cut sample may be cut itself.
    add_row(element, out);
    return out.sampled_records < kMaxRows;
  }, goes_on);
  if (out.columns.empty()) return std::nullopt;
  out.sampled_bytes = sample.text.size();
  return out;
}

std::optional<FileClass> classify_xml(const Sample& sample) { return classify_xml(sample, ""); }

}  // namespace tarn::glue::crawler
