// The checksum_* members that many inputs and outputs share, as objects::Checksum.
#pragma once
#include <optional>
#include <string>

#include "objects/checksum.h"
#include "s3/errors.h"

namespace tarn::s3 {

struct ClaimedChecksum {
  objects::ChecksumAlgorithm algorithm;
  std::string text;
};
// "value" or "value-N", checked against the algorithm. Error InvalidRequest.
Result<objects::Checksum> parse_claim(const ClaimedChecksum& claim);

// The one that the client sent. Errors InvalidRequest (more than one, malformed), NotImplemented (an algorithm that Tarn lacks).
template <class Input>
Result<std::optional<objects::Checksum>> claimed_checksum(const Input& in) {
  using objects::ChecksumAlgorithm;
  std::optional<ClaimedChecksum> found;
  int count = 0;
  auto look = [&](ChecksumAlgorithm algorithm, const std::optional<std::string>& text) {
    if (!text) return;
    ++count;
    found = ClaimedChecksum{algorithm, *text};
  };
  look(ChecksumAlgorithm::crc32, in.checksum_crc32);
  look(ChecksumAlgorithm::crc32c, in.checksum_crc32_c);
  look(ChecksumAlgorithm::crc64nvme, in.checksum_crc64_nvme);
  look(ChecksumAlgorithm::sha1, in.checksum_sha1);
  look(ChecksumAlgorithm::sha256, in.checksum_sha256);
  if (count > 1) return errors::invalid_request("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  if (in.checksum_sha512) return errors::not_implemented_header("x-amz-checksum-sha512");
  if (in.checksum_md5) return errors::not_implemented_header("x-amz-checksum-md5");
  if (in.checksum_xxhash64) return errors::not_implemented_header("x-amz-checksum-xxhash64");
  if (in.checksum_xxhash3) return errors::not_implemented_header("x-amz-checksum-xxhash3");
  if (in.checksum_xxhash128) return errors::not_implemented_header("x-amz-checksum-xxhash128");
  if (!found) return std::optional<objects::Checksum>{};
  return std::optional<objects::Checksum>(TRY(parse_claim(*found)));
}

template <class Output>
void show_checksum(Output& out, const objects::Checksum& checksum) {
  using objects::ChecksumAlgorithm;
  switch (checksum.algorithm) {
    case ChecksumAlgorithm::crc32: out.checksum_crc32 = checksum.str(); break;
    case ChecksumAlgorithm::crc32c: out.checksum_crc32_c = checksum.str(); break;
    case ChecksumAlgorithm::crc64nvme: out.checksum_crc64_nvme = checksum.str(); break;
    case ChecksumAlgorithm::sha1: out.checksum_sha1 = checksum.str(); break;
    case ChecksumAlgorithm::sha256: out.checksum_sha256 = checksum.str(); break;
  }
  if constexpr (requires { out.checksum_type; }) out.checksum_type = std::string(objects::checksum_type_name(checksum.type));
}

// x-amz-checksum-algorithm of uploads and copies. Error NotImplemented for those that Tarn lacks.
Result<std::optional<objects::ChecksumAlgorithm>> wanted_algorithm(const std::optional<std::string>& name);
std::optional<objects::ChecksumType> wanted_type(const std::optional<std::string>& name);

}  // namespace tarn::s3
