// The checksums that S3 keeps beside an object's ETag (s3.md 16): what clients send, what is stored, how parts are merged.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarn::objects {

// The numbers are stored; never renumber.
enum class ChecksumAlgorithm : uint8_t { crc32 = 1, crc32c = 2, crc64nvme = 3, sha1 = 4, sha256 = 5 };
enum class ChecksumType : uint8_t { full_object = 1, composite = 2 };

struct Checksum {
  ChecksumAlgorithm algorithm = ChecksumAlgorithm::crc64nvme;
  ChecksumType type = ChecksumType::full_object;
  std::string value;        // raw, big-endian bytes
  uint32_t part_count = 0;  // of composite ones

  std::string str() const;  // base64, and "-N" when composite
  bool operator==(const Checksum&) const = default;
};

constexpr ChecksumAlgorithm kAllChecksumAlgorithms[] = {ChecksumAlgorithm::crc32, ChecksumAlgorithm::crc32c, ChecksumAlgorithm::crc64nvme,
                                                        ChecksumAlgorithm::sha1, ChecksumAlgorithm::sha256};

std::string_view checksum_name(ChecksumAlgorithm algorithm);  // "CRC64NVME"
std::optional<ChecksumAlgorithm> find_checksum_algorithm(std::string_view name);  // without regard to case
std::string_view checksum_type_name(ChecksumType type);       // "FULL_OBJECT"
size_t checksum_bytes(ChecksumAlgorithm algorithm);
bool can_merge(ChecksumAlgorithm algorithm);                   // the CRCs: that of a whole follows from those of its parts

// A client's base64 value; nullopt when it is not base64 of the right length.
std::optional<std::string> parse_checksum_value(ChecksumAlgorithm algorithm, std::string_view base64);

// One part of a multipart object, for merging.
struct PartChecksum {
  std::string value;  // raw
  uint64_t size = 0;
};
// Of the whole from its parts: CRCs merged (full_object), or the algorithm over the concatenated values (composite).
Checksum merge_checksums(ChecksumAlgorithm algorithm, ChecksumType type, const std::vector<PartChecksum>& parts);

}  // namespace tarn::objects
