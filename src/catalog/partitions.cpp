#include "catalog/partitions.h"

#include <algorithm>
#include <limits>
#include <set>

#include "base/encoding.h"
#include "catalog/errors.h"
#include "catalog/keys.h"
#include "catalog/partition_index.h"
#include "catalog/partition_order.h"
#include "catalog/partition_record.h"
#include "catalog/partition_scan.h"

namespace tarn::catalog {
namespace {

constexpr size_t kIndexKeyBytes = 16;  // by how much the key of an index's row may be longer than the partition's

uint32_t segment_of(const std::vector<std::string>& values, uint32_t segments) {
  uint32_t hash = 0;
  for (const std::string& value : values) hash = crc32c(value, hash ^ static_cast<uint32_t>(value.size()));
  return hash % segments;
}

// The rows that a listing walks: the partitions themselves, or an index of them.
struct Path {
  uint64_t number = 0;         // of the index; 0: none
  std::string prefix;
  std::vector<size_t> keys;    // positions of the table's keys in the order of the fields
  FieldFilter filter;
};

Path path_over(const Table& table, std::string prefix, std::vector<size_t> keys, const std::vector<KeyIntervals>& intervals) {
  Path path{.prefix = std::move(prefix), .keys = std::move(keys), .filter = {}};
  for (size_t key : path.keys) {
    path.filter.order += table.key_order[key];
    path.filter.intervals.push_back(intervals[key]);
  }
  return path;
}

size_t narrowed_keys(const Path& path) {
  size_t n = 0;
  while (n < path.filter.intervals.size() && !path.filter.intervals[n].is_all()) ++n;
  return n;
}

// The path on which the filter narrows most leading keys.
Result<Path> choose_path(kv::Reader& reader, const Table& table, const PartitionExpression* filter) {
  std::vector<size_t> keys;
  for (size_t i = 0; i < table.key_order.size(); ++i) keys.push_back(i);
  const auto intervals = filter ? filter->intervals(table.key_order) : std::vector<KeyIntervals>(keys.size(), KeyIntervals::all());
  Path best = path_over(table, partitions_prefix(table.id), keys, intervals);
  if (narrowed_keys(best) > 0 || std::all_of(intervals.begin(), intervals.end(), [](const KeyIntervals& i) { return i.is_all(); })) return best;
  for (const PartitionIndex& index : TRY(partition_indexes(reader, table))) {
    if (index.state != IndexState::active) continue;
    Path path = path_over(table, index_rows_prefix(table.id, index.number), index_field_order(table, index), intervals);
    path.number = index.number;
    if (narrowed_keys(path) > narrowed_keys(best)) best = std::move(path);
  }
  return best;
}

struct Match {
  std::vector<std::string> values;
  std::string record;    // empty when it was found through an index
  std::string position;
};

Result<bool> wanted(const PartitionQuery& query, const std::vector<std::string>& values) {
  if (query.segments > 1 && segment_of(values, query.segments) != query.segment) return false;
  return !query.filter || TRY(query.filter->matches(values));
}

std::vector<std::string> values_of_fields(const Path& path, std::string_view fields) {
  std::vector<std::string> values(path.keys.size());
  for (size_t i = 0; i < path.keys.size(); ++i) values[path.keys[i]] = take_key_field(path.filter.order[i], fields).value_or("");
  return values;
}

// One more than `limit`, so that the caller sees whether there is more.
Result<std::vector<Match>> find_matches(kv::Reader& reader, const Table& table, const PartitionQuery& query) {
  const Path path = TRY(choose_path(reader, table, query.filter));
  // A position of another path would skip or repeat: an index appeared or went between two pages.
  const std::string tag = std::to_string(path.number) + ":";
  if (!query.after.empty() && !query.after.starts_with(tag)) return errors::invalid_input("The token has expired: the indexes of the table have changed.");
  const size_t most = query.limit == std::numeric_limits<size_t>::max() ? query.limit : query.limit + 1;
  std::vector<Match> matches;
  Result<void> outcome;
  TRY(scan_fields(reader, path.prefix, path.filter, query.after.empty() ? "" : query.after.substr(tag.size()), [&](std::string_view fields, std::string_view value) {
    auto values = values_of_fields(path, fields);
    auto is_wanted = wanted(query, values);
    if (!is_wanted.ok()) outcome = is_wanted.error();
    if (!outcome.ok()) return false;
    if (*is_wanted) matches.push_back({std::move(values), std::string(value), tag + std::string(fields)});
    return matches.size() < most;
  }));
  TRY(outcome);
  if (path.number == 0) return matches;
  std::vector<std::string> keys;
  for (const Match& match : matches) keys.push_back(partition_key(table.id, table.key_order, match.values));
  auto records = TRY(reader.multi_get(keys));
  for (size_t i = 0; i < matches.size(); ++i) {
    if (!records[i]) return internal_error("a partition index names a partition that is not there");
    matches[i].record = std::move(*records[i]);
  }
  return matches;
}

Result<void> check_values(const Table& table, const std::vector<std::string>& values) {
  if (values.size() != table.partition_keys.size()) return errors::wrong_value_count();
  return {};
}

std::string key_of(const Table& table, const std::vector<std::string>& values) { return partition_key(table.id, table.key_order, values); }

// What one transaction changes of a table's partitions, with their rows in its indexes.
class Changes {
 public:
  static Result<Changes> of(kv::Txn& txn, const Table& table) { return Changes(txn, table, TRY(partition_indexes(txn, table))); }

