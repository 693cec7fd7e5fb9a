// AWS JSON 1.0 and 1.1: POST /, X-Amz-Target: <prefix>.<Operation>.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <algorithm>
#include <cmath>
#include <limits>

#include "aws/codecs.h"
#include "aws/wire_text.h"
#include "base/encoding.h"

namespace tarn::aws::json {
namespace {

constexpr unsigned kMaxDepth = 128;

Error serialization_error(std::string message) { return {"SerializationException", std::move(message), 400, {}}; }

std::string_view word_for(const Document& value) {
  switch (value.kind()) {
    case boost::json::kind::string: return "STRING_VALUE";
    case boost::json::kind::bool_: return value.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
    case boost::json::kind::double_: return "DECIMAL_VALUE";
    case boost::json::kind::int64:
    case boost::json::kind::uint64: return "NUMBER_VALUE";
    case boost::json::kind::object: return "START_OBJECT";
    case boost::json::kind::array: return "START_ARRAY";
    case boost::json::kind::null: break;
  }
  return "NULL_VALUE";
}

Error cannot_convert(const Document& value, std::string_view type) {
  if (value.is_object() || value.is_array()) return serialization_error(value.is_object() ? "Start of structure or map found where not expected." : "Start of list found where not expected");
  return serialization_error(std::string(word_for(value)) + " can not be converted to " + std::string(type));
}

// Turns parsed JSON into a Document of the model, in place: times to microseconds, blobs to bytes, nulls and unknown members go.
class Reader {
 public:
  explicit Reader(const ServiceModel& service) : service_(service) {}

  Result<void> read(const ShapeModel& shape, Document& document) {
    if (!value(shape, document)) return std::move(error_);
    return {};
  }

 private:
  // False: error_ says why.
  bool value(const ShapeModel& shape, Document& value) {
    switch (shape.kind) {
      case Kind::structure: return structure(shape, value);
      case Kind::list: return list(shape, value);
      case Kind::map: return map(shape, value);
      case Kind::document: return true;
      case Kind::string: return value.is_string() || fail(cannot_convert(value, "a String"));
      case Kind::boolean: return value.is_bool() || fail(cannot_convert(value, "a Boolean"));
      case Kind::blob: return blob(value);
      case Kind::integer: return integer(shape, value);
      case Kind::float64: return number(value);
      case Kind::timestamp: return timestamp(value);
    }
    return true;
  }

  bool fail(Error error) {
    error_ = std::move(error);
    return false;
  }

  bool structure(const ShapeModel& shape, Document& in) {
    if (!in.is_object()) return fail(cannot_convert(in, "a structure"));
    auto& members = in.get_object();
    for (auto entry = members.begin(); entry != members.end();) {
      const MemberModel* member = service_.find_member(shape, entry->key());
      if (!member || entry->value().is_null()) {
        entry = members.erase(entry);
      } else {
        if (!value(service_.shape_of(*member), entry->value())) return false;
        ++entry;
      }
    }
    return true;
  }

  bool list(const ShapeModel& shape, Document& in) {
    if (!in.is_array()) return fail(cannot_convert(in, "a list"));
    const ShapeModel& item = service_.shape_of(service_.members_of(shape)[0]);
    auto& items = in.get_array();
    auto is_null = [](const Document& entry) { return entry.is_null(); };
    if (auto first = std::find_if(items.begin(), items.end(), is_null); first != items.end()) items.erase(std::remove_if(first, items.end(), is_null), items.end());
    return std::all_of(items.begin(), items.end(), [&](Document& entry) { return value(item, entry); });
  }

  bool map(const ShapeModel& shape, Document& in) {
    if (!in.is_object()) return fail(cannot_convert(in, "a map"));
    const ShapeModel& item = service_.shape_of(service_.members_of(shape)[1]);
    auto& entries = in.get_object();
    for (auto entry = entries.begin(); entry != entries.end();) {
      if (entry->value().is_null()) {
        entry = entries.erase(entry);
      } else {
        if (!value(item, entry->value())) return false;
        ++entry;
      }
    }
    return true;
  }

  bool blob(Document& in) {
    if (!in.is_string()) return fail(cannot_convert(in, "a Blob"));
    auto bytes = from_base64(std::string_view(in.get_string()));
    if (!bytes) return fail(serialization_error("Invalid base64 content"));
    in = boost::json::string_view(*bytes);
    return true;
  }

  bool integer(const ShapeModel& shape, Document& in) {
    const char* type = shape.wide ? "a Long" : "an Integer";
    int64_t out = 0;
    if (in.is_int64()) {
      out = in.get_int64();
    } else if (in.is_double() && std::abs(in.get_double()) < 9e15) {
      out = static_cast<int64_t>(in.get_double());  // AWS cuts fractions off
    } else {
      return fail(cannot_convert(in, type));
    }
    if (!shape.wide && (out > std::numeric_limits<int32_t>::max() || out < std::numeric_limits<int32_t>::min())) return fail(cannot_convert(in, type));
    in = out;
    return true;
  }

  bool number(Document& in) {
    if (in.is_string()) {  // how JSON 1.1 spells what JSON cannot
      const std::string_view text(in.get_string());
      const bool negative = text == "-Infinity";
      if (text == "NaN") in = std::nan("");
      else if (negative || text == "Infinity") in = negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    }
    if (!in.is_number()) return fail(cannot_convert(in, "a Double"));
    in = in.to_number<double>();
    return true;
  }

