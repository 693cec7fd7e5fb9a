// One request and its reply, as worker threads carry them out: the body as a ByteSource over the socket, the handler, the reply sent
// from the thread that made it. What a client does not take at once is left to the event loop, so that a slow reader holds no
// worker. Internal to net/.
#pragma once
#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "net/http.h"
#include "net/http_parser.h"
#include "net/input_buffer.h"
#include "net/transport.h"

namespace tarn::net {

constexpr size_t kSmallBodyBytes = 1024 * 1024;  // complete before a worker is taken; also the most that is drained unread
constexpr size_t kReplyPieceBytes = 512 * 1024;  // of a streamed reply
constexpr size_t kChunkHeadBytes = 16;           // room before a piece for its hexadecimal length and the line end
constexpr uint64_t kSlowestBodyBytesPerSecond = 4 * 1024;  // slower uploads are cut off once the stall limit has passed

// The body, decoded. Blocks the worker that reads it.
class RequestBody final : public ByteSource {
 public:
  RequestBody(Transport& transport, InputBuffer& input, HttpParser& parser, std::chrono::seconds stall_limit);

  // Errors: IncompleteBody (the client ended early or the chunks are malformed), RequestTimeout (no byte for too long).
  Result<size_t> read(std::span<char> out) override;
  std::optional<uint64_t> remaining() const override;

  bool finished() const { return finished_; }
  // Whether the connection can go on after the reply: the rest is short, or known not to come.
  bool can_be_drained() const;
  uint64_t left() const { return left_; }

 private:
  Result<size_t> read_known_length(std::span<char> out);
  Result<size_t> read_chunked(std::span<char> out);
  Result<size_t> receive(std::span<char> out);
  Result<void> send_continue();

  Transport& transport_;
  InputBuffer& input_;
  HttpParser& parser_;
  const std::chrono::seconds stall_limit_;
  uint64_t left_ = 0;  // of a body with a length
  uint64_t received_ = 0;
  std::chrono::steady_clock::duration waited_{0};
  bool owes_continue_;
  bool finished_;
  bool broken_ = false;
};

class HttpExchange {
 public:
  HttpExchange(Transport& transport, HttpParser& parser, RequestBody& body, const HttpHandler& handler, const std::atomic<bool>& stopping);

  enum class Next { finished, flush, failed };
  // On a worker. `flush`: wait until the client takes more, send pending() with flush_some, then, if more_to_come, call again.
  Next run();

  // On the loop.
  IoResult flush_some();
  bool has_pending() const { return !head_.empty() || !piece_.empty(); }
  bool more_to_come() const { return reply_.stream != nullptr; }
  bool keep_alive() const { return keep_alive_; }

 private:
  void answer();
  bool next_piece();  // false: the stream broke, the reply cannot be completed
  std::string_view frame_chunk(size_t n);
  Next send();

  Transport& transport_;
  HttpParser& parser_;
  RequestBody& body_;
  const HttpHandler& handler_;
  const std::atomic<bool>& stopping_;  // of the server: the reply then ends the connection
  HttpReply reply_;
  std::string head_buffer_;
  std::string piece_buffer_;
  std::string_view head_;   // not yet sent
  std::string_view piece_;  // not yet sent
  uint64_t stream_left_ = 0;
  bool chunked_ = false;
  bool answered_ = false;
  bool keep_alive_ = false;
  bool streamed_ = false;
};

}  // namespace tarn::net
