// REST-XML, the protocol of S3: members in the path, the query, headers and an XML body.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "aws/body_digests.h"
#include "aws/codecs.h"
#include "aws/rest_routing.h"
#include "aws/wire_text.h"
#include "aws/xml.h"
#include "base/encoding.h"

namespace tarn::aws::rest_xml {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

Error invalid_argument(const MemberModel& member, std::string_view value) {
  return Error{"InvalidArgument", "Provided argument " + std::string(member.wire_name) + " is not valid", 400, {}}
      .with("ArgumentName", std::string(member.wire_name))
      .with("ArgumentValue", std::string(value.substr(0, 256)));
}

bool is_condition(std::string_view header) { return header.starts_with("If-") || header.starts_with("x-amz-copy-source-if-"); }

class Reader {
 public:
  Reader(const Route& route, const net::HttpRequest& request) : service_(*route.service), route_(route), request_(request) {}

  Result<Document> read(std::string_view body) {
    const ShapeModel& shape = service_.shapes[route_.operation->input];
    auto parameters = parse_parameters(request_.query(), true);
    if (!parameters) return Error{"InvalidURI", "Couldn't parse the specified URI.", 400, {}};
    parameters_ = std::move(*parameters);
    for (const MemberModel& member : service_.members_of(shape)) {
      switch (member.location) {
        case Location::uri: out_[member.name] = member.name == "Bucket" ? route_.bucket : route_.key; break;
        case Location::query: TRY(query(member)); break;
        case Location::header: TRY(header(member)); break;
        case Location::header_prefix: header_prefix(member); break;
        case Location::payload:
          if (!member.streaming) TRY(payload(member, body));
          break;
        case Location::body:
        case Location::status: break;
      }
    }
    if (shape.payload == kNone && !route_.operation->input_element.empty() && !body.empty()) TRY(whole_body(shape, body));
    return Document(std::move(out_));
  }

 private:
  const std::string* parameter(std::string_view name, bool any_case) const {
    for (const Parameter& parameter : parameters_)
      if (any_case ? equals_ignoring_case(parameter.name, name) : parameter.name == name) return &parameter.value;
    return nullptr;
  }

  Result<void> query(const MemberModel& member) {
    if (const std::string* text = parameter(member.wire_name, false)) return scalar(member, *text);
    return {};
  }

  // Presigned URLs carry x-amz-* headers as query parameters.
  Result<void> header(const MemberModel& member) {
    const std::string* text = request_.header(member.wire_name);
    if (!text && member.wire_name.starts_with("x-amz-")) text = parameter(member.wire_name, true);
    if (!text) return {};
    if (service_.shape_of(member).kind == Kind::list) return header_list(member, *text);
    return scalar(member, *text);
  }

  Result<void> scalar(const MemberModel& member, const std::string& text) {
    const ShapeModel& shape = service_.shape_of(member);
    if (text.empty() && shape.kind != Kind::string) return {};
    if (!is_utf8(text)) return invalid_argument(member, "");
    auto value = parse_text(shape, text);
    if (value) {
      out_[member.name] = std::move(*value);
    } else if (!is_condition(member.wire_name)) {  // a date that nobody can read is no condition (RFC 9110, 13.1.3)
      return invalid_argument(member, text);
    }
    return {};
  }

  Result<void> header_list(const MemberModel& member, std::string_view text) {
    const ShapeModel& item = service_.shape_of(service_.members_of(service_.shape_of(member))[0]);
    boost::json::array values;
    while (!text.empty()) {
      std::string_view part = text.substr(0, text.find(','));
      text.remove_prefix(std::min(text.size(), part.size() + 1));
      size_t first = part.find_first_not_of(' '), last = part.find_last_not_of(' ');
      if (first == part.npos) continue;
      auto value = parse_text(item, part.substr(first, last - first + 1));
      if (!value) return invalid_argument(member, part);
      values.push_back(std::move(*value));
    }
    out_[member.name] = std::move(values);
    return {};
  }

