// The wire protocols of AWS behind one interface: which operation a request means, its input as a Document, and replies and
// errors as HTTP. The codecs walk the model tables (model.h); rest_xml.cpp, json.cpp and query.cpp hold one protocol each.
//
// The order in which the gateway uses it:
//   find_service      from the signature's scope, X-Amz-Target or the host: decides how errors look from here on
//   (read the body, unless the service's protocol is REST: those find their operation without it)
//   find_operation    -> Route
//   decode            -> Document            (reads nothing: the body is given)
//   encode_reply / encode_error -> net::HttpReply
#pragma once
#include <boost/json/storage_ptr.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/document.h"
#include "aws/model.h"
#include "base/random.h"
#include "base/result.h"
#include "net/http.h"

namespace tarn::aws {

struct OperationReply;

// Longest body of a request that is not streamed (Glue and Athena refuse beyond a few MiB; S3's XML bodies are smaller).
constexpr uint64_t kMaxBufferedBodyBytes = 16 * 1024 * 1024;

struct RoutingOptions {
  // Host names (without port, lower case) under which S3 answers; "bucket.<domain>" is virtual-host addressing of `bucket`.
  // IP addresses and localhost always mean path style.
  std::vector<std::string> s3_domains = {"localhost"};
};

// What a request asks for.
struct Route {
  const ServiceModel* service = nullptr;      // always set
  const OperationModel* operation = nullptr;  // null: `error` says why
  std::optional<Error> error;                 // UnknownOperationException, MethodNotAllowed, InvalidAction, ...
  std::string bucket, key;                    // S3: decoded; empty where the request names none

  // The input streams (PutObject, UploadPart): the handler reads RequestContext::body, and decode needs no body.
  bool streams_input() const;
};

// `signing_name` is the service of the signature's credential scope, empty for anonymous requests. Everything that names no
// other service is S3.
const ServiceModel& find_service(const net::HttpRequest& request, std::string_view signing_name);

// `body` is looked at for the query protocol only (Action=...), and may be empty for the REST protocols.
Route find_operation(const ServiceModel& service, const net::HttpRequest& request, std::string_view body, const RoutingOptions& options);

// The input of the operation. `body` is the whole body with its transfer and aws-chunked codings removed; empty for operations
// that stream. Errors: SerializationException, MalformedXML, InvalidArgument, ... as the protocol has it. Types are checked
// here; required members, lengths, patterns, enums and ranges by validate() (validator.h). `memory`: where a JSON body's Document may
// lie; must outlive it.
Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body, boost::json::storage_ptr memory = {});

struct ReplyIds {
  std::string request_id;  // new_reply_ids makes both
  std::string host_id;     // S3's x-amz-id-2; empty for other services
};

// Ids of the form that the service uses: 16 upper-case characters and a base64 host id (S3), else a UUID.
ReplyIds new_reply_ids(const ServiceModel& service, Random& random);

// Status, headers and body of a success. Takes the reply's stream over; a reply with a ContentRange is a 206.
net::HttpReply encode_reply(const Route& route, OperationReply reply, const ReplyIds& ids);

// `method` "HEAD" leaves the body out. Details named "x-amz-...", Allow, Content-Range or Last-Modified become headers (S3's replies
// about delete markers and ranges); others become members of the body. Codes that the model does not know are sent as they are. Error::http_status wins over the
// model's status, which wins over what the code is known for (AccessDenied 403, NotImplemented 501, ...), which wins over 400.
net::HttpReply encode_error(const ServiceModel& service, std::string_view method, const Error& error, const ReplyIds& ids);

// The error for an operation that the model has and Tarn has not: 501, named as the protocol would.
Error not_implemented(const ServiceModel& service, const OperationModel& operation);

}  // namespace tarn::aws
