#include "engine/conjuncts.h"

#include <duckdb/planner/expression/list.hpp>

namespace tarn::engine {
namespace {

using duckdb::Expression;
using duckdb::ExpressionClass;
using duckdb::ExpressionType;
using duckdb::idx_t;
using Op = PartitionFilter::Op;
using Filters = std::vector<PartitionFilter>;

std::optional<std::string> constant(const ConjunctReader& reader, const Expression& e) {
  if (e.GetExpressionType() != ExpressionType::VALUE_CONSTANT) return std::nullopt;
  auto& value = e.Cast<duckdb::BoundConstantExpression>().value;
  return value.IsNull() ? std::nullopt : reader.text(value);
}

std::optional<Op> comparison(ExpressionType type) {
  switch (type) {
    case ExpressionType::COMPARE_EQUAL: return Op::eq;
    case ExpressionType::COMPARE_NOTEQUAL: return Op::ne;
    case ExpressionType::COMPARE_LESSTHAN: return Op::lt;
    case ExpressionType::COMPARE_LESSTHANOREQUALTO: return Op::le;
    case ExpressionType::COMPARE_GREATERTHAN: return Op::gt;
    case ExpressionType::COMPARE_GREATERTHANOREQUALTO: return Op::ge;
    default: return std::nullopt;
  }
}

// column <op> constant, in either order.
void add_comparison(const ConjunctReader& reader, const duckdb::BoundComparisonExpression& e, Filters& out) {
  auto key = reader.column(*e.left);
  auto value = constant(reader, *e.right);
  auto type = e.GetExpressionType();
  if (!key) {
    key = reader.column(*e.right);
    value = constant(reader, *e.left);
    type = duckdb::FlipComparisonExpression(type);
  }
  auto op = comparison(type);
  if (key && value && op) out.push_back({*key, *op, {*value}});
}

void add_between(const ConjunctReader& reader, const duckdb::BoundBetweenExpression& e, Filters& out) {
  auto key = reader.column(*e.input);
  auto low = constant(reader, *e.lower), high = constant(reader, *e.upper);
  if (!key || !low || !high) return;
  out.push_back({*key, e.lower_inclusive ? Op::ge : Op::gt, {*low}});
  out.push_back({*key, e.upper_inclusive ? Op::le : Op::lt, {*high}});
}

void add_operator(const ConjunctReader& reader, const duckdb::BoundOperatorExpression& e, Filters& out) {
  auto key = reader.column(*e.children[0]);
  if (!key) return;
  switch (e.GetExpressionType()) {
    case ExpressionType::OPERATOR_IS_NULL: out.push_back({*key, Op::is_null, {}}); return;
    case ExpressionType::OPERATOR_IS_NOT_NULL: out.push_back({*key, Op::is_not_null, {}}); return;
    case ExpressionType::COMPARE_IN: break;
    default: return;
  }
  PartitionFilter filter{*key, Op::in, {}};
  for (idx_t i = 1; i < e.children.size(); ++i) {
    auto value = constant(reader, *e.children[i]);
    if (!value) return;
    filter.values.push_back(*value);
  }
  out.push_back(std::move(filter));
}

}  // namespace

void add_conjuncts(const ConjunctReader& reader, const Expression& e, Filters& out) {
  switch (e.GetExpressionClass()) {
    case ExpressionClass::BOUND_COMPARISON: return add_comparison(reader, e.Cast<duckdb::BoundComparisonExpression>(), out);
    case ExpressionClass::BOUND_BETWEEN: return add_between(reader, e.Cast<duckdb::BoundBetweenExpression>(), out);
    case ExpressionClass::BOUND_OPERATOR: return add_operator(reader, e.Cast<duckdb::BoundOperatorExpression>(), out);
    case ExpressionClass::BOUND_CONJUNCTION:
      if (e.GetExpressionType() == ExpressionType::CONJUNCTION_AND)
        for (auto& child : e.Cast<duckdb::BoundConjunctionExpression>().children) add_conjuncts(reader, *child, out);
      return;
    default: return;
  }
}

}  // namespace tarn::engine
