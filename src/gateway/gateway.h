// The life of a request, from bytes to reply. gateway.cpp reads as the list of its steps: find service, read the claims of the
// signature, find operation, authenticate, decode, validate, authorize, run, encode, log. Services are handed to it by main.cpp.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "aws/operation.h"
#include "aws/protocol.h"
#include "base/clock.h"
#include "base/random.h"
#include "gateway/metrics.h"
#include "iam/authorizer.h"
#include "iam/identities.h"
#include "net/http.h"

namespace tarn::gateway {

struct GatewayOptions {
  std::string default_region = "us-east-1";  // of anonymous requests
  aws::RoutingOptions routing;
  std::string account_id;  // whose buckets anonymous requests reach
};

// Thread-safe. Everything is borrowed and outlives the gateway.
class Gateway {
 public:
  Gateway(GatewayOptions options, std::vector<aws::Service> services, const iam::Identities& identities, const iam::Authorizer& authorizer,
          const Clock& clock, Random& random, Metrics& metrics);

  // Never throws: what a service or library throws is logged and answered as InternalError.
  net::HttpReply handle(net::HttpRequest& request);

 private:
  struct Exchange;

  net::HttpReply answer(Exchange& exchange);
  Result<net::HttpReply> serve(Exchange& exchange);
  Result<void> read_signature(Exchange& exchange);
  Result<void> authenticate(Exchange& exchange);
  Result<const aws::Operation*> find_handler(const aws::Route& route, void** self) const;
  Result<void> authorize(Exchange& exchange, const aws::AccessChecks& checks) const;

  const GatewayOptions options_;
  const std::vector<aws::Service> services_;
  const iam::Identities& identities_;
  const iam::Authorizer& authorizer_;
  const Clock& clock_;
  Random& random_;
  Metrics& metrics_;
};

}  // namespace tarn::gateway
