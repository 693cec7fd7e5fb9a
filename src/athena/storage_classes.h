// The Java classes that a table format stands for in the catalog (athena.md 2.3).
#pragma once
#include <optional>
#include <string_view>

#include "catalog/catalog.h"

namespace tarn::athena {

struct StorageClasses {
  std::string_view format;  // upper case, as in STORED AS
  std::string_view input, output, serde;
};

const StorageClasses* find_storage_classes(std::string_view format);  // any case; nullptr: unknown
void set_storage_classes(catalog::StorageDescriptor& storage, const StorageClasses& classes);

}  // namespace tarn::athena
