// Sets of byte strings as sorted, disjoint intervals: what a filter leaves possible of one partition key, in the order of the store.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tarn::catalog {

class KeyIntervals {
 public:
  struct Interval {
    std::string begin;  // inclusive
    std::string end;    // exclusive; empty: no end
    bool operator==(const Interval&) const = default;
  };

  static KeyIntervals all() { return KeyIntervals(std::vector<Interval>{{"", ""}}); }
  static KeyIntervals none() { return KeyIntervals(std::vector<Interval>()); }
  static KeyIntervals between(std::string begin, std::string end);  // empty when begin is not below end
  static KeyIntervals prefix(std::string_view prefix);              // all that begin with it

  KeyIntervals unite(const KeyIntervals& other) const;
  KeyIntervals intersect(const KeyIntervals& other) const;
  KeyIntervals complement() const;

  bool is_all() const { return intervals_.size() == 1 && intervals_[0].begin.empty() && intervals_[0].end.empty(); }
  bool contains(std::string_view bytes) const;
  // Where the first interval above `bytes` begins, given that `bytes` is in none; null: nothing lies above.
  const std::string* next(std::string_view bytes) const;
  const std::vector<Interval>& intervals() const { return intervals_; }

 private:
  explicit KeyIntervals(std::vector<Interval> intervals) : intervals_(std::move(intervals)) {}
  std::vector<Interval> intervals_;
};

}  // namespace tarn::catalog