  // x-amz-meta-*: names fold to lower case, repeated ones join with a comma.
  void header_prefix(const MemberModel& member) {
    boost::json::object values;
    auto add = [&](std::string_view name, const std::string& value) {
      if (name.size() <= member.wire_name.size() || !equals_ignoring_case(name.substr(0, member.wire_name.size()), member.wire_name)) return;
      std::string key = to_lower(name.substr(member.wire_name.size()));
      auto* known = values.if_contains(key);
      values[key] = known ? std::string(known->get_string()) + "," + value : value;
    };
    for (const net::Header& header : request_.headers) add(header.name, header.value);
    for (const Parameter& parameter : parameters_) add(parameter.name, parameter.value);
    if (!values.empty()) out_[member.name] = std::move(values);
  }

  Result<void> payload(const MemberModel& member, std::string_view body) {
    const ShapeModel& shape = service_.shape_of(member);
    if (shape.kind != Kind::structure) {
      if (!body.empty()) out_[member.name] = boost::json::string(body);
      return {};
    }
    if (body.find_first_not_of(" \t\r\n") == body.npos) return {};
    pugi::xml_document document;
    TRY(root(body, member.wire_name, document));
    out_[member.name] = TRY(read_xml(service_, shape, document.document_element()));
    return {};
  }

  Result<void> whole_body(const ShapeModel& shape, std::string_view body) {
    pugi::xml_document document;
    TRY(root(body, route_.operation->input_element, document));
    Document members = TRY(read_xml(service_, shape, document.document_element()));
    for (auto& [name, value] : members.get_object()) out_[name] = std::move(value);
    return {};
  }

  static Result<void> root(std::string_view body, std::string_view name, pugi::xml_document& document) {
    TRY(parse_xml(body, document));
    if (local_name(document.document_element().name()) == name) return {};
    return Error{"MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400, {}};
  }

  const ServiceModel& service_;
  const Route& route_;
  const net::HttpRequest& request_;
  std::vector<Parameter> parameters_;
  boost::json::object out_;
};

class Writer {
 public:
  Writer(const Route& route, OperationReply& reply) : service_(*route.service), operation_(*route.operation), reply_(reply) {}

  net::HttpReply write() {
    out_.status = operation_.status;
    if (operation_.output == kNone) return std::move(out_);
    const ShapeModel& shape = service_.shapes[operation_.output];
    for (const MemberModel& member : service_.members_of(shape))
      if (const Document* value = find(member)) write_member(member, *value);
    if (reply_.body) {
      out_.stream = std::move(reply_.body);
    } else if (operation_.method != "HEAD") {
      write_body(shape);
    }
    return std::move(out_);
  }

 private:
  const Document* find(const MemberModel& member) const {
    const Document* value = reply_.output.is_object() ? reply_.output.get_object().if_contains(member.name) : nullptr;
    return value && !value->is_null() ? value : nullptr;
  }

  void write_member(const MemberModel& member, const Document& value) {
    if (member.location == Location::header) write_header(member, value);
    if (member.location == Location::header_prefix && value.is_object())
      for (const auto& [name, text] : value.get_object()) out_.headers.push_back({std::string(member.wire_name) + std::string(name), std::string(text.get_string())});
    if (member.location == Location::status && value.is_int64()) out_.status = static_cast<int>(value.get_int64());
  }

  void write_header(const MemberModel& member, const Document& value) {
    if (member.wire_name == "Content-Length" && value.is_int64()) {
      out_.content_length = static_cast<uint64_t>(value.get_int64());
      return;
    }
    if (member.wire_name == "Content-Range" && operation_.status == 200) out_.status = 206;
    TimeFormat format = member.time_format != TimeFormat::protocol_default ? member.time_format : service_.shape_of(member).time_format;
    if (format == TimeFormat::protocol_default) format = TimeFormat::http_date;
    out_.headers.push_back({std::string(member.wire_name), print_text(service_.shape_of(member), value, format, 3)});
  }

