#include "kv/transaction.h"

#include "kv/key.h"

namespace tarn::kv {
namespace {

bool is_empty(const Range& range) { return !range.end.empty() && range.end <= range.begin; }

// The part of `range` that a scan has read when it stopped at `last`.
Range visited_part(const Range& range, const std::string& last, bool reverse) {
  if (reverse) return {last, range.end};
  return {range.begin, last + '\0'};
}

// The own write of the range that a scan meets next after `last` (nullptr: it has not begun). Looked up anew at each step,
// because the visitor may write while it scans.
const WriteSet::Writes::value_type* next_write(const WriteSet::Writes& writes, const Range& range, const std::string* last, bool reverse) {
  if (writes.empty()) return nullptr;
  if (!reverse) {
    auto it = last ? writes.upper_bound(*last) : writes.lower_bound(range.begin);
    return it == writes.end() || (!range.end.empty() && it->first >= range.end) ? nullptr : &*it;
  }
  auto it = last ? writes.lower_bound(*last) : range.end.empty() ? writes.end() : writes.lower_bound(range.end);
  if (it == writes.begin()) return nullptr;
  --it;
  return it->first < range.begin ? nullptr : &*it;
}

}  // namespace

Range Range::prefix(std::string_view prefix) { return {std::string(prefix), prefix_end(prefix)}; }

Result<std::vector<Entry>> Reader::page(const Range& range, size_t limit) {
  std::vector<Entry> entries;
  if (limit == 0) return entries;
  TRY(scan(range, [&](std::string_view key, std::string_view value) {
    entries.push_back({std::string(key), std::string(value)});
    return entries.size() < limit;
  }));
  return entries;
}

Result<std::optional<std::string>> Transaction::get(std::string_view key, Space space) {
  auto* write = writes_.find(space, key);
  if (write && write->kind != Write::Kind::add) return apply_write(*write, std::nullopt);
  reads_.keys.push_back(spaced_key(space, key));
  auto stored = TRY(view_->get(space, key));
  return write ? apply_write(*write, stored) : stored;
}

Result<std::vector<std::optional<std::string>>> Transaction::multi_get(const std::vector<std::string>& keys, Space space) {
  auto values = TRY(view_->multi_get(space, keys));
  for (size_t i = 0; i < keys.size(); ++i) {
    reads_.keys.push_back(spaced_key(space, keys[i]));
    if (auto* write = writes_.find(space, keys[i])) values[i] = apply_write(*write, values[i]);
  }
  return values;
}

Result<void> Transaction::scan(const Range& range, const std::function<bool(std::string_view, std::string_view)>& visit, bool reverse) {
  if (is_empty(range)) return {};
  auto cursor = view_->cursor(range, reverse);
  std::string last;
  bool started = false;
  bool going = true;
  while (going) {
    auto* own = next_write(writes_.records(), range, started ? &last : nullptr, reverse);
    bool stored = cursor->valid();
    if (!stored) TRY(cursor->status());
    if (!own && !stored) break;
    bool own_is_next = own && (!stored || (reverse ? own->first >= cursor->key() : own->first <= cursor->key()));
    bool same = own_is_next && stored && own->first == cursor->key();
    last = own_is_next ? own->first : std::string(cursor->key());
    started = true;
    if (own_is_next) {
      auto value = apply_write(own->second, same ? std::optional(std::string(cursor->value())) : std::nullopt);
      if (value) going = visit(last, *value);
    } else {
      going = visit(last, cursor->value());
    }
    if (!own_is_next || same) cursor->next();
  }
  reads_.ranges.push_back(going ? range : visited_part(range, last, reverse));
  return {};
}

Result<void> SnapshotReader::scan(const Range& range, const std::function<bool(std::string_view, std::string_view)>& visit, bool reverse) {
  if (is_empty(range)) return {};
  auto cursor = view_->cursor(range, reverse);
  for (; cursor->valid(); cursor->next())
    if (!visit(cursor->key(), cursor->value())) return {};
  return cursor->status();
}

}  // namespace tarn::kv