  // All existing ones are looked up at once.
  Result<std::vector<PartitionError>> create(const std::vector<PartitionRow>& partitions, TimePoint now) {
    std::vector<Result<std::string>> keys;  // of each, or why there is none
    std::vector<std::string> legal;
    for (const PartitionRow& partition : partitions) {
      keys.push_back(new_key(partition.values));
      if (keys.back().ok()) legal.push_back(*keys.back());
    }
    const auto stored = TRY(txn_.multi_get(legal));
    std::vector<PartitionError> refused;
    std::set<std::string_view> taken;
    for (size_t i = 0, n = 0; i < partitions.size(); ++i) {
      if (!keys[i].ok()) {
        refused.push_back({partitions[i].values, keys[i].error()});
        continue;
      }
      const size_t at = n++;
      if (stored[at] || !taken.insert(legal[at]).second) {
        refused.push_back({partitions[i].values, errors::partition_exists()});
        continue;
      }
      TRY(writer_.put(legal[at], partitions[i], now));
      put_rows(partitions[i].values);
    }
    return refused;
  }

  Result<void> update(const std::vector<std::string>& values, Partition partition) {
    const Partition known = TRY(get_partition(txn_, table_, values));
    if (partition.values.empty()) partition.values = values;
    if (partition.values != values) {
      if (TRY(txn_.get(TRY(new_key(partition.values))))) return errors::partition_exists();
      erase_rows(values);
      put_rows(partition.values);
    }
    return writer_.put(key_of(table_, partition.values), RowMaker().row_of(partition), known.created_at);
  }

  Result<void> erase(const std::vector<std::string>& values) {
    TRY(check_values(table_, values));
    if (!TRY(txn_.get(key_of(table_, values)))) return errors::partition_not_found();
    erase_rows(values);
    return {};
  }

 private:
  Changes(kv::Txn& txn, const Table& table, std::vector<PartitionIndex> indexes)
      : txn_(txn), table_(table), indexes_(std::move(indexes)), writer_(txn, table) {}

  // The key under which these values may be stored.
  Result<std::string> new_key(const std::vector<std::string>& values) {
    TRY(check_values(table_, values));
    TRY(check_indexed_values(table_, indexes_, values));
    std::string key = key_of(table_, values);
    if (key.size() + kIndexKeyBytes > kv::kMaxKeyBytes) return errors::invalid_input("The partition values are too long.");
    return key;
  }

  void put_rows(const std::vector<std::string>& values) {
    for (const PartitionIndex& index : indexes_)
      if (takes_rows(index)) txn_.put(index_row_key(table_, index, values), "");
  }

  void erase_rows(const std::vector<std::string>& values) {
    txn_.erase(key_of(table_, values));
    for (const PartitionIndex& index : indexes_)
      if (takes_rows(index)) txn_.erase(index_row_key(table_, index, values));
  }

