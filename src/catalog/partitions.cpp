#include "catalog/partitions.h"

#include <algorithm>
#include <limits>

#include "base/encoding.h"
#include "catalog/errors.h"
#include "catalog/keys.h"
#include "catalog/records.h"
#include "kv/key.h"

namespace tarn::catalog {
namespace {

// Joins the shared layouts in, reading each once.
class Layouts {
 public:
  Layouts(kv::Reader& reader, const Table& table) : reader_(reader), table_(table) {}

  Result<Partition> complete(StoredPartition stored, std::vector<std::string> values) {
    auto known = layouts_.find(stored.layout);
    if (known == layouts_.end()) {
      auto record = TRY(reader_.get(layout_key(table_.id, stored.layout)));
      if (!record) return internal_error("partition of table " + table_.name + " without its layout " + stored.layout);
      known = layouts_.emplace(stored.layout, TRY(decode_layout(*record))).first;
    }
    Partition out = std::move(stored.partition);
    std::string location = std::move(out.storage.location);
    Parameters parameters = std::move(out.storage.parameters);
    out.storage = known->second;
    out.storage.location = std::move(location);
    out.storage.parameters = std::move(parameters);
    out.values = std::move(values);
    return out;
  }

 private:
  kv::Reader& reader_;
  const Table& table_;
  std::map<std::string, StorageDescriptor> layouts_;
};

uint32_t segment_of(const std::vector<std::string>& values, uint32_t segments) {
  uint32_t hash = 0;
  for (const std::string& value : values) hash = crc32c(value, hash ^ static_cast<uint32_t>(value.size()));
  return hash % segments;
}

// The ranges that can hold matches, in key order, from `after` on.
std::vector<kv::Range> ranges_of(const Table& table, const PartitionQuery& query) {
  std::vector<kv::Range> ranges;
  auto pinned = query.filter ? query.filter->first_key_values() : std::nullopt;
  if (!pinned) {
    ranges.push_back(kv::Range::prefix(partitions_prefix(table.id)));
  } else {
    std::sort(pinned->begin(), pinned->end());
    pinned->erase(std::unique(pinned->begin(), pinned->end()), pinned->end());
    for (const std::string& value : *pinned) ranges.push_back(kv::Range::prefix(partition_key(table.id, {value})));
  }
  if (query.after.empty()) return ranges;
  const std::string next = partitions_prefix(table.id) + query.after + '\0';
  std::erase_if(ranges, [&](const kv::Range& range) { return !range.end.empty() && range.end <= next; });
  if (!ranges.empty() && ranges.front().begin < next) ranges.front().begin = next;
  return ranges;
}

struct Match {
  std::vector<std::string> values;
  std::string record;
};

// One more than `limit`, so that the caller sees whether there is more.
Result<std::vector<Match>> find_matches(kv::Reader& reader, const Table& table, const PartitionQuery& query) {
  std::vector<Match> matches;
  const size_t wanted = query.limit == std::numeric_limits<size_t>::max() ? query.limit : query.limit + 1;
  Result<void> outcome;
  for (const kv::Range& range : ranges_of(table, query)) {
    TRY(reader.scan(range, [&](std::string_view key, std::string_view value) {
      auto values = values_of_partition_key(key);
      if (!values) {
        outcome = internal_error("a partition's key is damaged");
        return false;
      }
      if (query.segments > 1 && segment_of(*values, query.segments) != query.segment) return true;
      if (query.filter) {
        auto matches_filter = query.filter->matches(*values);
        if (!matches_filter.ok()) outcome = matches_filter.error();
        if (!outcome.ok()) return false;
        if (!*matches_filter) return true;
      }
      matches.push_back({std::move(*values), std::string(value)});
      return matches.size() < wanted;
    }));
    TRY(outcome);
    if (matches.size() >= wanted) break;
  }
  return matches;
}

Result<void> check_values(const Table& table, const std::vector<std::string>& values) {
  if (values.size() != table.partition_keys.size()) return errors::wrong_value_count();
  return {};
}

Result<void> store(kv::Txn& txn, const Table& table, const Partition& partition) {
  const Layout layout = encode_layout(partition.storage);
  const std::string key = layout_key(table.id, layout.digest);
  if (!TRY(txn.get(key))) txn.put(key, layout.record);
  txn.put(partition_key(table.id, partition.values), encode_partition(partition, layout.digest));
  return {};
}

}  // namespace

Result<std::optional<Partition>> find_partition(kv::Reader& reader, const Table& table, const std::vector<std::string>& values) {
  TRY(check_values(table, values));
  auto stored = TRY(reader.get(partition_key(table.id, values)));
  if (!stored) return std::optional<Partition>();
  return std::optional(TRY(Layouts(reader, table).complete(TRY(decode_partition(*stored)), values)));
}

Result<Partition> get_partition(kv::Reader& reader, const Table& table, const std::vector<std::string>& values) {
  auto found = TRY(find_partition(reader, table, values));
  if (!found) return errors::partition_not_found();
  return std::move(*found);
}

Result<Page<Partition>> list_partitions(kv::Reader& reader, const Table& table, const PartitionQuery& query, const aws::AccessContext&) {
  auto matches = TRY(find_matches(reader, table, query));
  Page<Partition> page;
  Layouts layouts(reader, table);
  for (Match& match : matches) {
    if (page.items.size() == query.limit) {
      page.next = partition_position(table, page.items.back().values);
      break;
    }
    page.items.push_back(TRY(layouts.complete(TRY(decode_partition(match.record)), std::move(match.values))));
  }
  return page;
}

std::string partition_position(const Table& table, const std::vector<std::string>& values) {
  return partition_key(table.id, values).substr(partitions_prefix(table.id).size());
}

Result<std::vector<Partition>> all_partitions(kv::Reader& reader, const Table& table, const PartitionExpression* filter, const aws::AccessContext& access) {
  PartitionQuery query{.filter = filter, .limit = std::numeric_limits<size_t>::max()};
  return std::move(TRY(list_partitions(reader, table, query, access)).items);
}

Result<void> create_partition(kv::Txn& txn, const Table& table, Partition partition, const aws::AccessContext& access) {
  TRY(check_values(table, partition.values));
  const std::string key = partition_key(table.id, partition.values);
  if (key.size() > kv::kMaxKeyBytes) return errors::invalid_input("The partition values are too long.");
  if (TRY(txn.get(key))) return errors::partition_exists();
  partition.created_at = access.now;
  return store(txn, table, partition);
}

Result<std::vector<PartitionError>> create_partitions(kv::Txn& txn, const Table& table, std::vector<Partition> partitions, const aws::AccessContext& access) {
  std::vector<PartitionError> refused;
  for (Partition& partition : partitions) {
    std::vector<std::string> values = partition.values;
    auto created = create_partition(txn, table, std::move(partition), access);
    if (created.ok()) continue;
    if (created.error().code == "InternalError") return created.error();
    refused.push_back({std::move(values), created.error()});
  }
  return refused;
}

Result<void> update_partition(kv::Txn& txn, const Table& table, const std::vector<std::string>& values, Partition partition, const aws::AccessContext&) {
  TRY(check_values(table, values));
  const Partition known = TRY(get_partition(txn, table, values));
  if (partition.values.empty()) partition.values = values;
  TRY(check_values(table, partition.values));
  if (partition.values != values) {
    const std::string key = partition_key(table.id, partition.values);
    if (key.size() > kv::kMaxKeyBytes) return errors::invalid_input("The partition values are too long.");
    if (TRY(txn.get(key))) return errors::partition_exists();
    txn.erase(partition_key(table.id, values));
  }
  partition.created_at = known.created_at;
  return store(txn, table, partition);
}

Result<void> delete_partition(kv::Txn& txn, const Table& table, const std::vector<std::string>& values) {
  TRY(check_values(table, values));
  const std::string key = partition_key(table.id, values);
  if (!TRY(txn.get(key))) return errors::partition_not_found();
  txn.erase(key);
  return {};
}

}  // namespace tarn::catalog
