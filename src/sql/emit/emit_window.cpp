#include "sql/emit/emit_window.h"

#include "sql/emit/emit.h"

namespace tarn::sql {
namespace {

std::string bound_text(const bound::FrameBound& bound, Dialect dialect) {
  using Kind = bound::FrameBound::Kind;
  switch (bound.kind) {
    case Kind::unbounded_preceding: return "UNBOUNDED PRECEDING";
    case Kind::preceding: return emit_expression(*bound.offset, dialect) + " PRECEDING";
    case Kind::current_row: return "CURRENT ROW";
    case Kind::following: return emit_expression(*bound.offset, dialect) + " FOLLOWING";
    case Kind::unbounded_following: return "UNBOUNDED FOLLOWING";
  }
  return {};
}

std::string frame_text(const bound::Frame& frame, Dialect dialect) {
  using Unit = bound::Frame::Unit;
  const char* unit = frame.unit == Unit::rows ? "ROWS" : frame.unit == Unit::range ? "RANGE" : "GROUPS";
  return std::string(unit) + " BETWEEN " + bound_text(frame.start, dialect) + " AND " + bound_text(frame.end, dialect);
}

std::string window_text(const bound::Window& window, Dialect dialect) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " ") + part; };
  std::string partitions;
  for (const auto& key : window.partition_by) partitions += (partitions.empty() ? "" : ", ") + emit_key(*key, dialect);
  if (!partitions.empty()) add("PARTITION BY " + partitions);
  if (!window.order_by.empty()) add("ORDER BY " + emit_sort_keys(window.order_by, dialect));
  if (window.frame) add(frame_text(*window.frame, dialect));
  return text;
}

}  // namespace

std::string emit_sort_keys(const std::vector<bound::SortKey>& keys, Dialect dialect) {
  std::string text;
  for (const auto& key : keys) {
    if (!text.empty()) text += ", ";
    text += key.ordinal > 0 ? std::to_string(key.ordinal) : emit_key(*key.key, dialect);
    text += key.descending ? " DESC" : " ASC";
    text += key.nulls_first ? " NULLS FIRST" : " NULLS LAST";
  }
  return text;
}

std::string emit_list_end(const bound::Expr& call, Dialect dialect) {
  std::string text;
  if (!call.order_by.empty()) text += " ORDER BY " + emit_sort_keys(call.order_by, dialect);
  if (call.ignore_nulls) text += " IGNORE NULLS";
  text += ")";
  if (call.filter) text += " FILTER (WHERE " + emit_expression(*call.filter, dialect) + ")";
  if (call.window) text += " OVER (" + window_text(*call.window, dialect) + ")";
  return text;
}

}  // namespace tarn::sql
