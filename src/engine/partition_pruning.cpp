#include "engine/partition_pruning.h"

#include <duckdb/execution/expression_executor.hpp>
#include <duckdb/planner/expression/list.hpp>
#include <duckdb/planner/expression_iterator.hpp>

#include <algorithm>

#include "engine/conjuncts.h"

namespace tarn::engine {
namespace {

using duckdb::BoundColumnRefExpression;
using duckdb::Expression;
using duckdb::ExpressionType;
using duckdb::idx_t;

// Finds partition keys among the columns that a filter refers to.
class Keys {
 public:
  Keys(const ScannedTable& scan, const duckdb::MultiFilePushdownInfo& info) : scan_(scan), info_(info) {}

  std::optional<size_t> key(const Expression& e) const {
    if (e.GetExpressionType() != ExpressionType::BOUND_COLUMN_REF) return std::nullopt;
    auto& binding = e.Cast<BoundColumnRefExpression>().binding;
    if (binding.table_index != info_.table_index) return std::nullopt;
    auto column = info_.column_ids[binding.column_index];
    auto first = scan_.table->columns.size();
    if (column < first || column >= first + scan_.key_types.size()) return std::nullopt;
    return column - first;
  }

  bool only_keys(const Expression& e) const {
    bool any = false, only = true;
    duckdb::ExpressionIterator::VisitExpression<BoundColumnRefExpression>(e, [&](const BoundColumnRefExpression& ref) {
      any = true;
      only = only && key(ref).has_value();
    });
    return any && only;
  }

  void rebind(duckdb::unique_ptr<Expression>& e) const {
    if (auto k = key(*e)) {
      e = duckdb::make_uniq<duckdb::BoundReferenceExpression>(e->return_type, *k);
      return;
    }
    duckdb::ExpressionIterator::EnumerateChildren(*e, [&](duckdb::unique_ptr<Expression>& child) { rebind(child); });
  }

 private:
  const ScannedTable& scan_;
  const duckdb::MultiFilePushdownInfo& info_;
};

}  // namespace

PartitionPruning::PartitionPruning(duckdb::ClientContext& context, const ScannedTable& scan, const duckdb::MultiFilePushdownInfo& info,
                                   const duckdb::vector<duckdb::unique_ptr<Expression>>& filters)
    : context_(context), scan_(scan) {
  Keys keys(scan, info);
  const ConjunctReader reader{[&](const Expression& e) { return keys.key(e); }, [](const duckdb::Value& value) { return std::optional(value.ToString()); }};
  for (size_t i = 0; i < filters.size(); ++i) {
    auto& filter = *filters[i];
    if (filter.IsVolatile() || filter.HasParameter() || filter.HasSubquery() || !keys.only_keys(filter)) continue;
    add_conjuncts(reader, filter, catalog_filters_);
    auto on_keys = filter.Copy();
    keys.rebind(on_keys);
    usable_.push_back({i, std::move(on_keys)});
  }
}

std::vector<bool> PartitionPruning::matches(const Expression& filter, const Partitions& partitions) const {
  std::vector<bool> result;
  result.reserve(partitions.size());
  duckdb::ExpressionExecutor executor(context_, filter);
  duckdb::DataChunk keys;
  keys.Initialize(duckdb::Allocator::DefaultAllocator(), {scan_.key_types.begin(), scan_.key_types.end()});
  duckdb::Vector verdict(duckdb::LogicalType::BOOLEAN);
  for (size_t begin = 0; begin < partitions.size(); begin += STANDARD_VECTOR_SIZE) {
    size_t count = std::min<size_t>(STANDARD_VECTOR_SIZE, partitions.size() - begin);
    keys.Reset();
    for (size_t row = 0; row < count; ++row)
      for (size_t key = 0; key < scan_.key_types.size(); ++key) keys.SetValue(key, row, scan_.key_value(partitions[begin + row], key));
    keys.SetCardinality(count);
    executor.ExecuteExpression(keys, verdict);
    for (size_t row = 0; row < count; ++row) {
      auto value = verdict.GetValue(row);
      result.push_back(!value.IsNull() && value.GetValue<bool>());
    }
  }
  return result;
}

std::shared_ptr<const Partitions> PartitionPruning::prune(std::shared_ptr<const Partitions> partitions,
                                                          duckdb::vector<duckdb::unique_ptr<Expression>>& filters) const {
  for (auto& usable : usable_) {
    std::vector<bool> keep;
    try {
      keep = matches(*usable.on_keys, *partitions);
    } catch (const duckdb::Exception&) {
      continue;
    }
    auto kept = std::make_shared<Partitions>();
    for (size_t i = 0; i < keep.size(); ++i)
      if (keep[i]) kept->push_back((*partitions)[i]);
    partitions = std::move(kept);
    filters[usable.position].reset();
  }
  std::erase_if(filters, [](const duckdb::unique_ptr<Expression>& filter) { return !filter; });
  return partitions;
}

}  // namespace tarn::engine
