#include "catalog/ids.h"

#include <charconv>

#include "catalog/keys.h"

namespace tarn::catalog {

// Creations of two tables conflict here and one runs again: they are rare, and ids stay dense and unique without randomness.
Result<uint64_t> next_id(kv::Txn& txn) {
  auto stored = TRY(txn.get(next_id_key()));
  uint64_t last = 0;
  if (stored) std::from_chars(stored->data(), stored->data() + stored->size(), last);
  txn.put(next_id_key(), std::to_string(last + 1));
  return last + 1;
}

}  // namespace tarn::catalog
