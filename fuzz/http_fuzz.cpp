// The HTTP parser as a connection drives it: the head in growing prefixes, then the chunked body in pieces whose size the input chooses.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/http_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const size_t step = 1 + data[0] % 64, room = 1 + data[1];
  std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  tarn::net::HttpParser parser(8 * 1024);
  auto state = tarn::net::HeadState::incomplete;
  size_t seen = 0;
  while (state == tarn::net::HeadState::incomplete && seen < text.size()) {
    seen = std::min(text.size(), seen + step);
    state = parser.parse_head(text.substr(0, seen));
  }
  if (state != tarn::net::HeadState::complete) return 0;
  (void)parser.request().query();
  (void)parser.expects_continue();
  (void)tarn::net::write_reply_head({.headers = parser.request().headers}, "", parser.keep_alive());
  if (!parser.chunked()) return 0;

  std::string input(text.substr(parser.head_bytes(), seen - parser.head_bytes())), out(room, '\0');
  for (;;) {
    auto decoded = parser.decode_chunked(input, {out.data(), out.size()});
    input.erase(0, decoded.consumed);
    using State = tarn::net::HttpParser::Decoded::State;
    if (decoded.state == State::end || decoded.state == State::bad) return 0;
    if (decoded.state == State::need_input) {
      if (seen == text.size()) return 0;
      std::string_view more = text.substr(seen, step);
      input += more;
      seen += more.size();
    }
  }
}
