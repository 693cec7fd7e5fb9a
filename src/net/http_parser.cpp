#include "net/http_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/status.hpp>
#include <cstring>

#include "base/encoding.h"

namespace tarn::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using BeastView = boost::beast::string_view;

std::string_view view(BeastView text) { return {text.data(), text.size()}; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Receives Beast's events: fields into the request, chunk data into `out`.
class Collector final : public http::basic_parser<true> {
 public:
  HttpRequest request;
  bool http_1_0 = false;
  std::span<char> out;
  size_t produced = 0;

 private:
  void on_request_impl(http::verb, BeastView method, BeastView target, int version, error_code&) override {
    request.method = view(method);
    request.target = view(target);
    http_1_0 = version == 10;
  }
  void on_response_impl(int, BeastView, int, error_code&) override {}
  void on_field_impl(http::field, BeastView name, BeastView value, error_code&) override {
    if (is_header_done()) return;  // trailers: nobody asked for them
    request.headers.push_back({std::string(view(name)), std::string(view(value))});
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  size_t on_body_impl(BeastView, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, BeastView, error_code&) override {}
  size_t on_chunk_body_impl(std::uint64_t, BeastView body, error_code&) override {
    size_t n = std::min(body.size(), out.size() - produced);
    std::memcpy(out.data() + produced, body.data(), n);
    produced += n;
    return n;
  }
  void on_finish_impl(error_code&) override {}
};

size_t count_of(const HttpRequest& request, std::string_view name) {
  return std::count_if(request.headers.begin(), request.headers.end(), [&](const Header& h) { return equals_ignoring_case(h.name, name); });
}

// What a proxy in front of us might have read in another way.
bool is_ambiguous(const HttpRequest& request, std::string_view head, bool http_1_0) {
  if (head.find("\n ") != head.npos || head.find("\n\t") != head.npos) return true;  // folded lines
  size_t lengths = count_of(request, "content-length");
  size_t codings = count_of(request, "transfer-encoding");
  if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0)) return true;
  if (lengths == 1 && !all_digits(*request.header("content-length"))) return true;
  if (codings == 1 && (http_1_0 || !equals_ignoring_case(*request.header("transfer-encoding"), "chunked"))) return true;
  size_t hosts = count_of(request, "host");
  return hosts > 1 || (hosts == 0 && !http_1_0);
}

// "http://host/path" -> "/path"; false when the target is neither that nor a path.
bool to_origin_form(std::string& target) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!equals_ignoring_case(std::string_view(target).substr(0, scheme.size()), scheme)) continue;
    size_t path = target.find_first_of("/?", scheme.size());
    target = path == target.npos ? "/" : target[path] == '?' ? "/" + target.substr(path) : target.substr(path);
  }
  return target.starts_with('/') || target == "*";
}

}  // namespace

class HttpParser::Impl {
 public:
  explicit Impl(size_t max_head_bytes) : max_head_bytes(max_head_bytes) {
    beast.header_limit(static_cast<std::uint32_t>(max_head_bytes));
    beast.body_limit(boost::none);
    beast.eager(false);
  }
  Collector beast;
  size_t max_head_bytes;
  size_t head_bytes = 0;
  bool keep_alive = false;
};

HttpParser::HttpParser(size_t max_head_bytes) : impl_(std::make_unique<Impl>(max_head_bytes)) {}
HttpParser::~HttpParser() = default;

HeadState HttpParser::parse_head(std::string_view bytes) {
  if (bytes.empty()) return HeadState::incomplete;
  Collector& beast = impl_->beast;
  error_code error;
  size_t consumed = impl_->head_bytes;
  while (!beast.is_header_done()) {
    consumed += beast.put(boost::asio::buffer(bytes.data() + consumed, bytes.size() - consumed), error);
    impl_->head_bytes = consumed;
    if (error == http::error::need_more) return bytes.size() > impl_->max_head_bytes ? HeadState::too_large : HeadState::incomplete;
    if (error == http::error::header_limit) return HeadState::too_large;
    if (error) return HeadState::bad;
  }
  if (is_ambiguous(beast.request, bytes.substr(0, consumed), beast.http_1_0)) return HeadState::bad;
  if (!to_origin_form(beast.request.target)) return HeadState::bad;
  impl_->keep_alive = beast.keep_alive();
  if (auto length = beast.content_length()) beast.request.content_length = *length;
  return HeadState::complete;
}

size_t HttpParser::head_bytes() const { return impl_->head_bytes; }
HttpRequest& HttpParser::request() { return impl_->beast.request; }
bool HttpParser::keep_alive() const { return impl_->keep_alive; }
bool HttpParser::http_1_0() const { return impl_->beast.http_1_0; }
bool HttpParser::chunked() const { return impl_->beast.chunked(); }
bool HttpParser::expects_continue() const {
  const std::string* expect = impl_->beast.request.header("expect");
  return expect != nullptr && !http_1_0() && equals_ignoring_case(*expect, "100-continue");
}

HttpParser::Decoded HttpParser::decode_chunked(std::string_view input, std::span<char> out) {
  Collector& beast = impl_->beast;
  beast.out = out;
  beast.produced = 0;
  Decoded decoded;
  while (!beast.is_done() && beast.produced < out.size()) {
    std::string_view rest = input.substr(decoded.consumed);
    if (rest.empty()) {
      decoded.state = Decoded::State::need_input;
      break;
    }
    error_code error;
    decoded.consumed += beast.put(boost::asio::buffer(rest.data(), rest.size()), error);
    if (error == http::error::need_more && rest.size() < kMaxChunkHeaderBytes) {
      decoded.state = Decoded::State::need_input;
      break;
    }
    if (error) {
      decoded.state = Decoded::State::bad;
      break;
    }
  }
  if (beast.is_done()) decoded.state = Decoded::State::end;
  decoded.produced = beast.produced;
  return decoded;
}

namespace {

void append_safely(std::string& head, std::string_view text) {
  for (char c : text) head.push_back(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
}

}  // namespace

std::string write_reply_head(const HttpReply& reply, std::string_view framing, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " ";
  head += view(http::obsolete_reason(static_cast<http::status>(reply.status)));
  head += "\r\n";
  for (const Header& header : reply.headers) {
    append_safely(head, header.name);
    head += ": ";
    append_safely(head, header.value);
    head += "\r\n";
  }
  if (!framing.empty()) head.append(framing).append("\r\n");
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

}  // namespace tarn::net
