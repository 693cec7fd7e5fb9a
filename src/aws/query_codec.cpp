// The query protocol of IAM, STS and Redshift: Action and flattened parameters in a form, XML in return.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <map>

#include "aws/codecs.h"
#include "aws/wire_text.h"
#include "aws/xml.h"
#include "base/encoding.h"

namespace tarn::aws::query {
namespace {

constexpr size_t kMaxNameParts = 32;  // "Filters.Filter.1.Values.Value.2": the deepest has 9

// The parameters as a tree: Tags.member.1.Key=a is Tags -> member -> 1 -> Key.
struct Node {
  std::string value;
  bool has_value = false;
  std::map<std::string, Node, std::less<>> children;
};

Error malformed_query(std::string message) { return {"MalformedQueryString", std::move(message), 400, {}}; }

Result<Node> build_tree(const std::vector<Parameter>& parameters) {
  Node root;
  for (const Parameter& parameter : parameters) {
    Node* at = &root;
    std::string_view name = parameter.name;
    for (size_t parts = 0; !name.empty(); ++parts) {
      if (parts == kMaxNameParts) return malformed_query("The parameter " + parameter.name.substr(0, 256) + " is nested too deeply.");
      size_t dot = std::min(name.find('.'), name.size());
      at = &at->children[std::string(name.substr(0, dot))];
      name.remove_prefix(std::min(name.size(), dot + 1));
    }
    at->value = parameter.value;
    at->has_value = true;
  }
  return root;
}

class Reader {
 public:
  explicit Reader(const ServiceModel& service) : service_(service) {}

  Result<Document> value(const ShapeModel& shape, std::string_view name, bool flattened, const Node& node) const {
    switch (shape.kind) {
      case Kind::structure: return structure(shape, node);
      case Kind::list: return list(shape, flattened || shape.flattened, node);
      case Kind::map: return map(shape, flattened || shape.flattened, node);
      case Kind::string:
      case Kind::blob:
      case Kind::boolean:
      case Kind::integer:
      case Kind::float64:
      case Kind::timestamp:
      case Kind::document: break;
    }
    auto scalar = parse_text(shape, node.value);
    if (!scalar) return Error{"MalformedInput", "Invalid value '" + node.value.substr(0, 256) + "' for " + std::string(name), 400, {}};
    return std::move(*scalar);
  }

  Result<Document> structure(const ShapeModel& shape, const Node& node) const {
    boost::json::object out;
    for (const MemberModel& member : service_.members_of(shape)) {
      auto found = node.children.find(member.wire_name);
      if (found == node.children.end()) continue;
      out[member.name] = TRY(value(service_.shape_of(member), member.name, member.flattened, found->second));
    }
    return Document(std::move(out));
  }

 private:
  // The numbered children in the order of their numbers.
  static std::vector<const Node*> numbered(const Node& node) {
    std::vector<std::pair<long, const Node*>> found;
    for (const auto& [name, child] : node.children)
      if (!name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == name.npos) found.emplace_back(std::stol(name), &child);
    std::sort(found.begin(), found.end());
    std::vector<const Node*> out;
    for (const auto& [number, child] : found) out.push_back(child);
    return out;
  }

  Result<Document> list(const ShapeModel& shape, bool flattened, const Node& node) const {
    const MemberModel& item = service_.members_of(shape)[0];
    const Node* items = &node;
    if (!flattened) {
      auto named = node.children.find(item.wire_name);
      if (named == node.children.end()) named = node.children.find("member");
      if (named != node.children.end()) items = &named->second;
    }
    boost::json::array out;
    for (const Node* entry : numbered(*items)) out.push_back(TRY(value(service_.shape_of(item), item.name, false, *entry)));
    return Document(std::move(out));
  }

