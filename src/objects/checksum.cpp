#include "objects/checksum.h"

#include "base/assert.h"
#include "base/encoding.h"
#include "base/crc.h"
#include "objects/digester.h"

namespace tarn::objects {
namespace {

struct AlgorithmRow {
  ChecksumAlgorithm algorithm;
  std::string_view name;
  size_t bytes;
  std::optional<CrcKind> crc;
};

constexpr AlgorithmRow kRows[] = {
    {ChecksumAlgorithm::crc32, "CRC32", 4, CrcKind::crc32},
    {ChecksumAlgorithm::crc32c, "CRC32C", 4, CrcKind::crc32c},
    {ChecksumAlgorithm::crc64nvme, "CRC64NVME", 8, CrcKind::crc64nvme},
    {ChecksumAlgorithm::sha1, "SHA1", 20, std::nullopt},
    {ChecksumAlgorithm::sha256, "SHA256", 32, std::nullopt},
};

const AlgorithmRow& row_of(ChecksumAlgorithm algorithm) {
  for (auto& row : kRows) {
    if (row.algorithm == algorithm) return row;
  }
  ASSERT(!"a checksum algorithm that is in the enum");
  __builtin_unreachable();
}

uint64_t read_big_endian(std::string_view bytes) {
  uint64_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

std::string big_endian(uint64_t value, size_t bytes) {
  std::string out;
  for (size_t i = bytes; i-- > 0;) out.push_back(static_cast<char>(value >> (8 * i)));
  return out;
}

}  // namespace

std::string Checksum::str() const {
  std::string text = to_base64(value);
  if (type == ChecksumType::composite) text += "-" + std::to_string(part_count);
  return text;
}

std::string_view checksum_name(ChecksumAlgorithm algorithm) { return row_of(algorithm).name; }

std::optional<ChecksumAlgorithm> find_checksum_algorithm(std::string_view name) {
  for (auto& row : kRows) {
    if (equals_ignoring_case(row.name, name)) return row.algorithm;
  }
  return std::nullopt;
}

std::string_view checksum_type_name(ChecksumType type) { return type == ChecksumType::composite ? "COMPOSITE" : "FULL_OBJECT"; }

size_t checksum_bytes(ChecksumAlgorithm algorithm) { return row_of(algorithm).bytes; }

bool can_merge(ChecksumAlgorithm algorithm) { return row_of(algorithm).crc.has_value(); }

std::optional<std::string> parse_checksum_value(ChecksumAlgorithm algorithm, std::string_view base64) {
  auto value = from_base64(base64);
  if (!value || value->size() != checksum_bytes(algorithm)) return std::nullopt;
  return value;
}

Checksum merge_checksums(ChecksumAlgorithm algorithm, ChecksumType type, const std::vector<PartChecksum>& parts) {
  Checksum merged{algorithm, type, {}, 0};
  if (type == ChecksumType::composite) {
    Digester digester({algorithm});
    for (auto& part : parts) digester.update(part.value);
    merged.value = digester.finish().of(algorithm).value;
    merged.part_count = static_cast<uint32_t>(parts.size());
    return merged;
  }
  auto kind = row_of(algorithm).crc;
  ASSERT(kind);  // full_object is offered only where can_merge
  uint64_t whole = 0;
  for (auto& part : parts) whole = crc_concat(*kind, whole, read_big_endian(part.value), part.size);
  merged.value = big_endian(whole, checksum_bytes(algorithm));
  return merged;
}

}  // namespace tarn::objects
