// S3 requests: the first line is method and target, the rest the body (XML for most sub-resources).
#include <cstddef>
#include <cstdint>

#include "aws_request.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string_view line = text.substr(0, text.find('\n'));
  size_t space = std::min(line.find(' '), line.size());
  tarn::net::HttpRequest request;
  request.method = line.substr(0, space);
  request.target = line.substr(std::min(line.size(), space + 1));
  request.headers.push_back({"Host", "localhost"});
  drive(*tarn::aws::find_model("s3"), request, text.substr(std::min(text.size(), line.size() + 1)));
  return 0;
}
