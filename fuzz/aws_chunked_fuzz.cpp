// aws-chunked bodies: signed ones are never accepted without the key, unsigned ones end at their announced length or in an error.
#include <cstddef>
#include <cstdint>

#include "aws/chunked_body.h"
#include "base/assert.h"

using namespace tarn;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  aws::ChunkedBodyOptions options;
  constexpr aws::PayloadMode kModes[] = {aws::PayloadMode::signed_chunks, aws::PayloadMode::signed_chunks_trailer, aws::PayloadMode::unsigned_chunks_trailer};
  options.mode = kModes[data[0] % 3];
  options.decoded_length = data[1];
  options.signing_key.fill(7);
  options.timestamp = "20130524T000000Z";
  options.scope = "20130524/us-east-1/s3/aws4_request";
  options.seed_signature = std::string(64, '0');
  if (data[0] & 0x80) options.announced_trailer = "x-amz-checksum-crc32";

  StringSource raw(std::string(reinterpret_cast<const char*>(data) + 3, size - 3));
  aws::ChunkedBody body(raw, options);
  std::string piece(1 + data[2], '\0');
  size_t total = 0;
  while (true) {
    auto got = body.read(piece);
    if (!got.ok()) return 0;
    if (*got == 0) break;
    total += *got;
    ASSERT(total <= options.decoded_length);
  }
  ASSERT(options.mode == aws::PayloadMode::unsigned_chunks_trailer && total == options.decoded_length);
  return 0;
}
