// What the targets of the wire protocols share: find the operation, decode, validate, and encode an error.
#pragma once
#include <boost/json/value.hpp>

#include "aws/protocol.h"
#include "aws/validator.h"

inline void drive(const tarn::aws::ServiceModel& service, const tarn::net::HttpRequest& request, std::string_view body) {
  using namespace tarn::aws;
  const Route route = find_operation(service, request, body, {});
  if (!route.operation) {
    (void)encode_error(service, request.method, *route.error, {"id", "host"});
    return;
  }
  auto document = decode(route, request, route.streams_input() ? std::string_view() : body);
  if (!document.ok()) {
    (void)encode_error(service, request.method, document.error(), {"id", "host"});
    return;
  }
  auto valid = validate(service, *route.operation, *document);
  if (!valid.ok()) (void)encode_error(service, request.method, valid.error(), {"id", "host"});
}
