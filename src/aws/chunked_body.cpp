#include "aws/chunked_body.h"

#include <algorithm>
#include <charconv>

#include "base/encoding.h"

namespace tarn::aws {
namespace {

constexpr size_t kReadAheadBytes = 16 * 1024;
constexpr std::string_view kEmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::string_view kTrailerSignature = "x-amz-trailer-signature";

Error incomplete_body() { return {"IncompleteBody", "The request body terminated unexpectedly", 400, {}}; }
Error malformed_chunk() { return {"InvalidRequest", "The chunk header of the aws-chunked body is malformed", 400, {}}; }
Error malformed_trailer() { return {"MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema.", 400, {}}; }
Error wrong_signature() {
  return {"SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", 403, {}};
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The value of one chunk extension: "10000;chunk-signature=...".
std::string_view find_extension(std::string_view extensions, std::string_view name) {
  while (!extensions.empty()) {
    std::string_view part = extensions.substr(0, extensions.find(';'));
    extensions.remove_prefix(std::min(extensions.size(), part.size() + 1));
    part = trim(part);
    if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') return part.substr(name.size() + 1);
  }
  return {};
}

}  // namespace

ChunkedBody::ChunkedBody(ByteSource& raw, ChunkedBodyOptions options)
    : raw_(raw), options_(std::move(options)), previous_signature_(options_.seed_signature), buffer_(kReadAheadBytes) {
  if (!options_.announced_trailer.empty()) checksum_ = make_trailing_checksum(options_.announced_trailer);
}

Result<size_t> ChunkedBody::read(std::span<char> out) {
  if (failed_) return *failed_;
  if (done_ || out.empty()) return size_t{0};
  auto read = read_some(out);
  if (!read.ok()) failed_ = read.error();
  return read;
}

Result<size_t> ChunkedBody::read_some(std::span<char> out) {
  if (left_in_chunk_ == 0) TRY(begin_chunk());
  if (done_) return size_t{0};
  size_t wanted = std::min<uint64_t>(out.size(), left_in_chunk_);
  size_t got = TRY(read_raw(out.first(wanted)));
  if (got == 0) return incomplete_body();
  std::string_view bytes(out.data(), got);
  if (is_signed()) hash_.update(bytes);
  if (checksum_) checksum_->update(bytes);
  left_in_chunk_ -= got;
  delivered_ += got;
  if (left_in_chunk_ == 0) {
    TRY(end_chunk());
    // All that was announced is here: prove what follows before the last bytes go out.
    if (delivered_ == options_.decoded_length) TRY(begin_chunk());
  }
  return got;
}

Result<void> ChunkedBody::begin_chunk() {
  const std::string line = TRY(read_line());
  std::string_view text(line);
  size_t mark = std::min(text.find(';'), text.size());
  std::string_view digits = trim(text.substr(0, mark));
  uint64_t size = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) return malformed_chunk();
  chunk_signature_ = find_extension(text.substr(mark), "chunk-signature");
  if (is_signed() && chunk_signature_.size() != 64) return malformed_chunk();
  if (size == 0) return end_body();
  if (is_signed() && chunk_bytes_ < kMinSignedChunkBytes)
    return Error{"InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes", 403, {}}
        .with("Chunk", std::to_string(chunk_number_)).with("BadChunkSize", std::to_string(chunk_bytes_));
  if (size > options_.decoded_length - delivered_) return Error{"IncompleteBody", "The request body holds more bytes than x-amz-decoded-content-length announced", 400, {}};
  ++chunk_number_;
  chunk_bytes_ = left_in_chunk_ = size;
  return {};
}

Result<void> ChunkedBody::end_chunk() {
  if (!TRY(read_line()).empty()) return malformed_chunk();
  return is_signed() ? check_chunk_signature() : Result<void>();
}

Result<void> ChunkedBody::check_chunk_signature() {
  const std::string to_sign = "AWS4-HMAC-SHA256-PAYLOAD\n" + options_.timestamp + "\n" + options_.scope + "\n" + previous_signature_ + "\n" +
                              std::string(kEmptySha256) + "\n" + to_hex(view(hash_.finish()));
  const std::string expected = to_hex(view(hmac_of(view(options_.signing_key), to_sign)));
  if (!constant_time_equal(expected, chunk_signature_)) return wrong_signature();
  previous_signature_ = expected;
  return {};
}

Result<void> ChunkedBody::end_body() {
  if (is_signed()) TRY(check_chunk_signature());  // the chunk of no bytes is signed too
  if (delivered_ != options_.decoded_length) return incomplete_body();
  if (has_trailer()) {
    TRY(read_trailers());
  } else if (!TRY(read_line()).empty()) {
    return malformed_chunk();
  }
  char extra;
  if (TRY(read_raw({&extra, 1})) != 0) return malformed_trailer();
  done_ = true;
  return {};
}

Result<void> ChunkedBody::read_trailers() {
  std::string signature;
  while (true) {
    const std::string line = TRY(read_line());
    if (line.empty()) break;
    size_t colon = line.find(':');
    if (colon == line.npos || trailers_.size() > 8) return malformed_trailer();
    std::string name = to_lower(trim(std::string_view(line).substr(0, colon)));
    std::string value(trim(std::string_view(line).substr(colon + 1)));
    if (name == kTrailerSignature) signature = value;
    else trailers_.emplace_back(std::move(name), std::move(value));
  }
  if (options_.mode == PayloadMode::signed_chunks_trailer) TRY(check_trailer_signature(signature));
  const bool announced = !options_.announced_trailer.empty();
  if (trailers_.size() != (announced ? 1 : 0) || (announced && trailers_[0].first != options_.announced_trailer)) return malformed_trailer();
  return checksum_ ? checksum_->check(trailers_[0].second) : Result<void>();
}

Result<void> ChunkedBody::check_trailer_signature(const std::string& signature) {
  auto sorted = trailers_;
  std::sort(sorted.begin(), sorted.end());
  std::string lines;
  for (const auto& [name, value] : sorted) lines += name + ":" + value + "\n";
  const std::string to_sign = "AWS4-HMAC-SHA256-TRAILER\n" + options_.timestamp + "\n" + options_.scope + "\n" + previous_signature_ + "\n" +
                              to_hex(view(sha256_of(lines)));
  if (!constant_time_equal(to_hex(view(hmac_of(view(options_.signing_key), to_sign))), signature)) return wrong_signature();
  return {};
}

// Up to CR LF (or a bare LF, as some clients end trailers), without it.
Result<std::string> ChunkedBody::read_line() {
  std::string line;
  while (line.size() < kMaxFrameLineBytes) {
    if (buffer_at_ == buffer_end_) {
      buffer_at_ = 0;
      buffer_end_ = TRY(raw_.read(buffer_));
      if (buffer_end_ == 0) return incomplete_body();
    }
    const char* begin = buffer_.data() + buffer_at_;
    const char* end = buffer_.data() + buffer_end_;
    const char* newline = std::find(begin, end, '\n');
    line.append(begin, newline);
    buffer_at_ += static_cast<size_t>(newline - begin);
    if (newline == end) continue;
    ++buffer_at_;
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }
  return malformed_chunk();
}

Result<size_t> ChunkedBody::read_raw(std::span<char> out) {
  if (buffer_at_ == buffer_end_) {
    if (out.size() >= buffer_.size()) return raw_.read(out);
    buffer_at_ = 0;
    buffer_end_ = TRY(raw_.read(buffer_));
  }
  size_t got = std::min(out.size(), buffer_end_ - buffer_at_);
  std::copy_n(buffer_.data() + buffer_at_, got, out.data());
  buffer_at_ += got;
  return got;
}

}  // namespace tarn::aws
