#include "net/http_parser.h"

#include <gtest/gtest.h>

namespace tarn::net {
namespace {

using State = HttpParser::Decoded::State;

HeadState parse(std::string_view text, size_t limit = 4096) {
  HttpParser parser(limit);
  return parser.parse_head(text);
}

TEST(HttpHead, IsRefusedWhereTwoParsersCouldDiffer) {
  const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n";
  const struct {
    const char* name;
    std::string text;
    HeadState expected;
  } cases[] = {
      {"plain", get + "\r\n", HeadState::complete},
      {"one length", get + "Content-Length: 5\r\n\r\n", HeadState::complete},
      {"chunked", get + "Transfer-Encoding: chunked\r\n\r\n", HeadState::complete},
      {"two equal lengths", get + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", HeadState::bad},
      {"a list of lengths", get + "Content-Length: 5, 5\r\n\r\n", HeadState::bad},
      {"signed length", get + "Content-Length: +5\r\n\r\n", HeadState::bad},
      {"length beyond 64 bits", get + "Content-Length: 99999999999999999999\r\n\r\n", HeadState::bad},
      {"length and coding", get + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", HeadState::bad},
      {"coding and length", get + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", HeadState::bad},
      {"unknown coding", get + "Transfer-Encoding: gzip, chunked\r\n\r\n", HeadState::bad},
      {"two codings", get + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n", HeadState::bad},
      {"coding in 1.0", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", HeadState::bad},
      {"blank before colon", get + "Content-Length : 5\r\n\r\n", HeadState::bad},
      {"folded line", get + "X: a\r\n b\r\n\r\n", HeadState::bad},
      {"bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", HeadState::bad},
      {"NUL in a value", get + std::string("X: a\0b\r\n\r\n", 10), HeadState::bad},
      {"no host", "GET / HTTP/1.1\r\n\r\n", HeadState::bad},
      {"two hosts", get + "Host: b\r\n\r\n", HeadState::bad},
      {"HTTP/2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", HeadState::bad},
      {"relative target", "GET x HTTP/1.1\r\nHost: a\r\n\r\n", HeadState::bad},
      {"not complete", get, HeadState::incomplete},
      {"TLS on a plain port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), HeadState::bad},
  };
  for (const auto& c : cases) {
    HeadState state = parse(c.text);
    if (c.expected == HeadState::bad && state == HeadState::incomplete) state = parse(c.text + "\r\n\r\n");
    EXPECT_EQ(state, c.expected) << c.name;
  }
}

TEST(HttpHead, HasALimit) {
  std::string endless = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(5000, 'x');
  EXPECT_EQ(parse(endless), HeadState::too_large);
  EXPECT_EQ(parse(endless + "\r\n\r\n"), HeadState::too_large);
  EXPECT_EQ(parse(endless, 16 * 1024), HeadState::incomplete);
}

TEST(HttpHead, ArrivesByteByByte) {
  std::string text = "PUT /b/k%20x?a=1&b HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nX-Amz-Meta-A:  v v \r\nContent-Length: 7\r\n\r\nbody";
  HttpParser parser(4096);
  size_t size = 1;
  while (parser.parse_head(std::string_view(text).substr(0, size)) == HeadState::incomplete) ++size;
  EXPECT_EQ(size, text.size() - 4);
  EXPECT_EQ(parser.head_bytes(), size);
  EXPECT_EQ(parser.request().method, "PUT");
  EXPECT_EQ(parser.request().path(), "/b/k%20x");
  EXPECT_EQ(parser.request().query(), "a=1&b");
  EXPECT_EQ(*parser.request().header("x-amz-meta-a"), "v v");
  EXPECT_EQ(parser.request().content_length, 7u);
  EXPECT_TRUE(parser.expects_continue());
  EXPECT_TRUE(parser.keep_alive());
}

TEST(HttpHead, AbsoluteTargetsBecomePaths) {
  HttpParser parser(4096);
  EXPECT_EQ(parser.parse_head("GET http://h:1/b?x HTTP/1.1\r\nHost: h\r\n\r\n"), HeadState::complete);
  EXPECT_EQ(parser.request().target, "/b?x");
}

// Decodes `body` fed in pieces of `step` bytes into an output of `room` bytes at a time.
std::string decode(const std::string& body, size_t step, size_t room, State& last) {
  HttpParser parser(4096);
  EXPECT_EQ(parser.parse_head("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"), HeadState::complete);
  std::string input, out, buffer(room, '\0');
  size_t at = 0;
  for (;;) {
    auto decoded = parser.decode_chunked(input, {buffer.data(), buffer.size()});
    input.erase(0, decoded.consumed);
    out.append(buffer, 0, decoded.produced);
    last = decoded.state;
    if (last == State::end || last == State::bad) return out;
    if (last == State::need_input) {
      if (at == body.size()) return out;
      input += body.substr(at, step);
      at = std::min(body.size(), at + step);
    }
  }
}

TEST(ChunkedBody, DecodesWhateverThePieces) {
  const std::string body = "5;sig=ab\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nX-Trailer: 1\r\n\r\n";
  for (size_t step = 1; step <= body.size(); ++step) {
    for (size_t room : {1u, 3u, 100u}) {
      State last{};
      EXPECT_EQ(decode(body, step, room, last), "hello0123456789abcdef") << step << " " << room;
      EXPECT_EQ(last, State::end) << step << " " << room;
    }
  }
}

TEST(ChunkedBody, RefusesWhatIsMalformed) {
  State last{};
  for (std::string body : {"x\r\n", "5\r\nhelloXX3\r\n", "5 5\r\nhello\r\n", "-1\r\n\r\n", "ffffffffffffffff1\r\n"}) {
    decode(body, body.size(), 100, last);
    EXPECT_EQ(last, State::bad) << body;
  }
  decode("5;" + std::string(kMaxChunkHeaderBytes, 'x'), 1000, 100, last);
  EXPECT_EQ(last, State::bad);
  EXPECT_EQ(decode("5\r\nhel", 100, 100, last), "hel");
  EXPECT_EQ(last, State::need_input);
}

TEST(ReplyHead, CannotBeSplitByAValue) {
  HttpReply reply{.status = 200, .headers = {{"X", "a\r\nSet-Cookie: b"}}};
  EXPECT_EQ(write_reply_head(reply, "Content-Length: 0", true),
            "HTTP/1.1 200 OK\r\nX: a  Set-Cookie: b\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
}

}  // namespace
}  // namespace tarn::net
