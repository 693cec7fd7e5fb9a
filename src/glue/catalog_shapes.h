// Between the shapes of Glue's API and the records of the catalog. What only the API shows travels in the records' `more`.
#pragma once
#include "catalog/catalog.h"
#include "glue/shared.gen.h"

namespace tarn::glue {

std::vector<catalog::Column> stored_columns(const std::optional<std::vector<Column>>& columns);
std::vector<Column> shown_columns(const std::vector<catalog::Column>& columns);

catalog::StorageDescriptor stored_descriptor(const std::optional<StorageDescriptor>& descriptor);
// nullopt: the record has none.
std::optional<StorageDescriptor> shown_descriptor(const catalog::StorageDescriptor& storage);

std::optional<std::string> shown_text(const std::string& text);  // empty: absent
std::optional<catalog::Parameters> shown_parameters(const catalog::Parameters& parameters);
TimePoint whole_seconds(TimePoint time);  // the service drops fractions

}  // namespace tarn::glue
