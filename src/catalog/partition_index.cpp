#include "catalog/partition_index.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

#include "base/encoding.h"
#include "catalog/errors.h"
#include "catalog/keys.h"
#include "catalog/partition_expression.h"
#include "catalog/partition_order.h"
#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::catalog {
namespace {

constexpr size_t kRememberedErrors = 10;  // GetPartitionIndexes, BackfillErrors
constexpr std::string_view kBadType = "INVALID_PARTITION_TYPE_DATA_ERROR", kBadCharacter = "UNSUPPORTED_PARTITION_CHARACTER_ERROR";

std::string encode(const PartitionIndex& index) {
  boost::json::array keys(index.keys.begin(), index.keys.end()), errors;
  for (const BackfillError& error : index.errors) errors.push_back(boost::json::object{{"code", error.code}, {"values", kv::to_json(error.partition)}});
  return kv::encode_record(boost::json::object{{"number", index.number}, {"keys", keys}, {"state", static_cast<int64_t>(index.state)}, {"errors", errors}, {"cursor", to_hex(index.cursor)}});
}

Result<PartitionIndex> decode(std::string name, std::string_view stored) {
  auto document = TRY(kv::decode_object(stored));
  PartitionIndex out;
  out.name = std::move(name);
  kv::RecordFields fields(document);
  int64_t number = 0, state = 0;
  std::string cursor;
  fields.read("number", number);
  fields.read("state", state);
  fields.read("cursor", cursor);
  out.number = static_cast<uint64_t>(number);
  out.state = static_cast<IndexState>(state);
  out.cursor = from_hex(cursor).value_or("");
  if (const auto* keys = fields.list("keys"))
    for (const auto& key : *keys) out.keys.push_back(key.to_number<size_t>());
  if (const auto* errors = fields.list("errors")) {
    for (const auto& item : *errors) {
      kv::RecordFields error(item.as_object());
      error.read("code", out.errors.emplace_back().code);
      error.read("values", out.errors.back().partition);
    }
  }
  TRY(fields.finish());
  return out;
}

// "" or why a value cannot stand in an index.
std::string_view defect(const Table& table, const std::vector<size_t>& keys, const std::vector<std::string>& values) {
  for (size_t key : keys) {
    if (key >= values.size()) return "MISSING_PARTITION_VALUE_ERROR";
    if (std::any_of(values[key].begin(), values[key].end(), [](char c) { return c >= 0 && c <= 2; })) return kBadCharacter;
    auto type = key_type_of(table.partition_keys[key].type);
    if (values[key] != kNullPartition && type && !PartitionValue::parse(*type, values[key])) return kBadType;
  }
  return {};
}

Result<std::vector<size_t>> positions_of(const Table& table, const std::vector<std::string>& names) {
  std::vector<size_t> out;
  for (const std::string& name : names) {
    auto found = std::find_if(table.partition_keys.begin(), table.partition_keys.end(), [&](const Column& key) { return equals_ignoring_case(key.name, name); });
    if (found == table.partition_keys.end()) return errors::invalid_input("The key " + name + " is not a partition key of the table.");
    if (!can_be_indexed(*found)) return errors::invalid_input("Partition keys of type " + found->type + " cannot be indexed.");
    const size_t position = static_cast<size_t>(found - table.partition_keys.begin());
    if (std::find(out.begin(), out.end(), position) != out.end()) return errors::invalid_input("The key " + name + " is given twice.");
    out.push_back(position);
  }
  return out;
}

void put_index(kv::Txn& txn, const Table& table, const PartitionIndex& index) { txn.put(index_key(table.id, index.name), encode(index)); }

// ---- background work: a note names the table and the index; the table's key order is in the note, since the table may go meanwhile

struct Work {
  std::string note;
  Table table;  // id and keys only
  PartitionIndex index;
};

std::string encode_note(const Table& table) {
  boost::json::array names, types;
  for (const Column& key : table.partition_keys) {
    names.emplace_back(key.name);
    types.emplace_back(key.type);
  }
  return kv::encode_record(boost::json::object{{"order", table.key_order}, {"names", names}, {"types", types}});
}

void put_note(kv::Txn& txn, const Table& table, const std::string& name) { txn.put(index_work_key(table.id, name), encode_note(table)); }

Result<std::optional<Work>> next_work(kv::Txn& txn) {
  auto notes = TRY(txn.page(kv::Range::prefix(index_work_prefix()), 1));
  if (notes.empty()) return std::optional<Work>();
  auto name = read_index_work_key(notes[0].key);
  if (!name) return internal_error("the key of unfinished work on a partition index is damaged");
  Work work{.note = notes[0].key, .table = {}, .index = {}};
  work.table.id = name->first;
  auto document = TRY(kv::decode_object(notes[0].value));
  kv::RecordFields fields(document);
  std::vector<std::string> names, types;
  fields.read("order", work.table.key_order);
  fields.read("names", names);
  fields.read("types", types);
  for (size_t i = 0; i < names.size() && i < types.size(); ++i) work.table.partition_keys.push_back({names[i], types[i], "", {}});
  auto stored = TRY(txn.get(index_key(name->first, name->second)));
  if (!stored) {  // its table was purged
    txn.erase(work.note);
    return std::optional<Work>();
  }
  work.index = TRY(decode(name->second, *stored));
  return std::optional(std::move(work));
}

Result<size_t> fill(kv::Txn& txn, Work& work, size_t limit) {
  kv::Range range = kv::Range::prefix(partitions_prefix(work.table.id));
  if (!work.index.cursor.empty()) range.begin += work.index.cursor + '\0';
  auto rows = TRY(txn.page(range, limit));
  for (const kv::Entry& row : rows) {
    auto values = values_of_partition_key(row.key, work.table.key_order);
    if (!values) return internal_error("a partition's key is damaged");
    auto wrong = defect(work.table, work.index.keys, *values);
    if (wrong.empty()) txn.put(index_row_key(work.table, work.index, *values), "");
    else if (work.index.errors.size() < kRememberedErrors) work.index.errors.push_back({std::string(wrong), *values});
  }
  if (!rows.empty()) work.index.cursor = rows.back().key.substr(partitions_prefix(work.table.id).size());
  if (rows.size() < limit) {
    work.index.state = work.index.errors.empty() ? IndexState::active : IndexState::failed;
    work.index.cursor.clear();
    txn.erase(work.note);
  }
  put_index(txn, work.table, work.index);
  return rows.size() + 1;
}

Result<size_t> remove_rows(kv::Txn& txn, const Work& work, size_t limit) {
  auto rows = TRY(txn.page(kv::Range::prefix(index_rows_prefix(work.table.id, work.index.number)), limit));
  for (const kv::Entry& row : rows) txn.erase(row.key);
  if (rows.size() < limit) {
    txn.erase(index_key(work.table.id, work.index.name));
    txn.erase(work.note);
  }
  return rows.size() + 1;
}

}  // namespace

