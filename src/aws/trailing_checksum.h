// The checksum that a client announces in x-amz-trailer and sends behind the body (s3.md 3.3, 16).
#pragma once
#include <memory>
#include <string_view>

#include "base/result.h"

namespace tarn::aws {

class TrailingChecksum {
 public:
  virtual ~TrailingChecksum() = default;
  virtual void update(std::string_view bytes) = 0;
  // Compares with the header's value. Errors: InvalidRequest (not base64 of the right length), BadDigest.
  Result<void> check(std::string_view base64);

 private:
  virtual std::string finish() = 0;  // raw, big-endian
};

// By header name, "x-amz-checksum-crc32"; null for one that is not known.
std::unique_ptr<TrailingChecksum> make_trailing_checksum(std::string_view header);

}  // namespace tarn::aws
