// One HTTP/1.1 request as bytes turn into it: the head, then the pieces of a chunked body. Boost.Beast parses; what two parsers
// could read differently (request smuggling) is refused on top. No sockets, so that the fuzz target can drive it. Internal to net/.
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "net/http.h"

namespace tarn::net {

enum class HeadState { incomplete, complete, bad, too_large };

// A chunk's header line, or the trailers, may not be longer than this.
constexpr size_t kMaxChunkHeaderBytes = 16 * 1024;

class HttpParser {
 public:
  explicit HttpParser(size_t max_head_bytes);
  ~HttpParser();
  HttpParser(const HttpParser&) = delete;
  HttpParser& operator=(const HttpParser&) = delete;

  // `bytes` begins where the request begins; call again with the same bytes and more while it is incomplete.
  HeadState parse_head(std::string_view bytes);

  // After `complete`.
  size_t head_bytes() const;
  HttpRequest& request();  // its body, peer_address and secure are left to the caller
  bool keep_alive() const;
  bool http_1_0() const;
  bool chunked() const;
  bool expects_continue() const;

  struct Decoded {
    enum class State { more, need_input, end, bad } state = State::more;
    size_t consumed = 0;  // bytes of `input` that are done with
    size_t produced = 0;  // bytes put into `out`
  };
  // Decodes the chunked body that follows the head. need_input: call again with the rest of `input` and more behind it.
  Decoded decode_chunked(std::string_view input, std::span<char> out);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The head of a reply as it goes over the wire, with its empty line. `framing` is "Content-Length: N", "Transfer-Encoding: chunked" or
// empty. Bytes that would end a header line (CR, LF, NUL) become blanks.
std::string write_reply_head(const HttpReply& reply, std::string_view framing, bool keep_alive);

}  // namespace tarn::net
