#include "s3/part_range.h"

#include <charconv>

#include "s3/errors.h"

namespace tarn::s3 {

Result<PartRange> parse_part_range(const std::optional<std::string>& header, uint64_t source_size) {
  if (!header) return PartRange{0, source_size};
  auto invalid = [&](std::string why) { return errors::invalid_argument(std::move(why), "x-amz-copy-source-range", *header); };
  constexpr std::string_view kUnit = "bytes=";
  uint64_t first = 0, last = 0;
  const char* end = header->data() + header->size();
  bool is_legal = header->starts_with(kUnit);
  if (is_legal) {
    auto start = std::from_chars(header->data() + kUnit.size(), end, first);
    is_legal = start.ec == std::errc{} && start.ptr != end && *start.ptr == '-';
    if (is_legal) {
      auto stop = std::from_chars(start.ptr + 1, end, last);
      is_legal = stop.ec == std::errc{} && stop.ptr == end && first <= last;
    }
  }
  if (!is_legal) {
    return invalid("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of "
                   "the first and last bytes to copy");
  }
  if (last >= source_size) return invalid("Range specified is not valid for source object of size: " + std::to_string(source_size));
  return PartRange{first, last - first + 1};
}

}  // namespace tarn::s3
