#include "catalog/purge.h"

#include <algorithm>

#include "catalog/keys.h"
#include "catalog/records.h"

namespace tarn::catalog {
namespace {

std::vector<std::string> prefixes_below(const Deleted& deleted) {
  if (deleted.kind == 'd') return {tables_prefix(deleted.id), functions_prefix(deleted.id)};
  // Indexes go first: a backfill that finds its index gone writes no more rows.
  return {indexes_prefix(deleted.id), all_index_rows_prefix(deleted.id), partitions_prefix(deleted.id), versions_prefix(deleted.id), layouts_prefix(deleted.id), statistics_prefix(deleted.id)};
}

// Removes rows below one deleted thing; the note itself once nothing is left. Tables of a deleted database become deleted tables.
Result<size_t> purge_one(kv::Txn& txn, const std::string& note, const Deleted& deleted, size_t limit) {
  size_t removed = 0;
  for (const std::string& prefix : prefixes_below(deleted)) {
    for (const kv::Entry& entry : TRY(txn.page(kv::Range::prefix(prefix), limit - removed))) {
      if (prefix == tables_prefix(deleted.id)) txn.put(deleted_key('t', TRY(decode_table(entry.value)).id), "");
      txn.erase(entry.key);
      ++removed;
    }
    if (removed == limit) return removed;
  }
  txn.erase(note);
  return removed + 1;
}

}  // namespace

Result<size_t> purge_deleted(kv::Store& store, size_t limit) {
  limit = std::max<size_t>(limit, 1);
  if (TRY(store.snapshot()->page(kv::Range::prefix(deleted_prefix()), 1)).empty()) return size_t{0};  // no transaction while idle
  return store.transact([&](kv::Txn& txn) -> Result<size_t> {
    auto notes = TRY(txn.page(kv::Range::prefix(deleted_prefix()), 1));
    if (notes.empty()) return size_t{0};
    auto deleted = read_deleted_key(notes[0].key);
    if (!deleted) return internal_error("the key of a deleted table is damaged");
    return purge_one(txn, notes[0].key, *deleted, limit);
  });
}

}  // namespace tarn::catalog
