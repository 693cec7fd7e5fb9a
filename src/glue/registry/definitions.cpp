#include "glue/registry/definitions.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "glue/errors.h"
#include "glue/registry/avro.h"
#include "glue/registry/json_schema.h"

namespace tarn::glue::registry {
namespace {

namespace json = boost::json;

Error invalid_definition(const std::string& format, const Error& cause) {
  return errors::invalid_input("Schema definition of " + format + " data format is invalid: " + cause.message);
}

json::value sorted(const json::value& value) {
  if (const auto* array = value.if_array()) {
    json::array out;
    for (const json::value& item : *array) out.push_back(sorted(item));
    return out;
  }
  const auto* object = value.if_object();
  if (!object) return value;
  std::vector<std::string> names;
  for (const auto& entry : *object) names.emplace_back(entry.key());
  std::sort(names.begin(), names.end());
  json::object out;
  for (const std::string& name : names) out[name] = sorted(object->at(name));
  return out;
}

// Whether data of `writer` can be read with `reader`.
Result<bool> reads(const std::string& format, const std::string& reader, const std::string& writer) {
  if (format == "AVRO") return can_read(TRY(parse_avro(reader)), TRY(parse_avro(writer)));
  const auto known = TRY(parse_json_schema(reader)), sent = TRY(parse_json_schema(writer));
  return accepts_all_of(known, sent);
}

}  // namespace

Result<void> check_definition(const std::string& format, const std::string& definition) {
  if (format == "PROTOBUF") return errors::not_supported("A schema of the data format PROTOBUF");
  if (format == "AVRO") {
    auto parsed = parse_avro(definition);
    if (!parsed.ok()) return invalid_definition(format, parsed.error());
    return {};
  }
  auto parsed = parse_json_schema(definition);
  if (!parsed.ok()) return invalid_definition(format, parsed.error());
  return {};
}

Result<std::string> canonical_form(const std::string& definition) {
  boost::system::error_code failed;
  json::parse_options options;
  options.max_depth = 1000;
  const auto document = json::parse(definition, failed, {}, options);
  return failed ? definition : json::serialize(sorted(document));
}

Reach reach_of(const std::string& compatibility) {
  if (compatibility == "NONE" || compatibility == "DISABLED") return Reach::none;
  return compatibility.ends_with("_ALL") ? Reach::all : Reach::latest;
}

Result<bool> may_follow(const std::string& format, const std::string& compatibility, const std::string& definition, const std::vector<std::string>& earlier) {
  const bool backward = compatibility.starts_with("BACKWARD") || compatibility.starts_with("FULL");
  const bool forward = compatibility.starts_with("FORWARD") || compatibility.starts_with("FULL");
  for (const std::string& old : earlier) {
    if (backward && !TRY(reads(format, definition, old))) return false;
    if (forward && !TRY(reads(format, old, definition))) return false;
  }
  return true;
}

}  // namespace tarn::glue::registry
