// aws-chunked bodies (s3.md 3): frames removed; chunk signatures, the trailer's signature and the trailing checksum proved.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "aws/hashing.h"
#include "aws/sigv4.h"
#include "aws/trailing_checksum.h"

namespace tarn::aws {

constexpr uint64_t kMinSignedChunkBytes = 8192;  // every chunk but the last; S3 API reference, chunked uploads
constexpr size_t kMaxFrameLineBytes = 4096;      // chunk headers and trailer lines

struct ChunkedBodyOptions {
  PayloadMode mode = PayloadMode::signed_chunks;
  uint64_t decoded_length = 0;
  Sha256Bytes signing_key{};
  std::string timestamp, scope;
  std::string seed_signature;                 // the request's own
  std::string announced_trailer;              // lower case; empty: none
};

// `raw` is borrowed.
class ChunkedBody final : public VerifiedBody {
 public:
  ChunkedBody(ByteSource& raw, ChunkedBodyOptions options);
  Result<size_t> read(std::span<char> out) override;
  std::optional<uint64_t> remaining() const override { return options_.decoded_length - delivered_; }
  const TrailingHeaders& trailers() const override { return trailers_; }

 private:
  bool is_signed() const { return options_.mode != PayloadMode::unsigned_chunks_trailer; }
  bool has_trailer() const { return options_.mode != PayloadMode::signed_chunks; }

  Result<size_t> read_some(std::span<char> out);
  Result<void> begin_chunk();
  Result<void> end_chunk();
  Result<void> end_body();
  Result<void> check_chunk_signature();
  Result<void> read_trailers();
  Result<void> check_trailer_signature(const std::string& signature);
  Result<std::string> read_line();
  Result<size_t> read_raw(std::span<char> out);

  ByteSource& raw_;
  ChunkedBodyOptions options_;
  std::string previous_signature_;
  std::unique_ptr<TrailingChecksum> checksum_;
  TrailingHeaders trailers_;
  Sha256 hash_;

  std::vector<char> buffer_;  // raw bytes read ahead for lines
  size_t buffer_at_ = 0, buffer_end_ = 0;

  uint64_t delivered_ = 0;
  uint64_t left_in_chunk_ = 0;
  uint64_t chunk_bytes_ = kMinSignedChunkBytes;  // of the chunk before; nothing to complain of at first
  uint64_t chunk_number_ = 0;
  std::string chunk_signature_;
  bool done_ = false;
  std::optional<Error> failed_;
};

}  // namespace tarn::aws
