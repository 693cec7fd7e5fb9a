// Pages of small sorted listings. A token is the base64 of the last name given out.
#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "athena/errors.h"
#include "base/encoding.h"

namespace tarn::athena {

constexpr int kListPage = 50;  // Athena API reference: the most of most listings, and what clients get that ask for none

template <class T>
Result<std::vector<T>> take_page(std::map<std::string, T> items, const std::optional<std::string>& token, const std::optional<int32_t>& max,
                                 std::optional<std::string>& next) {
  auto at = items.begin();
  if (token) {
    auto after = from_base64(*token);
    if (!after) return errors::malformed_page_token(*token);
    at = items.upper_bound(*after);
  }
  std::vector<T> page;
  size_t limit = max.value_or(0) > 0 ? static_cast<size_t>(*max) : kListPage;
  std::string last;
  for (; at != items.end() && page.size() < limit; ++at) {
    last = at->first;
    page.push_back(std::move(at->second));
  }
  if (at != items.end()) next = to_base64(last);
  return page;
}

}  // namespace tarn::athena
