#include "net/http_exchange.h"

#include <algorithm>
#include <cstdio>

#include "base/log.h"

namespace tarn::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How long a worker waits for a client that does not take a streamed reply before it leaves it to the loop.
constexpr milliseconds kPatience{20};

Error incomplete_body() {
  return {"IncompleteBody", "The request body terminated unexpectedly", 400, {}};
}

Error request_timeout() {
  return {"RequestTimeout",
          "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.", 400, {}};
}

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace

RequestBody::RequestBody(Transport& transport, InputBuffer& input, HttpParser& parser, std::chrono::seconds stall_limit)
    : transport_(transport), input_(input), parser_(parser), stall_limit_(stall_limit) {
  left_ = parser.request().content_length.value_or(0);
  finished_ = !parser.chunked() && left_ == 0;
  owes_continue_ = parser.expects_continue() && !finished_;
}

std::optional<uint64_t> RequestBody::remaining() const {
  if (finished_) return 0;
  if (parser_.chunked()) return std::nullopt;
  return left_;
}

bool RequestBody::can_be_drained() const {
  if (finished_) return true;
  return !broken_ && !owes_continue_ && !parser_.chunked() && left_ <= kSmallBodyBytes;
}

Result<size_t> RequestBody::read(std::span<char> out) {
  if (broken_) return incomplete_body();
  if (finished_ || out.empty()) return size_t{0};
  if (owes_continue_) TRY(send_continue());
  auto got = parser_.chunked() ? read_chunked(out) : read_known_length(out);
  if (!got.ok()) broken_ = true;
  return got;
}

Result<size_t> RequestBody::read_known_length(std::span<char> out) {
  out = out.first(std::min<uint64_t>(out.size(), left_));
  size_t n = 0;
  if (!input_.empty()) {
    n = input_.view().copy(out.data(), out.size());
    input_.consume(n);
  } else {
    n = TRY(receive(out));  // straight into the caller's buffer
  }
  left_ -= n;
  finished_ = left_ == 0;
  return n;
}

Result<size_t> RequestBody::read_chunked(std::span<char> out) {
  for (;;) {
    auto decoded = parser_.decode_chunked(input_.view(), out);
    input_.consume(decoded.consumed);
    if (decoded.state == HttpParser::Decoded::State::bad) return incomplete_body();
    finished_ = decoded.state == HttpParser::Decoded::State::end;
    if (decoded.produced > 0 || finished_) return decoded.produced;
    input_.commit(TRY(receive(input_.space(16 * 1024))));
  }
}

Result<size_t> RequestBody::receive(std::span<char> out) {
  for (;;) {
    IoResult io = transport_.read_some(out);
    if (io.state == Io::done) {
      received_ += io.bytes;
      return io.bytes;
    }
    if (io.state == Io::closed) return incomplete_body();
    const auto before = steady_clock::now();
    if (!transport_.wait(io.state, stall_limit_)) return request_timeout();
    waited_ += steady_clock::now() - before;
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited_ - stall_limit_).count();
    if (seconds > 0 && received_ < static_cast<uint64_t>(seconds) * kSlowestBodyBytesPerSecond) return request_timeout();
  }
}

Result<void> RequestBody::send_continue() {
  owes_continue_ = false;
  std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
  while (!line.empty()) {
    IoResult io = transport_.write_some(line);
    line.remove_prefix(io.bytes);
    if (io.state != Io::done && !transport_.wait(io.state, stall_limit_)) return request_timeout();
  }
  return {};
}

HttpExchange::HttpExchange(Transport& transport, HttpParser& parser, RequestBody& body, const HttpHandler& handler,
                           const std::atomic<bool>& stopping)
    : transport_(transport), parser_(parser), body_(body), handler_(handler), stopping_(stopping) {}

HttpExchange::Next HttpExchange::run() {
  if (!answered_) answer();
  return send();
}

void HttpExchange::answer() {
  answered_ = true;
  const bool is_head = parser_.request().method == "HEAD";
  reply_ = handler_(parser_.request());
  keep_alive_ = parser_.keep_alive() && !reply_.close && !stopping_.load() && body_.can_be_drained();

  std::string framing;
  const bool no_body = is_head || has_no_body(reply_.status);
  if (reply_.stream && !reply_.content_length) {
    chunked_ = !no_body && !parser_.http_1_0();
    if (!no_body && !chunked_) keep_alive_ = false;  // the end of the connection is the end of the body
    if (chunked_) framing = "Transfer-Encoding: chunked";
    stream_left_ = UINT64_MAX;
  } else if (reply_.status >= 200 && reply_.status != 204) {
    stream_left_ = reply_.content_length.value_or(reply_.body.size());
    if (reply_.status != 304 || stream_left_ > 0) framing = "Content-Length: " + std::to_string(stream_left_);
  }
  if (no_body) {
    reply_.stream.reset();
    reply_.body.clear();
  }
  head_buffer_ = write_reply_head(reply_, framing, keep_alive_);
  head_ = head_buffer_;
  streamed_ = reply_.stream != nullptr;
  if (!streamed_) piece_ = reply_.body;
}

bool HttpExchange::next_piece() {
  const size_t room = std::min<uint64_t>(kReplyPieceBytes, stream_left_);
  if (piece_buffer_.size() < kChunkHeadBytes + room + 2) piece_buffer_.resize(kChunkHeadBytes + room + 2);
  char* data = piece_buffer_.data() + kChunkHeadBytes;
  size_t n = 0;
  while (n < room) {
    auto got = reply_.stream->read({data + n, room - n});
    if (!got.ok()) {
      log_line(LogLevel::error, "a reply broke off: " + got.error().message);
      return false;
    }
    n += *got;
    // Full pieces need fewer system calls and hops; where the length is unknown, what is there should leave now.
    if (*got == 0 || stream_left_ == UINT64_MAX) break;
  }
  if (stream_left_ != UINT64_MAX && n < room) {
    log_line(LogLevel::error, "a reply ended before its Content-Length");
    return false;
  }
  piece_ = chunked_ ? frame_chunk(n) : std::string_view(data, n);
  if (stream_left_ != UINT64_MAX) stream_left_ -= n;
  if (stream_left_ == 0 || n == 0) reply_.stream.reset();
  return true;
}

// Puts the length before the n bytes and the line end behind them; a chunk of no bytes ends the body.
std::string_view HttpExchange::frame_chunk(size_t n) {
  char length[kChunkHeadBytes + 1];
  const size_t digits = std::snprintf(length, sizeof length, "%zx\r\n", n);
  char* begin = piece_buffer_.data() + kChunkHeadBytes - digits;
  std::copy_n(length, digits, begin);
  std::copy_n("\r\n", 2, begin + digits + n);
  return {begin, digits + n + 2};
}

HttpExchange::Next HttpExchange::send() {
  for (;;) {
    while (!has_pending() || (piece_.empty() && more_to_come())) {
      if (!more_to_come()) return Next::finished;
      if (!next_piece()) return Next::failed;
    }
    IoResult io = flush_some();
    if (io.state == Io::done) continue;
    if (io.state == Io::closed) return Next::failed;
    if (!streamed_ || !transport_.wait(io.state, kPatience)) return Next::flush;
  }
}

IoResult HttpExchange::flush_some() {
  IoResult io = transport_.write_some(head_, piece_);
  size_t of_head = std::min(io.bytes, head_.size());
  head_.remove_prefix(of_head);
  piece_.remove_prefix(io.bytes - of_head);
  return io;
}

}  // namespace tarn::net
