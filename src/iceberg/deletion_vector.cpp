#include "iceberg/deletion_vector.h"

#include <cstring>

#include "base/crc.h"
#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

constexpr std::string_view kMagic("\xD1\xD3\x39\x64", 4);
constexpr uint32_t kCookieWithRuns = 12347, kCookie = 12346;  // Roaring format specification
constexpr uint32_t kNoOffsetsBelow = 4;                       // with runs, fewer containers have no offsets
constexpr uint32_t kArrayLimit = 4096;                        // a container of more values is a bitmap
constexpr size_t kBitmapWords = 1024;

Error broken() { return errors::invalid("Cannot read a deletion vector: it is broken"); }

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }
  void fail() { ok_ = false; }
  template <class T>
  T next() {
    T value{};
    const auto taken = take(sizeof(T));
    if (taken.size() == sizeof(T)) std::memcpy(&value, taken.data(), sizeof(T));
    return value;
  }
  std::string_view take(size_t size) {
    if (size > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool ok_ = true;
};

struct Container {
  uint16_t key = 0;
  uint32_t count = 0;
  bool runs = false;
};

void read_container(Input& in, const Container& container, uint64_t base, std::vector<uint64_t>& out) {
  if (container.runs) {
    const auto runs = in.next<uint16_t>();
    for (uint32_t run = 0, next = 0; run < runs && in.ok(); ++run) {
      const uint32_t start = in.next<uint16_t>(), end = start + in.next<uint16_t>();
      if (start < next || end > UINT16_MAX) return in.fail();
      for (uint32_t i = start; i <= end; ++i) out.push_back(base + i);
      next = end + 1;
    }
  } else if (container.count <= kArrayLimit) {
    for (uint32_t i = 0; i < container.count && in.ok(); ++i) out.push_back(base + in.next<uint16_t>());
  } else {
    for (size_t word = 0; word < kBitmapWords && in.ok(); ++word)
      for (auto bits = in.next<uint64_t>(); bits != 0; bits &= bits - 1) out.push_back(base + word * 64 + static_cast<uint64_t>(__builtin_ctzll(bits)));
  }
}

// One bitmap of 32-bit values, each below `base`'s high half.
void read_bitmap(Input& in, uint64_t base, uint64_t max_positions, std::vector<uint64_t>& out) {
  const auto cookie = in.next<uint32_t>();
  const bool with_runs = (cookie & 0xFFFF) == kCookieWithRuns;
  if (!with_runs && cookie != kCookie) return in.fail();
  const uint32_t size = with_runs ? (cookie >> 16) + 1 : in.next<uint32_t>();
  if (size > UINT16_MAX + 1u) return in.fail();
  const auto flags = with_runs ? in.take((size + 7) / 8) : std::string_view();
  if (!in.ok()) return;
  std::vector<Container> containers;
  for (uint32_t i = 0; i < size && in.ok(); ++i) {
    auto& container = containers.emplace_back();
    container.key = in.next<uint16_t>();
    container.count = in.next<uint16_t>() + 1u;
    container.runs = with_runs && (flags[i / 8] >> (i % 8) & 1);
  }
  if (!with_runs || size >= kNoOffsetsBelow) in.take(size * sizeof(uint32_t));
  for (const auto& container : containers) {
    if (out.size() > max_positions) in.fail();
    if (!in.ok()) return;
    read_container(in, container, base | uint64_t(container.key) << 16, out);
  }
}

uint32_t big_endian(std::string_view bytes) {
  uint32_t value = 0;
  for (unsigned char byte : bytes) value = value << 8 | byte;
  return value;
}

}  // namespace

Result<std::vector<uint64_t>> read_deletion_vector(std::string_view blob, uint64_t max_positions) {
  constexpr size_t kLength = 4, kChecksum = 4;
  if (blob.size() < kLength + kMagic.size() + kChecksum) return broken();
  const auto body = blob.substr(kLength, blob.size() - kLength - kChecksum);
  if (big_endian(blob.substr(0, kLength)) != body.size() || body.substr(0, kMagic.size()) != kMagic) return broken();
  if (crc(CrcKind::crc32, body) != big_endian(blob.substr(blob.size() - kChecksum))) return broken();
  Input in(body.substr(kMagic.size()));
  std::vector<uint64_t> out;
  const auto bitmaps = in.next<uint64_t>();
  for (uint64_t i = 0; i < bitmaps && in.ok(); ++i) {
    const auto high = uint64_t(in.next<uint32_t>());
    if (in.ok()) read_bitmap(in, high << 32, max_positions, out);
  }
  if (!in.ok() || out.size() > max_positions) return broken();
  return out;
}

}  // namespace tarn::iceberg