  bool timestamp(Document& in) {
    constexpr double kFarthest = 253402300800;  // the year 10000
    if (in.is_number()) {
      const double seconds = in.to_number<double>();
      if (std::abs(seconds) > kFarthest) return fail(serialization_error("Timestamp out of range"));
      in = static_cast<int64_t>(std::llround(seconds * 1e6));
      return true;
    }
    auto time = in.is_string() ? parse_iso8601(std::string_view(in.get_string())) : std::nullopt;
    if (!time) return fail(cannot_convert(in, "a Timestamp"));
    in = time->time_since_epoch().count();
    return true;
  }

  const ServiceModel& service_;
  Error error_;
};

// The other way round, in place.
class Writer {
 public:
  explicit Writer(const ServiceModel& service) : service_(service) {}

  void value(const ShapeModel& shape, const MemberModel* member, Document& value) const {
    switch (shape.kind) {
      case Kind::structure: return structure(shape, value);
      case Kind::list:
        if (!value.is_array()) return;
        for (auto& item : value.get_array()) this->value(service_.shape_of(service_.members_of(shape)[0]), nullptr, item);
        return;
      case Kind::map:
        if (!value.is_object()) return;
        for (auto& [key, item] : value.get_object()) this->value(service_.shape_of(service_.members_of(shape)[1]), nullptr, item);
        return;
      case Kind::timestamp: return timestamp(shape, member, value);
      case Kind::blob:
        if (value.is_string()) value = boost::json::string(to_base64(std::string_view(value.get_string())));
        return;
      case Kind::float64:
        if (value.is_double() && !std::isfinite(value.get_double())) value = std::isnan(value.get_double()) ? "NaN" : value.get_double() > 0 ? "Infinity" : "-Infinity";
        return;
      case Kind::string:
      case Kind::boolean:
      case Kind::integer:
      case Kind::document: return;
    }
  }

 private:
  void structure(const ShapeModel& shape, Document& value) const {
    if (!value.is_object()) return;
    auto& object = value.get_object();
    for (const MemberModel& member : service_.members_of(shape)) {
      const ShapeModel& target = service_.shape_of(member);
      if (target.kind == Kind::string || target.kind == Kind::boolean || target.kind == Kind::integer) continue;
      if (Document* found = object.if_contains(member.name)) this->value(target, &member, *found);
    }
  }

  static void timestamp(const ShapeModel& shape, const MemberModel* member, Document& value) {
    if (!value.is_int64()) return;
    TimeFormat format = member && member->time_format != TimeFormat::protocol_default ? member->time_format : shape.time_format;
    if (format == TimeFormat::iso8601) {
      value = boost::json::string(iso8601(TimePoint{Duration{value.get_int64()}}));
    } else {
      value = static_cast<double>(value.get_int64() / 1000) / 1e3;  // the services answer whole milliseconds
    }
  }

  const ServiceModel& service_;
};

std::string content_type(const ServiceModel& service) { return "application/x-amz-json-" + std::string(service.json_version); }

}  // namespace

Route find_operation(const ServiceModel& service, const net::HttpRequest& request) {
  Route route{.service = &service};
  const std::string* target = request.header("X-Amz-Target");
  std::string_view name = target ? std::string_view(*target) : std::string_view();
  size_t dot = name.rfind('.');
  if (request.method == "POST" && dot != name.npos && name.substr(0, dot) == service.target_prefix)
    route.operation = service.find_operation(name.substr(dot + 1));
  if (!route.operation) route.error = Error{"UnknownOperationException", "", 400, {}};
  return route;
}

Result<Document> decode(const Route& route, std::string_view body, boost::json::storage_ptr memory) {
  if (route.operation->input == kNone) return Document(boost::json::object());
  const ShapeModel& shape = route.service->shapes[route.operation->input];
  if (body.find_first_not_of(" \t\r\n") == body.npos) return Document(boost::json::object());
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::system::error_code failed;
  Document parsed = boost::json::parse(body, failed, std::move(memory), options);
  if (failed) return serialization_error({});
  TRY(Reader(*route.service).read(shape, parsed));
  return parsed;
}

net::HttpReply encode_reply(const Route& route, OperationReply reply) {
  net::HttpReply out;
  out.headers.push_back({"Content-Type", content_type(*route.service)});
  if (reply.body) {  // the handler has written the text itself
    out.content_length = reply.body->remaining();
    out.stream = std::move(reply.body);
    return out;
  }
  if (route.operation->output == kNone) return out;
  Writer(*route.service).value(route.service->shapes[route.operation->output], nullptr, reply.output);
  out.body = boost::json::serialize(reply.output);
  return out;
}

net::HttpReply encode_error(const ServiceModel& service, const ErrorParts& error) {
  const ShapeModel* shape = service.find_error(error.code);
  const bool capital = shape && service.find_member(*shape, "Message");
  boost::json::object body{{"__type", error.code}};
  if (!error.message.empty()) body[capital ? "Message" : "message"] = error.message;
  net::HttpReply out;
  out.status = error.status;
  for (const auto& [name, value] : error.members) {
    if (name.starts_with("x-amzn-")) out.headers.push_back({name, value});
    else body[name] = value;
  }
  out.headers.push_back({"Content-Type", content_type(service)});
  out.headers.push_back({"x-amzn-ErrorType", error.code});
  out.body = boost::json::serialize(body);
  return out;
}

}  // namespace tarn::aws::json
