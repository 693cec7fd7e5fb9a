// Ids of databases and tables: small numbers, each given once.
#pragma once
#include "kv/store.h"

namespace tarn::catalog {

Result<uint64_t> next_id(kv::Txn& txn);

}  // namespace tarn::catalog
