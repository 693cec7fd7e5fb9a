// Query requests: the whole input is the form.
#include <cstddef>
#include <cstdint>

#include "aws_request.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view form(reinterpret_cast<const char*>(data), size);
  tarn::net::HttpRequest request;
  request.method = "POST";
  request.target = "/";
  for (const char* service : {"iam", "sts", "redshift"}) drive(*tarn::aws::find_model(service), request, form);
  return 0;
}