  Result<Document> map(const ShapeModel& shape, bool flattened, const Node& node) const {
    auto sides = service_.members_of(shape);
    const Node* entries = &node;
    if (auto named = node.children.find("entry"); !flattened && named != node.children.end()) entries = &named->second;
    boost::json::object out;
    for (const Node* entry : numbered(*entries)) {
      auto key = entry->children.find(sides[0].wire_name), found = entry->children.find(sides[1].wire_name);
      if (key == entry->children.end() || found == entry->children.end()) continue;
      out[key->second.value] = TRY(value(service_.shape_of(sides[1]), sides[1].name, false, found->second));
    }
    return Document(std::move(out));
  }

  const ServiceModel& service_;
};

// The parameters of the query string, then those of the form.
Result<std::vector<Parameter>> parameters_of(const net::HttpRequest& request, std::string_view body) {
  auto all = parse_parameters(request.query(), true);
  auto form = parse_parameters(body, true);
  if (!all || !form) return malformed_query("The query string contains a broken escape.");
  for (Parameter& parameter : *form) all->push_back(std::move(parameter));
  for (const Parameter& parameter : *all)
    if (!is_utf8(parameter.name) || !is_utf8(parameter.value)) return malformed_query("The query string is not UTF-8.");
  return std::move(*all);
}

}  // namespace

Route find_operation(const ServiceModel& service, const net::HttpRequest& request, std::string_view body) {
  Route route{.service = &service};
  auto parameters = parameters_of(request, body);
  if (!parameters.ok()) {
    route.error = parameters.error();
    return route;
  }
  std::string_view action, version;
  for (const Parameter& parameter : parameters.value()) {
    if (parameter.name == "Action") action = parameter.value;
    if (parameter.name == "Version") version = parameter.value;
  }
  if (action.empty()) {
    route.error = Error{"MissingAction", "The request must contain the parameter Action.", 400, {}};
    return route;
  }
  if (version.empty() || version == service.api_version) route.operation = service.find_operation(action);
  if (!route.operation)
    route.error = Error{"InvalidAction", "Could not find operation " + std::string(action) + " for version " +
                                             std::string(version.empty() ? service.api_version : version), 400, {}};
  return route;
}

Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body) {
  if (route.operation->input == kNone) return Document(boost::json::object());
  Node tree = TRY(build_tree(TRY(parameters_of(request, body))));
  return Reader(*route.service).structure(route.service->shapes[route.operation->input], tree);
}

net::HttpReply encode_reply(const Route& route, OperationReply reply, const ReplyIds& ids) {
  const ServiceModel& service = *route.service;
  const OperationModel& operation = *route.operation;
  const std::string response = std::string(operation.name) + "Response";
  XmlWriter xml(service, 0);
  xml.open(response, service.xml_namespace);
  if (operation.output != kNone) {
    if (!operation.result_wrapper.empty()) xml.open(operation.result_wrapper);
    xml.members(service.shapes[operation.output], reply.output);
    if (!operation.result_wrapper.empty()) xml.close(operation.result_wrapper);
  }
  xml.open("ResponseMetadata");
  xml.element("RequestId", ids.request_id);
  xml.close("ResponseMetadata");
  xml.close(response);
  net::HttpReply out;
  out.headers.push_back({"Content-Type", "text/xml"});
  out.body = xml.take();
  return out;
}

net::HttpReply encode_error(const ServiceModel& service, const ErrorParts& error, const ReplyIds& ids) {
  XmlWriter xml(service, 0);
  xml.open("ErrorResponse", service.xml_namespace);
  xml.open("Error");
  xml.element("Type", error.status >= 500 ? "Receiver" : "Sender");
  xml.element("Code", error.code);
  xml.element("Message", error.message);
  for (const auto& [name, value] : error.members) xml.element(name, value);
  xml.close("Error");
  xml.element("RequestId", ids.request_id);
  xml.close("ErrorResponse");
  net::HttpReply out;
  out.status = error.status;
  out.headers.push_back({"Content-Type", "text/xml"});
  out.body = xml.take();
  return out;
}

}  // namespace tarn::aws::query
