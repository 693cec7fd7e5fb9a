// Maps from lists of entries: what map_agg and multimap_agg collect.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/vector_operations.hpp>

#include <unordered_map>

#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::ListVector;
using duckdb::LogicalType;
using duckdb::LogicalTypeId;
using duckdb::MapVector;
using duckdb::ScalarFunction;
using duckdb::SelectionVector;
using duckdb::StructVector;
using duckdb::Vector;

// The entries of a list column: its keys flat and hashed, so that equal ones are found quickly.
class Entries {
 public:
  explicit Entries(Vector& list)
      : count_(ListVector::GetListSize(list)), keys_(*StructVector::GetEntries(ListVector::GetEntry(list))[0]),
        values_(*StructVector::GetEntries(ListVector::GetEntry(list))[1]), hashes_(LogicalType::HASH, std::max<idx_t>(count_, 1)) {
    keys_.Flatten(count_);
    values_.Flatten(count_);
    if (count_ == 0) return;
    duckdb::VectorOperations::Hash(keys_, hashes_, count_);
    hashes_.Flatten(count_);
  }

  // The rows of each distinct key that is not NULL, keys and rows in their order.
  std::vector<std::vector<idx_t>> groups(duckdb::list_entry_t range) {
    std::vector<std::vector<idx_t>> groups;
    std::unordered_map<duckdb::hash_t, std::vector<size_t>> by_hash;
    for (idx_t row = range.offset; row < range.offset + range.length; ++row) {
      if (FlatVector::IsNull(keys_, row)) continue;
      auto& candidates = by_hash[FlatVector::GetData<duckdb::hash_t>(hashes_)[row]];
      bool known = false;
      for (auto group : candidates) {
        if (!duckdb::Value::NotDistinctFrom(keys_.GetValue(groups[group][0]), keys_.GetValue(row))) continue;
        groups[group].push_back(row);
        known = true;
        break;
      }
      if (known) continue;
      candidates.push_back(groups.size());
      groups.push_back({row});
    }
    return groups;
  }
  Vector& keys() { return keys_; }
  Vector& values() { return values_; }

 private:
  idx_t count_;
  Vector &keys_, &values_;
  Vector hashes_;
};

void copy_rows(Vector& from, Vector& to, const std::vector<idx_t>& rows) {
  SelectionVector selection(std::max<size_t>(rows.size(), 1));
  for (size_t i = 0; i < rows.size(); ++i) selection.set_index(i, rows[i]);
  duckdb::VectorOperations::Copy(from, to, selection, rows.size(), 0, 0);
}

// Calls make(groups) for each row that is not NULL; a row without groups is NULL if `empty_is_null`.
template <class Make>
void each_row(DataChunk& args, Vector& result, Entries& entries, bool empty_is_null, Make&& make) {
  duckdb::UnifiedVectorFormat format;
  args.data[0].ToUnifiedFormat(args.size(), format);
  auto* lists = duckdb::UnifiedVectorFormat::GetData<duckdb::list_entry_t>(format);
  auto* out = FlatVector::GetData<duckdb::list_entry_t>(result);
  idx_t total = 0;
  for (idx_t row = 0; row < args.size(); ++row) {
    auto at = format.sel->get_index(row);
    out[row] = {total, 0};
    if (!format.validity.RowIsValid(at) || (empty_is_null && lists[at].length == 0)) {
      FlatVector::SetNull(result, row, true);
      continue;
    }
    auto groups = entries.groups(lists[at]);
    out[row] = {total, groups.size()};
    total += groups.size();
    make(groups);
  }
}

void map_of_entries(DataChunk& args, ExpressionState&, Vector& result) {
  Entries entries(args.data[0]);
  std::vector<idx_t> firsts;
  each_row(args, result, entries, true, [&](const std::vector<std::vector<idx_t>>& groups) {
    for (auto& group : groups) firsts.push_back(group[0]);
  });
  ListVector::Reserve(result, firsts.size());
  copy_rows(entries.keys(), MapVector::GetKeys(result), firsts);
  copy_rows(entries.values(), MapVector::GetValues(result), firsts);
  ListVector::SetListSize(result, firsts.size());
  if (args.AllConstant()) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

void multimap_of_entries(DataChunk& args, ExpressionState&, Vector& result) {
  Entries entries(args.data[0]);
  std::vector<idx_t> firsts, all;
  std::vector<duckdb::list_entry_t> lists;
  each_row(args, result, entries, false, [&](const std::vector<std::vector<idx_t>>& groups) {
    for (auto& group : groups) {
      firsts.push_back(group[0]);
      lists.push_back({all.size(), group.size()});
      all.insert(all.end(), group.begin(), group.end());
    }
  });
  ListVector::Reserve(result, firsts.size());
  copy_rows(entries.keys(), MapVector::GetKeys(result), firsts);
  auto& values = MapVector::GetValues(result);
  ListVector::Reserve(values, all.size());
  copy_rows(entries.values(), ListVector::GetEntry(values), all);
  for (size_t i = 0; i < lists.size(); ++i) FlatVector::GetData<duckdb::list_entry_t>(values)[i] = lists[i];
  ListVector::SetListSize(values, all.size());
  ListVector::SetListSize(result, firsts.size());
  if (args.AllConstant()) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

template <bool Multi>
duckdb::unique_ptr<duckdb::FunctionData> bind(duckdb::ClientContext&, ScalarFunction& function, duckdb::vector<duckdb::unique_ptr<duckdb::Expression>>& arguments) {
  auto& type = arguments[0]->return_type;
  bool entries = type.id() == LogicalTypeId::LIST && duckdb::ListType::GetChildType(type).id() == LogicalTypeId::STRUCT;
  if (!entries) throw duckdb::BinderException("a list of entries is needed, not %s", type.ToString());
  auto& fields = duckdb::StructType::GetChildTypes(duckdb::ListType::GetChildType(type));
  function.arguments[0] = type;
  function.return_type = LogicalType::MAP(fields[0].second, Multi ? LogicalType::LIST(fields[1].second) : fields[1].second);
  return nullptr;
}

}  // namespace

void add_collection_functions(NativeFunctions& functions) {
  auto add = [&](const char* name, duckdb::scalar_function_t run, duckdb::bind_scalar_function_t bind_function) {
    ScalarFunction function(name, {LogicalType::ANY}, LogicalType::ANY, std::move(run), bind_function);
    function.null_handling = duckdb::FunctionNullHandling::SPECIAL_HANDLING;
    functions.add("trino", function);
  };
  add("map_of_entries", map_of_entries, bind<false>);
  add("multimap_of_entries", multimap_of_entries, bind<true>);
}

}  // namespace tarn::engine
