#include "sql/analysis/analysis.h"
#include "sql/ast/print.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::ExprKind;

bound::SortKey Analyzer::sort_direction(const ast::SortItem& item) const {
  bound::SortKey key;
  key.descending = item.order == ast::SortOrder::descending;
  // Trino: NULLS LAST in both directions. Redshift, as PostgreSQL: NULL is the largest value.
  key.nulls_first = item.nulls == ast::NullOrder::unspecified ? (!trino() && key.descending) : item.nulls == ast::NullOrder::first;
  return key;
}

Result<std::vector<bound::SortKey>> Analyzer::sort_keys(const std::vector<ast::SortItem>& items, const ExprContext& context) {
  std::vector<bound::SortKey> keys;
  for (const auto& item : items) {
    auto key = sort_direction(item);
    key.key = TRY(expression(*item.key, context));
    if (!is_orderable(key.key->type))
      return fail(item.key->span, "TYPE_MISMATCH", "42883", "ORDER BY can only be applied to orderable types (actual: " + type_text(key.key->type) + ")");
    keys.push_back(std::move(key));
  }
  return keys;
}

Result<bound::FrameBound> Analyzer::frame_bound(const ast::FrameBound& bound, const ExprContext& context) {
  bound::FrameBound out;
  out.kind = static_cast<bound::FrameBound::Kind>(bound.kind);
  if (bound.offset) out.offset = TRY(expression(*bound.offset, context));
  return out;
}

Result<bound::Frame> Analyzer::frame(const ast::Frame& node, const std::vector<bound::SortKey>& order_by, const ExprContext& context) {
  using Kind = bound::FrameBound::Kind;
  bound::Frame frame;
  frame.unit = static_cast<bound::Frame::Unit>(node.unit);
  if (!trino() && frame.unit != bound::Frame::Unit::rows && (node.start.offset || (node.end && node.end->offset) || node.unit == ast::Frame::Unit::groups))
    return not_supported(node.span, "A window frame other than ROWS");
  frame.start = TRY(frame_bound(node.start, context));
  if (node.end) frame.end = TRY(frame_bound(*node.end, context));
  if (frame.start.kind == Kind::unbounded_following)
    return fail(node.span, "INVALID_WINDOW_FRAME", "42P20", "Window frame start cannot be UNBOUNDED FOLLOWING");
  if (frame.end.kind == Kind::unbounded_preceding) return fail(node.span, "INVALID_WINDOW_FRAME", "42P20", "Window frame end cannot be UNBOUNDED PRECEDING");
  if (frame.start.kind == Kind::current_row && frame.end.kind == Kind::preceding)
    return fail(node.span, "INVALID_WINDOW_FRAME", "42P20", "Window frame starting from CURRENT ROW cannot end with PRECEDING");
  if (frame.start.kind == Kind::following && (frame.end.kind == Kind::preceding || frame.end.kind == Kind::current_row))
    return fail(node.span, "INVALID_WINDOW_FRAME", "42P20", std::string("Window frame starting from FOLLOWING cannot end with ") + (frame.end.kind == Kind::preceding ? "PRECEDING" : "CURRENT ROW"));
  const bool offsets = frame.start.offset || frame.end.offset;
  if (frame.unit == bound::Frame::Unit::range && offsets && order_by.empty())
    return fail(node.span, "MISSING_ORDER_BY", "42P20", "Window frame of type RANGE PRECEDING or FOLLOWING requires ORDER BY");
  if (frame.unit == bound::Frame::Unit::range && offsets && order_by.size() > 1)
    return fail(node.span, "INVALID_ORDER_BY", "42P20", "Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in ORDER BY (actual: " + std::to_string(order_by.size()) + ")");
  return frame;
}

