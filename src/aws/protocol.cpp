#include "aws/protocol.h"

#include <algorithm>

#include "aws/codecs.h"
#include "aws/wire_text.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

// Stand in for services that Tarn does not have, so that their clients at least get an error they can read.
constexpr ServiceModel kUnknownJson{.name = "unknown", .protocol = Protocol::json, .json_version = "1.1"};
constexpr ServiceModel kUnknownQuery{.name = "unknown", .protocol = Protocol::query};

const ServiceModel* find_by_target(std::string_view target) {
  std::string_view prefix = target.substr(0, target.rfind('.'));
  for (const ServiceModel* model : all_models())
    if (!model->target_prefix.empty() && model->target_prefix == prefix) return model;
  return nullptr;
}

const ServiceModel* find_by_signing_name(std::string_view name) {
  for (const ServiceModel* model : all_models())
    if (model->signing_name == name) return model;
  return nullptr;
}

// sts.us-east-1.amazonaws.com, sts.localhost
const ServiceModel* find_by_host(const net::HttpRequest& request) {
  const std::string* host = request.header("Host");
  if (!host || host->find('.') == host->npos) return nullptr;
  std::string label = to_lower(std::string_view(*host).substr(0, host->find('.')));
  for (const ServiceModel* model : all_models())
    if (model->endpoint_prefix == label && model->protocol != Protocol::rest_xml) return model;
  return nullptr;
}

// Glue's Iceberg REST catalog shares the service's endpoint and signing name; only its paths tell it apart.
bool is_iceberg(const ServiceModel& service) { return service.name == "glue-iceberg"; }

// By the scope as it stands in the header: a bucket may be called "iceberg", and the claims are read by the rules of the service.
bool is_iceberg_request(const net::HttpRequest& request) {
  if (!request.path().starts_with("/iceberg/")) return false;
  const std::string* authorization = request.header("Authorization");
  return authorization && authorization->find("/glue/aws4_request") != authorization->npos;
}

bool is_form(const net::HttpRequest& request) {
  const std::string* type = request.header("Content-Type");
  return type && to_lower(*type).starts_with("application/x-www-form-urlencoded");
}

// What each service calls a fault of its own.
std::string internal_code(const ServiceModel& service) {
  if (service.protocol == Protocol::rest_xml) return "InternalError";
  for (const ShapeModel& shape : service.shapes)
    if (shape.is_error && shape.http_status == 500 && shape.name.find("Internal") != shape.name.npos) return std::string(shape.name);
  return "InternalFailure";
}

// Codes that the shared parts of the server use, in the words of the service at hand.
std::string service_code(const ServiceModel& service, const std::string& code) {
  if (code == "InternalError") return internal_code(service);
  if (service.protocol != Protocol::json && service.protocol != Protocol::rest_json) return code;
  if (code == "AccessDenied") return "AccessDeniedException";
  if (code == "NotImplemented") return "NotImplementedException";
  if (code == "EntityTooLarge") return "RequestEntityTooLargeException";
  return code;
}

int default_status(std::string_view code) {
  constexpr std::pair<std::string_view, int> kKnown[] = {
      {"AccessDenied", 403},    {"InvalidClientTokenId", 403},   {"SignatureDoesNotMatch", 403}, {"MissingAuthenticationToken", 403},
      {"ExpiredToken", 403},    {"NotImplemented", 501},         {"NotImplementedException", 501}, {"RequestEntityTooLargeException", 413},
      {"InternalFailure", 500}, {"InternalError", 500},          {"ServiceUnavailable", 503}};
  for (const auto& [known, status] : kKnown)
    if (known == code) return status;
  return 400;
}

ErrorParts error_parts(const ServiceModel& service, const Error& error) {
  ErrorParts parts;
  parts.code = service_code(service, error.code);
  // What broke inside is for the log, never for the client.
  parts.message = error.code == "InternalError" ? "We encountered an internal error. Please try again." : legible(error.message);
  for (const auto& [name, value] : error.details) parts.members.emplace_back(name, legible(value));
  const ShapeModel* shape = service.find_error(parts.code);
  parts.status = error.http_status                ? error.http_status
                 : shape && shape->http_status    ? shape->http_status
                 : service.protocol == Protocol::json && shape ? 400
                                                  : default_status(parts.code);
  return parts;
}

