#include "glue/crawler/publish_partitions.h"

#include <algorithm>
#include <set>

#include "catalog/partitions.h"
#include "glue/crawler/merge_columns.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kPartitionsPerCommit = 500;

std::string text_of(const std::vector<std::string>& values) {
  std::string out = "[";
  for (auto& value : values) out += (out.size() > 1 ? ", " : "") + value;
  return out + "]";
}

class PartitionWriter {
 public:
  PartitionWriter(const PublishNeeds& needs, const CrawlOptions& options, const TableForm& form)
      : needs_(needs), options_(options), form_(form), catalog_(catalog::CatalogId::of(needs.role)) {}

  Result<Counts> run() {
    for (size_t first = 0; first < form_.partitions.size(); first += kPartitionsPerCommit) {
      size_t last = std::min(form_.partitions.size(), first + kPartitionsPerCommit);
      Block block;
      TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
        block = {};
        return write_block(txn, first, last, block);
      }));
      counts_.created += block.counts.created;
      counts_.updated += block.counts.updated;
      for (auto& refused : block.refused) needs_.log.warn("Partition " + text_of(refused.values) + " of table " + form_.table.name + " was not written: " + refused.error.message);
    }
    if (form_.write != TableForm::Write::new_partitions) TRY(settle_missing());
    return counts_;
  }

 private:
  struct Block {
    Counts counts;
    std::vector<catalog::PartitionError> refused;
  };

  Result<catalog::Table> table(kv::Reader& reader) const {
    return catalog::get_table(reader, catalog_, form_.table.database, form_.table.name, needs_.role);
  }

  Result<void> write_block(kv::Txn& txn, size_t first, size_t last, Block& block) {
    auto stored = TRY(table(txn));
    if (stored.partition_keys.size() != form_.table.partition_keys.size()) return {};  // an older table that LOG has kept
    std::vector<std::vector<std::string>> wanted;
    for (size_t i = first; i < last; i++) wanted.push_back(form_.partitions[i].values);
    auto existing = TRY(catalog::find_partitions(txn, stored, wanted));
    std::vector<catalog::Partition> created;
    auto known = existing.begin();  // in the order of `wanted`
    for (size_t i = first; i < last; i++) {
      auto partition = as_written(stored, form_.partitions[i]);
      if (known != existing.end() && known->values == partition.values) TRY(update(txn, stored, *known++, std::move(partition), block.counts));
      else created.push_back(std::move(partition));
    }
    block.counts.created = static_cast<int64_t>(created.size());
    block.refused = TRY(catalog::create_partitions(txn, stored, std::move(created), needs_.role));
    block.counts.created -= static_cast<int64_t>(block.refused.size());
    return {};
  }

  // InheritFromTable: the descriptor of the table as it stands.
  catalog::Partition as_written(const catalog::Table& stored, catalog::Partition found) const {
    if (!options_.partitions_inherit) return found;
    auto storage = stored.storage;
    storage.location = found.storage.location;
    storage.parameters = found.storage.parameters;
    found.storage = std::move(storage);
    return found;
  }

  Result<void> update(kv::Txn& txn, const catalog::Table& stored, const catalog::Partition& existing, catalog::Partition found, Counts& counts) {
    bool frozen = options_.update == UpdateBehavior::log && !options_.partitions_inherit;
    if (frozen || form_.write == TableForm::Write::new_partitions) return {};
    if (options_.update == UpdateBehavior::merge_new_columns && !options_.partitions_inherit) {
      if (is_another_format(existing.parameters, found.parameters)) return {};
      found.storage = with_new_columns(existing.storage, found.storage);
    }
    bool changed = !same_form(existing.storage, found.storage);
    if (!changed && existing.parameters == found.parameters) return {};
    counts.updated += changed;
    auto values = found.values;
    return catalog::update_partition(txn, stored, values, std::move(found), needs_.role);
  }

  Result<void> settle_missing() {
    if (options_.remove == DeleteBehavior::deprecate) return {};
    std::set<std::vector<std::string>> found;
    for (auto& partition : form_.partitions) found.insert(partition.values);
    auto reader = needs_.store.snapshot();
    std::vector<std::vector<std::string>> gone;
    for (auto& partition : TRY(catalog::all_partitions(*reader, TRY(table(*reader)), nullptr, needs_.role)))
      if (!found.contains(partition.values)) gone.push_back(partition.values);
    if (gone.empty()) return {};
    if (options_.remove == DeleteBehavior::log) {
      needs_.log.info(std::to_string(gone.size()) + " partitions of table " + form_.table.name + " have no data any more.");
      return {};
    }
    TRY(needs_.may("BatchDeletePartition", form_.table.database, form_.table.name));
    TRY(needs_.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto current = TRY(table(txn));
      for (auto& partition : TRY(catalog::find_partitions(txn, current, gone))) TRY(catalog::delete_partition(txn, current, partition.values));
      return {};
    }));
    counts_.deleted += static_cast<int64_t>(gone.size());
    return {};
  }

  const PublishNeeds& needs_;
  const CrawlOptions& options_;
  const TableForm& form_;
  catalog::CatalogId catalog_;
  Counts counts_;
};

}  // namespace

Result<Counts> write_partitions(const PublishNeeds& needs, const CrawlOptions& options, const TableForm& form) {
  if (form.table.partition_keys.empty()) return Counts{};
  return PartitionWriter(needs, options, form).run();
}

}  // namespace tarn::glue::crawler
