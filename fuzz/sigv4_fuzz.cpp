// Signatures from strangers. The input is a request: the method and target on the first line, then one header a line.
#include <cstddef>
#include <cstdint>

#include "aws/sigv4.h"
#include "base/assert.h"

using namespace tarn;

namespace {

std::string_view take_line(std::string_view& text) {
  std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

net::HttpRequest read_request(std::string_view text) {
  net::HttpRequest request;
  std::string_view first = take_line(text);
  size_t space = std::min(first.find(' '), first.size());
  request.method = first.substr(0, space);
  request.target = first.substr(std::min(first.size(), space + 1));
  while (!text.empty() && request.headers.size() < 100) {
    std::string_view line = take_line(text);
    size_t colon = std::min(line.find(':'), line.size());
    request.headers.push_back({std::string(line.substr(0, colon)), std::string(line.substr(std::min(line.size(), colon + 1)))});
  }
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const net::HttpRequest request = read_request({reinterpret_cast<const char*>(data), size});
  for (bool is_s3 : {true, false}) {
    auto claims = aws::read_claims(request, is_s3);
    if (!claims.ok()) continue;
    if (claims->mode == aws::SignatureMode::anonymous) continue;
    std::optional<std::string_view> body;
    if (!is_s3) body = "{}";
    auto proof = aws::verify(*claims, request, "a secret that no input knows", body, claims->signed_at);
    ASSERT(!proof.ok());
    for (const aws::ServiceModel* service : aws::all_models()) (void)aws::signature_error(*service, *claims, proof.error());
  }
  return 0;
}
