#include "engine/barrier.h"

#include <duckdb/main/extension/extension_loader.hpp>
#include <duckdb/optimizer/optimizer.hpp>
#include <duckdb/optimizer/optimizer_extension.hpp>
#include <duckdb/optimizer/remove_unused_columns.hpp>
#include <duckdb/planner/expression/list.hpp>
#include <duckdb/planner/expression_iterator.hpp>
#include <duckdb/planner/operator/logical_filter.hpp>
#include <duckdb/planner/operator/logical_get.hpp>
#include <duckdb/planner/operator/logical_projection.hpp>

#include <set>

namespace tarn::engine {
namespace {

using namespace duckdb;  // this file is DuckDB's planner through and through

// ---- the function: each chunk is referenced, not copied

struct BarrierState final : LocalTableFunctionState {
  vector<column_t> columns;
};

unique_ptr<FunctionData> bind(ClientContext&, TableFunctionBindInput& input, vector<LogicalType>& types, vector<string>& names) {
  types = input.input_table_types;
  names = input.input_table_names;
  return make_uniq<TableFunctionData>();
}

unique_ptr<LocalTableFunctionState> init_local(ExecutionContext&, TableFunctionInitInput& input, GlobalTableFunctionState*) {
  auto state = make_uniq<BarrierState>();
  state->columns = input.column_ids;
  return std::move(state);
}

OperatorResultType pass(ExecutionContext&, TableFunctionInput& data, DataChunk& input, DataChunk& output) {
  auto& columns = data.local_state->Cast<BarrierState>().columns;
  for (idx_t i = 0; i < columns.size(); i++) {
    if (columns[i] < input.ColumnCount()) {
      output.data[i].Reference(input.data[columns[i]]);
    } else {  // a virtual column: nothing of it is used
      output.data[i].Reference(Value(output.data[i].GetType()));
    }
  }
  output.SetCardinality(input.size());
  return OperatorResultType::NEED_MORE_INPUT;
}

// Lets count(*) ask for no column at all.
virtual_column_map_t virtual_columns(ClientContext&, optional_ptr<FunctionData>) {
  virtual_column_map_t columns;
  columns.insert({COLUMN_IDENTIFIER_EMPTY, TableColumn("", LogicalType::BOOLEAN)});
  return columns;
}

// ---- what may cross

bool is_barrier(const LogicalOperator& op) {
  return op.type == LogicalOperatorType::LOGICAL_GET && op.children.size() == 1 &&
         op.Cast<LogicalGet>().function.in_out_function == pass && op.Cast<LogicalGet>().projected_input.empty();
}

bool is_column(const Expression& e, idx_t table) {
  return e.GetExpressionType() == ExpressionType::BOUND_COLUMN_REF && e.Cast<BoundColumnRefExpression>().binding.table_index == table;
}

bool is_constant(const Expression& e) { return e.GetExpressionType() == ExpressionType::VALUE_CONSTANT; }

bool is_safe_operator(const BoundOperatorExpression& op, idx_t table) {
  auto type = op.GetExpressionType();
  if (type != ExpressionType::OPERATOR_IS_NULL && type != ExpressionType::OPERATOR_IS_NOT_NULL && type != ExpressionType::COMPARE_IN)
    return false;
  for (idx_t i = 1; i < op.children.size(); i++)
    if (!is_constant(*op.children[i])) return false;
  return is_column(*op.children[0], table);
}

// True for what can neither raise an error nor have an effect, whatever the row holds: a bare column compared with constants of
// its own type (so no cast), IS [NOT] NULL, IN (constants), and AND/OR of these.
bool is_safe(const Expression& e, idx_t table) {
  switch (e.GetExpressionClass()) {
    case ExpressionClass::BOUND_COMPARISON: {
      auto& c = e.Cast<BoundComparisonExpression>();
      return (is_column(*c.left, table) && is_constant(*c.right)) || (is_constant(*c.left) && is_column(*c.right, table));
    }
    case ExpressionClass::BOUND_BETWEEN: {
      auto& b = e.Cast<BoundBetweenExpression>();
      return is_column(*b.input, table) && is_constant(*b.lower) && is_constant(*b.upper);
    }
    case ExpressionClass::BOUND_OPERATOR: return is_safe_operator(e.Cast<BoundOperatorExpression>(), table);
    case ExpressionClass::BOUND_CONJUNCTION:
      for (auto& child : e.Cast<BoundConjunctionExpression>().children)
        if (!is_safe(*child, table)) return false;
      return true;
    default: return false;
  }
}

// A masked column must not be computed on hidden rows: only bare columns of the protected SELECT may be compared below.
bool reads_bare_columns(const LogicalGet& get, const LogicalOperator& select, const Expression& conjunct) {
  bool bare = select.type == LogicalOperatorType::LOGICAL_PROJECTION;
  ExpressionIterator::VisitExpression<BoundColumnRefExpression>(conjunct, [&](const BoundColumnRefExpression& ref) {
    auto column = get.GetColumnIds()[ref.binding.column_index].GetPrimaryIndex();
    bare = bare && column < select.expressions.size() && select.expressions[column]->GetExpressionType() == ExpressionType::BOUND_COLUMN_REF;
  });
  return bare;
}

// Called by filter pushdown with the conjuncts that reached the barrier. All of them stay above it; the safe ones are repeated
// below, where the same pass then pushes them and the policy into the scan.
void copy_safe_conjuncts(ClientContext&, LogicalGet& get, FunctionData*, vector<unique_ptr<Expression>>& conjuncts) {
  auto& select = *get.children[0];
  auto inner = select.GetColumnBindings();
  auto filter = make_uniq<LogicalFilter>();
  for (auto& e : conjuncts) {
    if (!get.projected_input.empty() || !is_safe(*e, get.table_index) || !reads_bare_columns(get, select, *e)) continue;
    auto copy = e->Copy();
    ExpressionIterator::VisitExpressionMutable<BoundColumnRefExpression>(copy, [&](BoundColumnRefExpression& ref, unique_ptr<Expression>&) {
      ref.binding = inner[get.GetColumnIds()[ref.binding.column_index].GetPrimaryIndex()];
    });
    filter->expressions.push_back(std::move(copy));
  }
  if (!filter->expressions.empty()) {
    filter->children.push_back(std::move(get.children[0]));
    get.children[0] = std::move(filter);
  }
  // Without a conjunct the pass would end here and leave the policy out of the scan.
  if (conjuncts.empty()) conjuncts.push_back(make_uniq<BoundConstantExpression>(Value::BOOLEAN(true)));
}

// ---- columns that nobody above reads become NULL constants in the protected SELECT, so that its scan drops them

void prune_columns(LogicalOperator& op) {
  for (auto& child : op.children) prune_columns(*child);
  if (!is_barrier(op)) return;
  std::set<idx_t> used;
  for (auto& id : op.Cast<LogicalGet>().GetColumnIds()) used.insert(id.GetPrimaryIndex());
  auto& select = *op.children[0];
  if (select.type != LogicalOperatorType::LOGICAL_PROJECTION) return;
  for (idx_t i = 0; i < select.expressions.size(); i++)
    if (!used.count(i)) select.expressions[i] = make_uniq<BoundConstantExpression>(Value(select.expressions[i]->return_type));
}

bool has_barrier(const LogicalOperator& op) {
  for (auto& child : op.children)
    if (has_barrier(*child)) return true;
  return is_barrier(op);
}

void before_optimizing(OptimizerExtensionInput& input, unique_ptr<LogicalOperator>& plan) {
  if (!has_barrier(*plan)) return;
  RemoveUnusedColumns(input.optimizer).VisitOperator(*plan);
  prune_columns(*plan);
}

}  // namespace

void register_barrier(duckdb::DatabaseInstance& database) {
  TableFunction barrier("tarn_barrier", {LogicalType::TABLE}, nullptr, bind, nullptr, init_local);
  barrier.in_out_function = pass;
  barrier.get_virtual_columns = virtual_columns;
  barrier.pushdown_complex_filter = copy_safe_conjuncts;
  barrier.projection_pushdown = true;  // but no filter_pushdown (constants, join and top-N filters) and no statistics
  ExtensionLoader loader(database, "tarn");
  loader.RegisterFunction(barrier);
  OptimizerExtension extension;
  extension.pre_optimize_function = before_optimizing;
  OptimizerExtension::Register(DBConfig::GetConfig(database), extension);
}

}  // namespace tarn::engine