void add_ids(const ServiceModel& service, const ReplyIds& ids, net::HttpReply& reply) {
  if (service.protocol != Protocol::rest_xml) {
    reply.set_header("x-amzn-RequestId", ids.request_id);
    return;
  }
  reply.set_header("x-amz-request-id", ids.request_id);
  reply.set_header("x-amz-id-2", ids.host_id);
  reply.set_header("Server", "AmazonS3");
}

}  // namespace

bool Route::streams_input() const {
  if (!operation || operation->input == kNone) return false;
  const ShapeModel& shape = service->shapes[operation->input];
  return shape.payload != kNone && service->members_of(shape)[shape.payload].streaming;
}

const ServiceModel& find_service(const net::HttpRequest& request, std::string_view signing_name) {
  const std::string* target = request.header("X-Amz-Target");
  if (target)
    if (const ServiceModel* model = find_by_target(*target)) return *model;
  if (is_iceberg_request(request)) return *find_model("glue-iceberg");
  if (const ServiceModel* model = find_by_signing_name(signing_name)) return *model;
  if (target) return kUnknownJson;
  if (!signing_name.empty() && !signing_name.starts_with("s3") && is_form(request)) return kUnknownQuery;
  if (signing_name.empty()) {
    if (const ServiceModel* model = find_by_host(request)) return *model;
    // Unsigned forms at the root: AssumeRoleWithWebIdentity and its kin.
    if (request.method == "POST" && request.path() == "/" && is_form(request)) return *find_model("sts");
  }
  return *find_model("s3");
}

Route find_operation(const ServiceModel& service, const net::HttpRequest& request, std::string_view body, const RoutingOptions& options) {
  switch (service.protocol) {
    case Protocol::json: return json::find_operation(service, request);
    case Protocol::query: return query::find_operation(service, request, body);
    case Protocol::rest_xml: return rest_xml::find_operation(service, request, options);
    case Protocol::rest_json: break;
  }
  return rest_json::find_operation(service, request);
}

Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body, boost::json::storage_ptr memory) {
  switch (route.service->protocol) {
    case Protocol::json: return json::decode(route, body, std::move(memory));
    case Protocol::query: return query::decode(route, request, body);
    case Protocol::rest_xml: return rest_xml::decode(route, request, body);
    case Protocol::rest_json: break;
  }
  return rest_json::decode(route, request, body);
}

ReplyIds new_reply_ids(const ServiceModel& service, Random& random) {
  if (service.protocol != Protocol::rest_xml) return {random.uuid(), {}};
  std::string bytes(56, '\0');  // 76 characters of base64
  random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return {random.from_alphabet("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16), to_base64(bytes)};
}

net::HttpReply encode_reply(const Route& route, OperationReply reply, const ReplyIds& ids) {
  net::HttpReply out;
  switch (route.service->protocol) {
    case Protocol::query: out = query::encode_reply(route, std::move(reply), ids); break;
    case Protocol::rest_xml: out = rest_xml::encode_reply(route, std::move(reply)); break;
    case Protocol::json: out = json::encode_reply(route, std::move(reply)); break;
    case Protocol::rest_json: out = rest_json::encode_reply(route, std::move(reply)); break;
  }
  add_ids(*route.service, ids, out);
  return out;
}

net::HttpReply encode_error(const ServiceModel& service, std::string_view method, const Error& error, const ReplyIds& ids) {
  const ErrorParts parts = error_parts(service, error);
  net::HttpReply out;
  switch (service.protocol) {
    case Protocol::query: out = query::encode_error(service, parts, ids); break;
    case Protocol::rest_xml: out = rest_xml::encode_error(parts, ids); break;
    case Protocol::json: out = json::encode_error(service, parts); break;
    case Protocol::rest_json: out = is_iceberg(service) ? iceberg::encode_error(parts) : json::encode_error(service, parts); break;
  }
  add_ids(service, ids, out);
  if (method == "HEAD") out.body.clear();
  return out;
}

Error not_implemented(const ServiceModel& service, const OperationModel& operation) {
  return {"NotImplemented", "The operation " + std::string(operation.name) + " of " + std::string(service.name) + " is not implemented.", 501, {}};
}

}  // namespace tarn::aws
