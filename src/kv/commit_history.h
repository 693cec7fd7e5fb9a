// The keys written by recent commits, against which a transaction's reads are validated. Used by the committer only.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kv/store.h"

namespace tarn::kv {

// What a transaction has seen. Keys carry their space in front (see spaced_key), ranges are of Space::records.
struct ReadSet {
  std::vector<std::string> keys;
  std::vector<Range> ranges;
};

std::string spaced_key(Space space, std::string_view key);

class CommitHistory {
 public:
  // Whether any of `reads` was written by a commit after `snapshot` (or may have been: what is forgotten counts as a conflict).
  bool conflicts(const ReadSet& reads, uint64_t snapshot) const;
  // At most once for a key and a sequence; sequences never fall.
  void record(uint64_t sequence, Space space, std::string_view key);
  // No transaction with a snapshot before `sequence` is running any more.
  void forget_through(uint64_t sequence);

 private:
  using LastWrites = std::map<std::string, uint64_t, std::less<>>;
  bool written_after(const Range& range, uint64_t snapshot) const;
  void forget_oldest();

  LastWrites last_writes_;
  std::deque<std::pair<uint64_t, LastWrites::iterator>> order_;
  uint64_t horizon_ = 0;  // commits up to here may be forgotten
};

}  // namespace tarn::kv
