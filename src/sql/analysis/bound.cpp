#include "sql/analysis/bound.h"

namespace tarn::sql::bound {
namespace {

bool same_keys(const std::vector<SortKey>& a, const std::vector<SortKey>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (a[i].descending != b[i].descending || a[i].nulls_first != b[i].nulls_first || !same(*a[i].key, *b[i].key)) return false;
  return true;
}

bool same_lists(const std::vector<ExprPtr>& a, const std::vector<ExprPtr>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (!same(*a[i], *b[i])) return false;
  return true;
}

bool same_bounds(const FrameBound& a, const FrameBound& b) {
  return a.kind == b.kind && !a.offset == !b.offset && (!a.offset || same(*a.offset, *b.offset));
}

bool same_windows(const std::optional<Window>& a, const std::optional<Window>& b) {
  if (!a || !b) return !a && !b;
  if (!same_lists(a->partition_by, b->partition_by) || !same_keys(a->order_by, b->order_by)) return false;
  if (!a->frame || !b->frame) return !a->frame && !b->frame;
  return a->frame->unit == b->frame->unit && same_bounds(a->frame->start, b->frame->start) && same_bounds(a->frame->end, b->frame->end);
}

}  // namespace

bool same(const Expr& a, const Expr& b) {
  if (&a == &b) return true;
  if (a.volatile_ || b.volatile_) return false;
  return a.kind == b.kind && a.type == b.type && a.text == b.text && a.relation == b.relation && a.index == b.index && a.try_ == b.try_ &&
         a.function == b.function && a.emit == b.emit && a.query == b.query && a.negated == b.negated && a.all == b.all &&
         a.distinct == b.distinct && a.ignore_nulls == b.ignore_nulls && a.names == b.names && same_lists(a.args, b.args) &&
         same_keys(a.order_by, b.order_by) && !a.filter == !b.filter && (!a.filter || same(*a.filter, *b.filter)) &&
         same_windows(a.window, b.window);
}

}  // namespace tarn::sql::bound