  void write_body(const ShapeModel& shape) {
    if (shape.payload != kNone) return write_payload(service_.members_of(shape)[shape.payload]);
    bool any = false;
    for (const MemberModel& member : service_.members_of(shape)) any = any || member.location == Location::body;
    if (!any) return;
    XmlWriter xml(service_, 3);
    xml.raw(kDeclaration);
    xml.open(operation_.output_element, service_.xml_namespace);
    // GetBucketLocation: the root element itself is the member.
    const MemberModel& first = service_.members_of(shape)[0];
    if (first.wire_name == operation_.output_element) {
      if (const Document* value = find(first)) xml.text(print_text(service_.shape_of(first), *value, TimeFormat::protocol_default, 3));
    } else {
      xml.members(shape, reply_.output);
    }
    xml.close(operation_.output_element);
    set_xml(xml.take());
  }

  void write_payload(const MemberModel& member) {
    const Document* value = find(member);
    if (!value) return;
    const ShapeModel& shape = service_.shape_of(member);
    if (shape.kind != Kind::structure) {
      out_.body = print_text(shape, *value, TimeFormat::protocol_default, 3);
      out_.headers.push_back({"Content-Type", "application/json"});  // GetBucketPolicy
      return;
    }
    XmlWriter xml(service_, 3);
    xml.raw(kDeclaration);
    xml.open(operation_.output_element, service_.xml_namespace);
    xml.members(shape, *value);
    xml.close(operation_.output_element);
    set_xml(xml.take());
  }

  void set_xml(std::string text) {
    out_.body = std::move(text);
    out_.headers.push_back({"Content-Type", "application/xml"});
  }

  const ServiceModel& service_;
  const OperationModel& operation_;
  OperationReply& reply_;
  net::HttpReply out_;
};

bool is_header_detail(std::string_view name) {
  return name.starts_with("x-amz-") || name == "Allow" || name == "Content-Range" || name == "Last-Modified";
}

}  // namespace

Route find_operation(const ServiceModel& service, const net::HttpRequest& request, const RoutingOptions& options) {
  Route route{.service = &service};
  auto address = read_address(request, options);
  if (!address) {
    route.error = Error{"InvalidURI", "Couldn't parse the specified URI.", 400, {}};
    return route;
  }
  route.operation = choose_operation(service, request, *address);
  if (!route.operation) {
    const char* kind = address->bucket.empty() ? "SERVICE" : address->key.empty() ? "BUCKET" : "OBJECT";
    route.error = Error{"MethodNotAllowed", "The specified method is not allowed against this resource.", 405, {}}
                      .with("Method", request.method).with("ResourceType", kind);
  }
  route.bucket = std::move(address->bucket);
  route.key = std::move(address->key);
  return route;
}

Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body) {
  if (!route.streams_input()) TRY(check_body_digests(*route.operation, request, body));
  if (route.operation->input == kNone) return Document(boost::json::object());
  return Reader(route, request).read(body);
}

net::HttpReply encode_reply(const Route& route, OperationReply reply) { return Writer(route, reply).write(); }

net::HttpReply encode_error(const ErrorParts& error, const ReplyIds& ids) {
  net::HttpReply out;
  out.status = error.status;
  const ServiceModel& service = *find_model("s3");
  XmlWriter xml(service, 3);
  xml.raw(kDeclaration);
  xml.open("Error");
  xml.element("Code", error.code);
  xml.element("Message", error.message);
  for (const auto& [name, value] : error.members) {
    if (is_header_detail(name) || error.status == 304) {
      out.set_header(name, value);
    } else {
      xml.element(name, value);
    }
  }
  xml.element("RequestId", ids.request_id);
  xml.element("HostId", ids.host_id);
  xml.close("Error");
  if (error.status != 304) {
    out.body = xml.take();
    out.headers.push_back({"Content-Type", "application/xml"});
  }
  return out;
}

}  // namespace tarn::aws::rest_xml
