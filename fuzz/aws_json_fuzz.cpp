// JSON requests: the first line is X-Amz-Target, the rest the body.
#include <cstddef>
#include <cstdint>

#include "aws_request.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string_view line = text.substr(0, text.find('\n'));
  tarn::net::HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.headers.push_back({"X-Amz-Target", std::string(line)});
  drive(tarn::aws::find_service(request, ""), request, text.substr(std::min(text.size(), line.size() + 1)));
  return 0;
}
