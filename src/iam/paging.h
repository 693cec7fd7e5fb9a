// Lists that IAM answers in pages: Marker names the last item of the page before.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"
#include "iam/errors.h"

namespace tarn::iam {

constexpr size_t kDefaultPageItems = 100;  // IAM API reference, MaxItems

// Cuts `items` (ordered by key_of) to the page after `marker` and sets is_truncated and marker of the output.
template <class Item, class KeyOf, class Output>
Result<std::vector<Item>> take_page(std::vector<Item> items, const std::optional<std::string>& marker, const std::optional<int32_t>& max_items,
                                    KeyOf key_of, Output& output) {
  size_t first = 0;
  if (marker) {
    auto after = from_base64(*marker);
    if (!after) return errors::invalid_marker();
    while (first < items.size() && key_of(items[first]) <= *after) first++;
  }
  size_t limit = max_items ? static_cast<size_t>(*max_items) : kDefaultPageItems;
  size_t last = std::min(items.size(), first + limit);
  std::vector<Item> page(std::make_move_iterator(items.begin() + static_cast<ptrdiff_t>(first)),
                         std::make_move_iterator(items.begin() + static_cast<ptrdiff_t>(last)));
  output.is_truncated = last < items.size();
  if (last < items.size()) output.marker = to_base64(key_of(page.back()));
  return page;
}

}  // namespace tarn::iam
