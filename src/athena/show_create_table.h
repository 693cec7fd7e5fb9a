// A table of the catalog as the statement that would make it, a line an entry.
#pragma once
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace tarn::athena {

std::vector<std::string> create_table_text(const catalog::Table& table);

}  // namespace tarn::athena