bool can_be_indexed(const Column& key) {
  constexpr std::string_view kTypes[] = {"string", "int", "bigint", "long", "tinyint", "smallint"};
  return std::find(std::begin(kTypes), std::end(kTypes), to_lower(key.type)) != std::end(kTypes);
}

std::string_view index_state_name(IndexState state) {
  switch (state) {
    case IndexState::creating: return "CREATING";
    case IndexState::active: return "ACTIVE";
    case IndexState::deleting: return "DELETING";
    case IndexState::failed: return "FAILED";
  }
  __builtin_unreachable();
}

bool takes_rows(const PartitionIndex& index) { return index.state == IndexState::creating || index.state == IndexState::active; }

Result<std::vector<PartitionIndex>> partition_indexes(kv::Reader& reader, const Table& table) {
  std::vector<PartitionIndex> out;
  for (const kv::Entry& entry : TRY(reader.page(kv::Range::prefix(indexes_prefix(table.id)), kMaxPartitionIndexes + 1))) {
    auto name = name_of_index_key(entry.key);
    if (!name) return internal_error("the key of a partition index is damaged");
    out.push_back(TRY(decode(std::move(*name), entry.value)));
  }
  return out;
}

Result<void> create_partition_index(kv::Txn& txn, const Table& table, const std::string& name, const std::vector<std::string>& keys) {
  const auto known = TRY(partition_indexes(txn, table));
  PartitionIndex index;
  index.name = name;
  index.number = 1;
  index.keys = TRY(positions_of(table, keys));
  for (const PartitionIndex& other : known) {
    if (other.name == name) return errors::index_exists(name);
    if (other.keys == index.keys && other.state != IndexState::deleting) return errors::index_exists(other.name);
    index.number = std::max(index.number, other.number + 1);
  }
  if (known.size() >= kMaxPartitionIndexes) return errors::too_many_indexes();
  const bool empty = TRY(txn.page(kv::Range::prefix(partitions_prefix(table.id)), 1)).empty();
  index.state = empty ? IndexState::active : IndexState::creating;
  if (!empty) put_note(txn, table, name);
  put_index(txn, table, index);
  return {};
}

Result<void> delete_partition_index(kv::Txn& txn, const Table& table, std::string_view name) {
  for (PartitionIndex& index : TRY(partition_indexes(txn, table))) {
    if (index.name != name || index.state == IndexState::deleting) continue;
    index.state = IndexState::deleting;
    put_note(txn, table, index.name);
    put_index(txn, table, index);
    return {};
  }
  return errors::index_not_found();
}

std::vector<size_t> index_field_order(const Table& table, const PartitionIndex& index) {
  std::vector<size_t> out = index.keys;
  for (size_t key = 0; key < table.partition_keys.size(); ++key)
    if (std::find(index.keys.begin(), index.keys.end(), key) == index.keys.end()) out.push_back(key);
  return out;
}

std::string index_row_key(const Table& table, const PartitionIndex& index, const std::vector<std::string>& values) {
  std::string key = index_rows_prefix(table.id, index.number);
  for (size_t position : index_field_order(table, index)) append_key_field(table.key_order[position], values[position], key);
  return key;
}

Result<void> check_indexed_values(const Table& table, const std::vector<PartitionIndex>& indexes, const std::vector<std::string>& values) {
  for (const PartitionIndex& index : indexes) {
    if (!takes_rows(index)) continue;
    auto wrong = defect(table, index.keys, values);
    if (wrong == kBadCharacter) return errors::invalid_input("A value of an indexed partition key has an unsupported character.");
    if (!wrong.empty()) return errors::invalid_input("A value of an indexed partition key is not of the key's type.");
  }
  return {};
}

Result<size_t> advance_partition_indexes(kv::Store& store, size_t limit) {
  limit = std::max<size_t>(limit, 1);
  if (TRY(store.snapshot()->page(kv::Range::prefix(index_work_prefix()), 1)).empty()) return size_t{0};  // no transaction while idle
  return store.transact([&](kv::Txn& txn) -> Result<size_t> {
    auto work = TRY(next_work(txn));
    if (!work) return size_t{1};
    switch (work->index.state) {
      case IndexState::creating: return fill(txn, *work, limit);
      case IndexState::deleting: return remove_rows(txn, *work, limit);
      case IndexState::active:
      case IndexState::failed: break;
    }
    txn.erase(work->note);
    return size_t{1};
  });
}

}  // namespace tarn::catalog
