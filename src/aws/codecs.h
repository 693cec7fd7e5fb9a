// One codec for each wire protocol; protocol.cpp chooses among them. Inside aws/ only.
#pragma once
#include "aws/operation.h"
#include "aws/protocol.h"

namespace tarn::aws {

// The parts of an error reply that every protocol needs, decided once (protocol.cpp).
struct ErrorParts {
  std::string code;
  std::string message;
  int status = 400;
  std::vector<std::pair<std::string, std::string>> members;
};

namespace json {
Route find_operation(const ServiceModel& service, const net::HttpRequest& request);
Result<Document> decode(const Route& route, std::string_view body, boost::json::storage_ptr memory);
// A reply with a body has its text written already.
net::HttpReply encode_reply(const Route& route, OperationReply reply);
net::HttpReply encode_error(const ServiceModel& service, const ErrorParts& error);
}  // namespace json

namespace query {
Route find_operation(const ServiceModel& service, const net::HttpRequest& request, std::string_view body);
Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body);
net::HttpReply encode_reply(const Route& route, OperationReply reply, const ReplyIds& ids);
net::HttpReply encode_error(const ServiceModel& service, const ErrorParts& error, const ReplyIds& ids);
}  // namespace query

// Replies to errors are json's, but for the Iceberg REST catalog's.
namespace rest_json {
Route find_operation(const ServiceModel& service, const net::HttpRequest& request);
Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body);
net::HttpReply encode_reply(const Route& route, OperationReply reply);
}  // namespace rest_json

namespace iceberg {
net::HttpReply encode_error(const ErrorParts& error);
}  // namespace iceberg

namespace rest_xml {
Route find_operation(const ServiceModel& service, const net::HttpRequest& request, const RoutingOptions& options);
Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body);
net::HttpReply encode_reply(const Route& route, OperationReply reply);
net::HttpReply encode_error(const ErrorParts& error, const ReplyIds& ids);
}  // namespace rest_xml

}  // namespace tarn::aws
