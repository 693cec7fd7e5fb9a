// One structured line for each request: id, principal, operation, resource, status, bytes, time. No secret, no body.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace tarn::gateway {

struct RequestRecord {
  std::string request_id;
  std::string principal;  // ARN, "anonymous", or "-" when the signature did not hold
  std::string service;
  std::string operation;  // "-" when none was found
  std::string resource;   // what the first check named
  int status = 0;
  std::string error_code;
  uint64_t reply_bytes = 0;
  std::chrono::microseconds took{0};
};

void log_request(const RequestRecord& record);

}  // namespace tarn::gateway
