#include "s3/ranges.h"

#include <algorithm>
#include <charconv>

#include "s3/errors.h"

namespace tarn::s3 {
namespace {

std::optional<uint64_t> parse_number(std::string_view text) {
  uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
  return error == std::errc::result_out_of_range ? UINT64_MAX : value;
}

struct ByteRange {
  std::optional<uint64_t> first, last;  // "-n" has only the second
};

// nullopt: to be ignored.
std::optional<ByteRange> parse_range(std::string_view header) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return std::nullopt;
  header.remove_prefix(kUnit.size());
  auto dash = header.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  auto first = header.substr(0, dash), last = header.substr(dash + 1);
  ByteRange range{parse_number(first), parse_number(last)};
  bool is_broken = (!first.empty() && !range.first) || (!last.empty() && !range.last) || (first.empty() && last.empty());
  if (is_broken || (range.first && range.last && *range.last < *range.first)) return std::nullopt;
  return range;
}

Result<Selection> select_range(const std::string& header, uint64_t size) {
  auto range = parse_range(header);
  if (!range) return Selection{0, size, false, {}};
  if (!range->first) {  // the last n bytes
    if (*range->last == 0 || size == 0) return errors::invalid_range(header, size);
    uint64_t length = std::min(*range->last, size);
    return Selection{size - length, length, true, {}};
  }
  if (*range->first >= size) return errors::invalid_range(header, size);
  uint64_t last = std::min(range->last.value_or(UINT64_MAX), size - 1);
  return Selection{*range->first, last - *range->first + 1, true, {}};
}

Result<Selection> select_part(int32_t number, const objects::ObjectInfo& object) {
  if (object.parts.empty()) {
    if (number == 1) return Selection{0, object.size, object.size > 0, {}};
    return errors::invalid_part_number(number, 1);
  }
  // Parts are counted as they were listed, whatever numbers they were uploaded under.
  auto index = static_cast<size_t>(number) - 1;
  if (number < 1 || index >= object.parts.size()) return errors::invalid_part_number(number, object.parts.size());
  Selection selection{0, object.parts[index].size, object.size > 0, static_cast<int32_t>(object.parts.size())};
  for (size_t i = 0; i < index; ++i) selection.offset += object.parts[i].size;
  return selection;
}

}  // namespace

std::string Selection::content_range(uint64_t size) const {
  return "bytes " + std::to_string(offset) + "-" + std::to_string(offset + length - 1) + "/" + std::to_string(size);
}

Result<Selection> select_bytes(const std::optional<std::string>& range, const std::optional<int32_t>& part_number,
                               const objects::ObjectInfo& object) {
  if (range && part_number) return errors::invalid_request("Cannot specify both Range header and partNumber query parameter");
  if (part_number) return select_part(*part_number, object);
  if (range) return select_range(*range, object.size);
  return Selection{0, object.size, false, {}};
}

}  // namespace tarn::s3
