// The Ion classifier: binary by its marker, text by its structs (glue-crawlers.md 3.2).
#include "glue/crawler/ion.h"

#include "glue/crawler/builtin.h"

namespace tarn::glue::crawler {

std::optional<FileClass> classify_ion(const Sample& sample) {
  FileClass out;
  out.classification = out.format = "ion";
  out.compression = sample.compression;
  auto add = [&](const sql::Type& row) {
    Schema columns;
    if (!row.is(sql::TypeKind::row)) columns.push_back({"record", row});
    for (size_t i = 0; row.is(sql::TypeKind::row) && i < row.children.size(); i++) columns.push_back({row.field_names[i], row.children[i]});
    merge_schema(out.columns, columns);
    out.sampled_records++;
  };
  if (is_binary_ion(sample.text)) read_binary_ion(sample, add);
  else if (!sample.encoding.empty() || !read_text_ion(sample, add)) return std::nullopt;
  if (out.columns.empty()) return std::nullopt;
  out.sampled_bytes = sample.text.size();
  return out;
}

}  // namespace tarn::glue::crawler
