#include "kv/acknowledged_mark.h"

#include <fmt/format.h>

#include <charconv>

#include "base/crc.h"
#include "io/durable.h"

namespace tarn::kv {
namespace {

// "<sequence> <CRC-32C of its digits, 8 hex digits>\n"
std::string encode(uint64_t sequence) {
  auto digits = std::to_string(sequence);
  return fmt::format("{} {:08x}\n", digits, crc(CrcKind::crc32c, digits));
}

}  // namespace

Result<uint64_t> AcknowledgedMark::read() const {
  if (!TRY(files_.exists(path_))) return uint64_t{0};
  auto content = TRY(io::read_file(files_, path_));
  uint64_t sequence = 0;
  auto parsed = std::from_chars(content.data(), content.data() + content.size(), sequence);
  if (parsed.ec != std::errc() || content != encode(sequence)) return internal_error(path_ + " is damaged");
  return sequence;
}

Result<void> AcknowledgedMark::write(uint64_t sequence) { return io::write_durable_file(files_, path_, encode(sequence)); }

}  // namespace tarn::kv
