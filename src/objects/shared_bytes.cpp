#include "objects/shared_bytes.h"

#include <algorithm>

#include "base/encoding.h"
#include "objects/digester.h"
#include "objects/keys.h"

namespace tarn::objects {
namespace {

constexpr size_t kReadBytes = 1024 * 1024;

// Inline bytes under a new name: only the part that is referred to.
Result<Extent> copy_inline(kv::Txn& txn, Random& random, const ObjectReader& source, uint64_t offset, uint64_t length) {
  std::string bytes(static_cast<size_t>(length), '\0');
  size_t n = TRY(source.read_at(offset, bytes));
  if (n != length) return internal_error("an object is shorter than its record says");
  Extent copy{ExtentKind::inline_bytes, random_id(random), 0, length};
  txn.put(inline_key(copy.id), bytes, kv::Space::bytes);
  return copy;
}

}  // namespace

Result<RangeDigests> digests_of_range(const std::shared_ptr<const ObjectReader>& source, uint64_t offset, uint64_t length,
                                      ChecksumAlgorithm algorithm) {
  auto& info = source->info();
  bool is_whole = offset == 0 && length == info.size;
  bool known = is_whole && info.parts.empty() && info.checksum.algorithm == algorithm && info.checksum.type == ChecksumType::full_object;
  if (known) return RangeDigests{from_hex(info.etag).value_or(""), info.checksum};

  Digester digester({algorithm});
  auto bytes = read_range(source, offset, length);
  std::string buffer(static_cast<size_t>(std::clamp<uint64_t>(length, 1, kReadBytes)), '\0');
  for (;;) {
    size_t n = TRY(bytes->read(buffer));
    if (n == 0) break;
    digester.update(std::string_view(buffer).substr(0, n));
  }
  auto digests = digester.finish();
  return RangeDigests{digests.md5, digests.of(algorithm)};
}

Result<Extents> retain_range(kv::Txn& txn, Random& random, const ObjectReader& source, uint64_t offset, uint64_t length) {
  Extents kept;
  uint64_t start = 0;  // of the extent within the object
  for (auto& extent : source.extents()) {
    uint64_t from = std::max(start, offset), to = std::min(start + extent.length, offset + length);
    if (from < to && extent.kind == ExtentKind::inline_bytes) {
      kept.push_back(TRY(copy_inline(txn, random, source, from, to - from)));
    } else if (from < to) {
      txn.add(blob_count_key(extent.id), 1);
      kept.push_back({extent.kind, extent.id, extent.offset + (from - start), to - from});
    }
    start += extent.length;
  }
  return kept;
}

}  // namespace tarn::objects