// A named window is the base; the spec adds ORDER BY and the frame to it.
Result<bound::Window> Analyzer::window(const ast::WindowSpec& spec, const ExprContext& context) {
  bound::Window out;
  ExprContext inner = context;
  inner.windows = false;
  if (spec.base) {
    const ast::WindowSpec* base = nullptr;
    if (context.named_windows)
      for (const auto& named : *context.named_windows)
        if (named.name.value == spec.base->value) base = &named.spec;
    if (!base) return fail(spec.base->span, "INVALID_WINDOW_REFERENCE", "42704", trino() ? "Cannot resolve WINDOW name " + spec.base->value : "window \"" + spec.base->value + "\" does not exist");
    out = TRY(window(*base, context));
  }
  for (const auto& key : spec.partition_by) {
    out.partition_by.push_back(TRY(expression(*key, inner)));
    if (!is_comparable(out.partition_by.back()->type))
      return fail(key->span, "TYPE_MISMATCH", "42883", type_text(out.partition_by.back()->type) + " is not comparable, and therefore cannot be used in window function PARTITION BY");
  }
  if (!spec.order_by.empty()) out.order_by = TRY(sort_keys(spec.order_by, inner));
  if (spec.frame) out.frame = TRY(frame(*spec.frame, out.order_by, inner));
  return out;
}

// What surrounds the argument list of an aggregate or window function, and whether the call may stand here at all.
Result<void> Analyzer::decorate_call(const ast::FunctionCall& node, const ExprContext& context, FunctionKind kind, bound::Expr& call) {
  const auto& name = node.name.last();
  const auto forbidden = [&]() -> Error {
    if (!trino())
      return errors::redshift(node.span.position, "42803", (node.over ? "window functions not allowed in " : "aggregates not allowed in ") + std::string(context.clause).substr(0, std::string(context.clause).find(' ')) + " clause");
    return errors::trino(context.clause_position.value_or(node.span.position), "EXPRESSION_NOT_SCALAR",
                         std::string(context.clause) + " cannot contain aggregations, window functions or grouping operations: [" + ast::print(node, dialect_) + "]");
  };
  if (kind == FunctionKind::scalar) {
    if (node.over && trino()) return errors::trino(context.select_position.value_or(node.span.position), "FUNCTION_NOT_WINDOW", "Not a window function: " + name);
    if (node.over) return errors::redshift(node.span.position, "42809", "OVER specified, but " + name + " is not a window function");
    if (node.distinct || node.filter || !node.order_by.empty()) return fail(node.span, "FUNCTION_NOT_AGGREGATE", "42809", trino() ? (node.distinct ? "DISTINCT is not supported for non-aggregation functions" : node.filter ? "Filter is only valid for aggregation functions" : "ORDER BY is only valid for aggregation functions") : "DISTINCT specified, but " + name + " is not an aggregate function");
    return {};
  }
  if (kind == FunctionKind::window && !node.over) return fail(node.span, "MISSING_OVER", "42809", trino() ? "Window function system.builtin." + name + " requires an OVER clause" : "window function " + name + " requires an OVER clause");
  if (node.over) {
    if (!context.windows) return forbidden();
    call.window = TRY(window(*node.over, context));
    if (!trino() && kind == FunctionKind::aggregate && !call.window->order_by.empty() && !call.window->frame && name != "listagg")
      return errors::redshift(node.span.position, "42601", "Aggregate window functions with an ORDER BY clause require a frame clause");
  } else {
    if (context.inside_aggregate && !trino()) return errors::redshift(node.span.position, "42803", "aggregate function calls may not be nested");
    if (context.inside_aggregate)
      return errors::trino(context.aggregate_position.value_or(node.span.position), "NESTED_AGGREGATION",
                           "Cannot nest aggregations inside aggregation '" + std::string(context.inside_aggregate) + "': [" + ast::print(node, dialect_) + "]");
    if (!context.aggregates) return forbidden();
    call.aggregate = true;
  }
  ExprContext inner = context;
  inner.windows = false;
  if (!node.over) {
    inner.inside_aggregate = name.c_str();
    inner.aggregate_position = node.span.position;
  }
  call.distinct = node.distinct;
  call.ignore_nulls = node.nulls == ast::NullTreatment::ignore;
  if (call.distinct && !node.arguments.empty() && !is_comparable(call.args[0]->type))
    return fail(node.span, "TYPE_MISMATCH", "42883", "DISTINCT can only be applied to comparable types (actual: " + type_text(call.args[0]->type) + ")");
  if (!node.order_by.empty()) call.order_by = TRY(sort_keys(node.order_by, inner));
  if (!node.within_group.empty()) call.order_by = TRY(sort_keys(node.within_group, inner));
  if (node.filter) call.filter = TRY(boolean(*node.filter, inner, "Filter expression must evaluate to a boolean", "FILTER"));
  return {};
}

}  // namespace tarn::sql
