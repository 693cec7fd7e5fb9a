#include "gateway/gateway.h"

#include <algorithm>
#include <boost/json/monotonic_resource.hpp>
#include <exception>

#include "aws/sigv4.h"
#include "aws/validator.h"
#include "base/log.h"
#include "gateway/request_log.h"

namespace tarn::gateway {

// What is known about one request so far.
struct Gateway::Exchange {
  net::HttpRequest& request;
  aws::RequestContext ctx;
  const aws::ServiceModel* service = nullptr;
  aws::SignatureClaims claims;
  aws::Route route;
  std::string body;                            // of operations that do not stream
  std::unique_ptr<aws::VerifiedBody> checked;  // S3: the body as its signature vouches for it
  aws::ReplyIds ids;
  RequestRecord record;

  bool is_s3() const { return service->name == "s3"; }
};

namespace {

constexpr size_t kMinInputMemory = 4096;
constexpr size_t kMaxS3HeaderBytes = 8 * 1024;  // s3.md, RequestHeaderSectionTooLarge; other services take what net/ takes

Result<void> check_head(const net::HttpRequest& request, bool is_s3) {
  size_t bytes = 0;
  for (const auto& header : request.headers) bytes += header.name.size() + header.value.size() + std::string_view(": \r\n").size();
  if (!is_s3 || bytes <= kMaxS3HeaderBytes) return {};
  return Error{"RequestHeaderSectionTooLarge", "Your request header section exceeds the maximum allowed request header section size.", 400, {}}
      .with("MaxSizeAllowed", std::to_string(kMaxS3HeaderBytes));
}

// A body that is read whole. What is too long is refused as each protocol's services do.
Result<std::string> read_message(const aws::ServiceModel& service, ByteSource& source) {
  auto body = read_all(source, aws::kMaxBufferedBodyBytes);
  if (body.ok() || body.error().code != "EntityTooLarge") return body;
  switch (service.protocol) {
    case aws::Protocol::rest_xml: return Error{"MaxMessageLengthExceeded", "Your request was too big.", 400, {}};
    case aws::Protocol::query: return Error{"RequestEntityTooLarge", "The request is larger than " + std::to_string(aws::kMaxBufferedBodyBytes) + " bytes.", 413, {}};
    case aws::Protocol::json:
    case aws::Protocol::rest_json: return Error{"RequestEntityTooLargeException", "The request is larger than " + std::to_string(aws::kMaxBufferedBodyBytes) + " bytes.", 413, {}};
  }
  return body;
}

}  // namespace

Gateway::Gateway(GatewayOptions options, std::vector<aws::Service> services, const iam::Identities& identities,
                 const iam::Authorizer& authorizer, const Clock& clock, Random& random, Metrics& metrics)
    : options_(std::move(options)), services_(std::move(services)), identities_(identities), authorizer_(authorizer), clock_(clock),
      random_(random), metrics_(metrics) {}

net::HttpReply Gateway::handle(net::HttpRequest& request) {
  Exchange exchange{.request = request};
  exchange.ctx.access.now = clock_.now();
  net::HttpReply reply = answer(exchange);

  auto& record = exchange.record;
  record.request_id = exchange.ids.request_id;
  record.service = exchange.service->name;
  record.status = reply.status;
  record.reply_bytes = reply.content_length.value_or(reply.body.size());
  record.took = clock_.now() - exchange.ctx.access.now;
  log_request(record);
  metrics_.count_request(record.service, record.operation, record.status, record.took);
  return reply;
}

net::HttpReply Gateway::answer(Exchange& exchange) {
  exchange.record.principal = exchange.record.operation = "-";
  exchange.service = &aws::find_service(exchange.request, "");
  exchange.ids = aws::new_reply_ids(*exchange.service, random_);
  Result<net::HttpReply> outcome = internal_error("no outcome");
  try {
    outcome = serve(exchange);
  } catch (const std::exception& thrown) {
    outcome = internal_error(thrown.what());
  }
  if (outcome.ok()) return std::move(outcome).value();

  Error error = std::move(outcome).error();
  if (error.code == "InternalError") {
    log_line(LogLevel::error, "request " + exchange.ids.request_id + ": " + error.message);
    error.message = "We encountered an internal error. Please try again.";
  }
  exchange.record.error_code = error.code;
  return aws::encode_error(*exchange.service, exchange.request.method, error, exchange.ids);
}

Result<net::HttpReply> Gateway::serve(Exchange& exchange) {
  TRY(read_signature(exchange));
  const aws::ServiceModel& service = *exchange.service;
  TRY(check_head(exchange.request, exchange.is_s3()));
  const bool needs_body_first = !exchange.is_s3();
  if (needs_body_first) exchange.body = TRY(read_message(service, *exchange.request.body));
  exchange.route = aws::find_operation(service, exchange.request, exchange.body, options_.routing);
  if (exchange.route.operation) exchange.record.operation = exchange.route.operation->name;
  TRY(authenticate(exchange));
  if (!exchange.route.operation) return *exchange.route.error;

  void* self = nullptr;
  const aws::Operation* handler = TRY(find_handler(exchange.route, &self));
  if (exchange.checked && !exchange.route.streams_input()) exchange.body = TRY(read_message(service, *exchange.checked));
  boost::json::monotonic_resource memory(std::max(kMinInputMemory, exchange.body.size()));  // a large input is a million values
  const aws::Document input = TRY(aws::decode(exchange.route, exchange.request, exchange.body, &memory));
  TRY(aws::validate(service, *exchange.route.operation, input));
  const auto call = TRY(handler->prepare(input));
  TRY(authorize(exchange, TRY(call->checks(self, exchange.ctx))));

  if (exchange.checked) {
    exchange.ctx.body = exchange.checked.get();
    exchange.ctx.trailers = &exchange.checked->trailers();
  }
  auto reply = TRY(call->run(self, exchange.ctx));
  return aws::encode_reply(exchange.route, std::move(reply), exchange.ids);
}

// Who signed decides which service is meant, and that decides how errors look.
Result<void> Gateway::read_signature(Exchange& exchange) {
  auto claims = aws::read_claims(exchange.request, exchange.is_s3());
  if (claims.ok() && !claims->service.empty()) {
    exchange.service = &aws::find_service(exchange.request, claims->service);
    exchange.ids = aws::new_reply_ids(*exchange.service, random_);
    claims = aws::read_claims(exchange.request, exchange.is_s3());
  }
  if (!claims.ok()) return aws::signature_error(*exchange.service, {}, std::move(claims).error());
  exchange.claims = std::move(*claims);

  exchange.ctx.request_id = exchange.ids.request_id;
  if (const auto* host = exchange.request.header("host")) exchange.ctx.host = *host;
  return {};
}

// Proves the signature with the secret of the key that it names, and fills in who calls.
Result<void> Gateway::authenticate(Exchange& exchange) {
  auto& [request, ctx, service, claims, route, body, checked, ids, record] = exchange;
  const TimePoint now = ctx.access.now;
  auto reword = [&](Error error) { return aws::signature_error(*service, claims, std::move(error)); };

  aws::ProvenSignature proof;
  if (claims.mode == aws::SignatureMode::anonymous) {
    if (!exchange.is_s3()) return reword({"MissingAuthenticationToken", "Missing Authentication Token", 403, {}});
    ctx.access.region = options_.default_region;
  } else {
    auto signer = identities_.find_signer(claims.access_key_id, claims.session_token, now);
    if (!signer.ok()) return reword(std::move(signer).error());
    std::optional<std::string_view> hashed_here;
    if (!exchange.is_s3()) hashed_here = body;
    auto proven = aws::verify(claims, request, signer->secret_access_key, hashed_here, now);
    if (!proven.ok()) return reword(std::move(proven).error());
    proof = *proven;
    ctx.access = std::move(signer->access);
    ctx.access.region = claims.region;
  }
  ctx.access.now = now;
  ctx.access.source_ip = request.peer_address;
  ctx.access.secure_transport = request.secure;
  if (const auto* agent = request.header("user-agent")) ctx.access.user_agent = *agent;
  record.principal = ctx.access.principal.arn.empty() ? "anonymous" : ctx.access.principal.arn;
  if (exchange.is_s3()) {
    auto verified = aws::verified_body(claims, proof, request);
    if (!verified.ok()) return reword(std::move(verified).error());
    checked = std::move(*verified);
  }
  return {};
}

Result<const aws::Operation*> Gateway::find_handler(const aws::Route& route, void** self) const {
  for (const auto& service : services_) {
    if (service.model != route.service->name) continue;
    for (const auto& operation : service.operations) {
      if (operation.name != route.operation->name) continue;
      *self = service.self;
      return &operation;
    }
  }
  return aws::not_implemented(*route.service, *route.operation);
}

Result<void> Gateway::authorize(Exchange& exchange, const aws::AccessChecks& checks) const {
  for (const auto& check : checks) {
    if (exchange.record.resource.empty()) exchange.record.resource = check.resource;
    TRY(authorizer_.authorize(exchange.ctx.access, check));
  }
  return {};
}

}  // namespace tarn::gateway
