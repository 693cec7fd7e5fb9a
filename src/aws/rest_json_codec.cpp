// REST-JSON: operations told apart by method and path; path labels, query parameters and headers beside a JSON body. Errors of the
// Iceberg REST catalog have an envelope of their own.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <span>

#include "aws/codecs.h"
#include "aws/wire_text.h"
#include "base/encoding.h"

namespace tarn::aws::rest_json {
namespace {

constexpr unsigned kMaxDepth = 128;

Error malformed(std::string message) { return {"SerializationException", std::move(message), 400, {}}; }

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> out;
  for (size_t at = path.starts_with('/') ? 1 : 0; at <= path.size();) {
    const size_t slash = std::min(path.find('/', at), path.size());
    out.push_back(path.substr(at, slash - at));
    at = slash + 1;
  }
  if (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

bool is_label(std::string_view part) { return part.starts_with('{'); }

// How many parts of the path are spelled out; nullopt: another path.
std::optional<size_t> match(std::span<const std::string_view> pattern, std::span<const std::string_view> path) {
  if (pattern.size() != path.size()) return std::nullopt;
  size_t constants = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (is_label(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return std::nullopt;
    constants += !is_label(pattern[i]);
  }
  return constants;
}

// Turns parsed JSON into a Document of the model: wire names to the model's, nulls and unknown members dropped.
class Reader {
 public:
  explicit Reader(const ServiceModel& service) : service_(service) {}

  Result<Document> value(const ShapeModel& shape, Document in, std::string_view name) const {
    switch (shape.kind) {
      case Kind::document: return in;
      case Kind::list: return list(shape, std::move(in), name);
      case Kind::map: return map(shape, std::move(in), name);
      case Kind::structure:
        if (!in.is_object()) return wrong(name);
        return structure(shape, in.get_object());
      case Kind::boolean: return in.is_bool() ? Result<Document>(std::move(in)) : wrong(name);
      case Kind::integer: return in.is_int64() ? Result<Document>(std::move(in)) : wrong(name);
      case Kind::float64: return in.is_number() ? Result<Document>(in.to_number<double>()) : wrong(name);
      case Kind::string: return in.is_string() ? Result<Document>(std::move(in)) : wrong(name);
      case Kind::blob:
      case Kind::timestamp: break;
    }
    if (!in.is_string()) return wrong(name);
    auto parsed = parse_text(shape, std::string_view(in.get_string()));
    return parsed ? Result<Document>(std::move(*parsed)) : wrong(name);
  }

  Result<Document> structure(const ShapeModel& shape, boost::json::object& in) const {
    boost::json::object out;
    for (const MemberModel& member : service_.members_of(shape)) {
      if (member.location != Location::body) continue;
      Document* found = in.if_contains(member.wire_name);
      if (!found || found->is_null()) continue;
      out[member.name] = TRY(value(service_.shape_of(member), std::move(*found), member.wire_name));
    }
    return Document(std::move(out));
  }

 private:
  static Error wrong(std::string_view name) { return malformed("Cannot parse the value of " + std::string(name)); }

  Result<Document> list(const ShapeModel& shape, Document in, std::string_view name) const {
    if (!in.is_array()) return wrong(name);
    const ShapeModel& item = service_.shape_of(service_.members_of(shape)[0]);
    boost::json::array out;
    for (Document& entry : in.get_array()) out.push_back(TRY(value(item, std::move(entry), name)));
    return Document(std::move(out));
  }

  Result<Document> map(const ShapeModel& shape, Document in, std::string_view name) const {
    if (!in.is_object()) return wrong(name);
    const ShapeModel& item = service_.shape_of(service_.members_of(shape)[1]);
    boost::json::object out;
    for (auto& [key, entry] : in.get_object()) out[key] = TRY(value(item, std::move(entry), name));
    return Document(std::move(out));
  }

  const ServiceModel& service_;
};

Result<Document> parse_body(std::string_view body) {
  if (body.find_first_not_of(" \t\r\n") == body.npos) return Document(boost::json::object());
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::system::error_code failed;
  Document parsed = boost::json::parse(body, failed, {}, options);
  if (failed || !parsed.is_object()) return malformed("The body is not a JSON object");
  return parsed;
}

// Labels, query parameters and headers.
Result<void> read_outside(const Route& route, const net::HttpRequest& request, const ShapeModel& shape, boost::json::object& out) {
  const auto pattern = split_path(route.operation->path), path = split_path(request.path());
  auto parameters = parse_parameters(request.query(), true);
  if (!parameters) return malformed("The query is not percent-encoded UTF-8");
  auto add = [&](const MemberModel& member, const std::string& text) -> Result<void> {
    if (!is_utf8(text)) return malformed("The value of " + std::string(member.wire_name) + " is not UTF-8");
    auto parsed = parse_text(route.service->shape_of(member), text);
    if (!parsed) return malformed("Cannot parse the value of " + std::string(member.wire_name));
    out[member.name] = std::move(*parsed);
    return {};
  };
  for (const MemberModel& member : route.service->members_of(shape)) {
    if (member.location == Location::uri) {
      for (size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != "{" + std::string(member.wire_name) + "}") continue;
        auto text = percent_decode(path[i]);
        if (!text) return malformed("The path is not percent-encoded UTF-8");
        TRY(add(member, *text));
      }
    } else if (member.location == Location::query) {
      for (const Parameter& parameter : *parameters)
        if (parameter.name == member.wire_name && !parameter.value.empty()) TRY(add(member, parameter.value));
    } else if (member.location == Location::header) {
      if (const std::string* text = request.header(member.wire_name)) TRY(add(member, *text));
    }
  }
  return {};
}

// The wire's names for the members of the reply; what stands below them is written as it is.
boost::json::object wire_named(const ServiceModel& service, const ShapeModel& shape, boost::json::object& in) {
  boost::json::object out;
  for (const MemberModel& member : service.members_of(shape))
    if (Document* found = in.if_contains(member.name)) out[member.wire_name] = std::move(*found);
  return out;
}

}  // namespace

Route find_operation(const ServiceModel& service, const net::HttpRequest& request) {
  Route route{.service = &service};
  const auto path = split_path(request.path());
  size_t best = 0;
  for (const OperationModel& operation : service.operations) {
    if (operation.method != request.method) continue;
    const auto rank = match(split_path(operation.path), path);
    if (!rank || (route.operation && *rank <= best)) continue;
    route.operation = &operation;
    best = *rank;
  }
  if (!route.operation) route.error = Error{"UnknownOperationException", "There is no operation " + request.method + " " + legible(std::string(request.path())), 404, {}};
  return route;
}

Result<Document> decode(const Route& route, const net::HttpRequest& request, std::string_view body) {
  boost::json::object out;
  if (route.operation->input == kNone) return Document(std::move(out));
  const ShapeModel& shape = route.service->shapes[route.operation->input];
  Document parsed = TRY(parse_body(body));
  if (shape.payload != kNone) {
    const MemberModel& payload = route.service->members_of(shape)[shape.payload];
    out[payload.name] = TRY(Reader(*route.service).value(route.service->shape_of(payload), std::move(parsed), payload.wire_name));
  } else {
    out = std::move(TRY(Reader(*route.service).structure(shape, parsed.get_object())).get_object());
  }
  TRY(read_outside(route, request, shape, out));
  return Document(std::move(out));
}

net::HttpReply encode_reply(const Route& route, OperationReply reply) {
  net::HttpReply out;
  out.status = route.operation->status;
  if (route.operation->output == kNone) return out;
  const ShapeModel& shape = route.service->shapes[route.operation->output];
  out.headers.push_back({"Content-Type", "application/json"});
  out.body = boost::json::serialize(wire_named(*route.service, shape, reply.output.get_object()));
  return out;
}

}  // namespace tarn::aws::rest_json