  kv::Txn& txn_;
  const Table& table_;
  std::vector<PartitionIndex> indexes_;
  PartitionWriter writer_;
};

}  // namespace

Result<std::optional<Partition>> find_partition(kv::Reader& reader, const Table& table, const std::vector<std::string>& values) {
  TRY(check_values(table, values));
  auto stored = TRY(reader.get(key_of(table, values)));
  if (!stored) return std::optional<Partition>();
  return std::optional(TRY(PartitionReader(reader, table).read(values, *stored)));
}

Result<std::vector<Partition>> find_partitions(kv::Reader& reader, const Table& table, const std::vector<std::vector<std::string>>& wanted) {
  std::vector<std::string> keys;
  for (const auto& values : wanted) {
    TRY(check_values(table, values));
    keys.push_back(key_of(table, values));
  }
  std::vector<Partition> out;
  PartitionReader partitions(reader, table);
  auto records = TRY(reader.multi_get(keys));
  for (size_t i = 0; i < records.size(); ++i)
    if (records[i]) out.push_back(TRY(partitions.read(wanted[i], *records[i])));
  return out;
}

Result<Partition> get_partition(kv::Reader& reader, const Table& table, const std::vector<std::string>& values) {
  auto found = TRY(find_partition(reader, table, values));
  if (!found) return errors::partition_not_found();
  return std::move(*found);
}

Result<PartitionRowPage> list_partition_rows(kv::Reader& reader, const Table& table, const PartitionQuery& query, const aws::AccessContext&) {
  auto matches = TRY(find_matches(reader, table, query));
  PartitionRowPage page;
  PartitionReader partitions(reader, table);
  for (Match& match : matches) {
    if (page.items.size() == query.limit) {
      page.next = page.positions.back();
      break;
    }
    page.items.push_back(TRY(partitions.read_row(std::move(match.values), match.record)));
    page.positions.push_back(std::move(match.position));
  }
  return page;
}

Result<PartitionPage> list_partitions(kv::Reader& reader, const Table& table, const PartitionQuery& query, const aws::AccessContext& access) {
  auto rows = TRY(list_partition_rows(reader, table, query, access));
  PartitionPage page;
  page.next = std::move(rows.next);
  page.positions = std::move(rows.positions);
  page.items.reserve(rows.items.size());
  for (PartitionRow& row : rows.items) page.items.push_back(joined(std::move(row)));
  return page;
}

Result<std::vector<Partition>> all_partitions(kv::Reader& reader, const Table& table, const PartitionExpression* filter, const aws::AccessContext& access) {
  PartitionQuery query{.filter = filter, .limit = std::numeric_limits<size_t>::max()};
  return std::move(TRY(list_partitions(reader, table, query, access)).items);
}

Result<void> create_partition(kv::Txn& txn, const Table& table, const Partition& partition, const aws::AccessContext& access) {
  auto refused = TRY(create_partitions(txn, table, {partition}, access));
  if (!refused.empty()) return std::move(refused[0].error);
  return {};
}

Result<std::vector<PartitionError>> create_partitions(kv::Txn& txn, const Table& table, const std::vector<Partition>& partitions, const aws::AccessContext& access) {
  RowMaker maker;
  std::vector<PartitionRow> rows;
  rows.reserve(partitions.size());
  for (const Partition& partition : partitions) rows.push_back(maker.row_of(partition));
  return create_partition_rows(txn, table, rows, access);
}

Result<std::vector<PartitionError>> create_partition_rows(kv::Txn& txn, const Table& table, const std::vector<PartitionRow>& rows, const aws::AccessContext& access) {
  return TRY(Changes::of(txn, table)).create(rows, access.now);
}

Result<void> update_partition(kv::Txn& txn, const Table& table, const std::vector<std::string>& values, Partition partition, const aws::AccessContext&) {
  return TRY(Changes::of(txn, table)).update(values, std::move(partition));
}

Result<void> delete_partition(kv::Txn& txn, const Table& table, const std::vector<std::string>& values) {
  return TRY(Changes::of(txn, table)).erase(values);
}

}  // namespace tarn::catalog
