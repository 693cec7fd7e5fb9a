// Rows that deleted tables and databases leave behind (tables, partitions, versions, statistics): nobody can reach them, and they
// go in small transactions in the background.
#pragma once
#include "catalog/catalog.h"

namespace tarn::catalog {

// Removes at most `limit` rows; the number removed, 0 when nothing is left to do.
Result<size_t> purge_deleted(kv::Store& store, size_t limit);

}  // namespace tarn::catalog
