#include "catalog/key_intervals.h"

#include <algorithm>

#include "kv/key.h"

namespace tarn::catalog {
namespace {

using Interval = KeyIntervals::Interval;

bool ends_before(const Interval& interval, std::string_view bytes) { return !interval.end.empty() && interval.end <= bytes; }

// Of two ends the lower; empty is the highest.
const std::string& lower_end(const std::string& a, const std::string& b) {
  if (a.empty()) return b;
  return b.empty() || a < b ? a : b;
}

}  // namespace

KeyIntervals KeyIntervals::between(std::string begin, std::string end) {
  if (!end.empty() && begin >= end) return none();
  return KeyIntervals(std::vector<Interval>{{std::move(begin), std::move(end)}});
}

KeyIntervals KeyIntervals::prefix(std::string_view prefix) { return between(std::string(prefix), kv::prefix_end(prefix)); }

KeyIntervals KeyIntervals::unite(const KeyIntervals& other) const {
  std::vector<Interval> sorted = intervals_, out;
  sorted.insert(sorted.end(), other.intervals_.begin(), other.intervals_.end());
  std::sort(sorted.begin(), sorted.end(), [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
  for (Interval& interval : sorted) {
    if (out.empty() || (!out.back().end.empty() && out.back().end < interval.begin)) {
      out.push_back(std::move(interval));
    } else if (!out.back().end.empty() && (interval.end.empty() || interval.end > out.back().end)) {
      out.back().end = std::move(interval.end);
    }
  }
  return KeyIntervals(std::move(out));
}

KeyIntervals KeyIntervals::intersect(const KeyIntervals& other) const {
  std::vector<Interval> out;
  for (size_t a = 0, b = 0; a < intervals_.size() && b < other.intervals_.size();) {
    const Interval &x = intervals_[a], &y = other.intervals_[b];
    const std::string& begin = std::max(x.begin, y.begin);
    const std::string& end = lower_end(x.end, y.end);
    if (end.empty() || begin < end) out.push_back({begin, end});
    if (end == x.end) ++a;
    else ++b;
  }
  return KeyIntervals(std::move(out));
}

KeyIntervals KeyIntervals::complement() const {
  std::vector<Interval> out;
  std::string begin;
  for (const Interval& interval : intervals_) {
    if (begin < interval.begin) out.push_back({begin, interval.begin});
    if (interval.end.empty()) return KeyIntervals(std::move(out));
    begin = interval.end;
  }
  out.push_back({std::move(begin), ""});
  return KeyIntervals(std::move(out));
}

bool KeyIntervals::contains(std::string_view bytes) const {
  auto found = std::partition_point(intervals_.begin(), intervals_.end(), [&](const Interval& interval) { return ends_before(interval, bytes); });
  return found != intervals_.end() && found->begin <= bytes;
}

const std::string* KeyIntervals::next(std::string_view bytes) const {
  auto found = std::partition_point(intervals_.begin(), intervals_.end(), [&](const Interval& interval) { return ends_before(interval, bytes); });
  return found == intervals_.end() ? nullptr : &found->begin;
}

}  // namespace tarn::catalog
