// What decides how files are read, and MergeNewColumns: new columns are appended, also within structs; nothing is dropped or
// retyped (glue-crawlers.md section 7).
#pragma once
#include "catalog/catalog.h"

namespace tarn::glue::crawler {

// Figures and names of crawlers do not count.
bool same_form(const catalog::StorageDescriptor& a, const catalog::StorageDescriptor& b);
bool same_form(const catalog::Table& a, const catalog::Table& b);

// `existing` with the new columns, the figures and the SerDe parameters of `found`.
catalog::StorageDescriptor with_new_columns(const catalog::StorageDescriptor& existing, const catalog::StorageDescriptor& found);

// Classification, compression or delimiter are others: the files are no longer those of the table.
bool is_another_format(const catalog::Parameters& existing, const catalog::Parameters& found);

}  // namespace tarn::glue::crawler
