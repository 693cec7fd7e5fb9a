// The published service models as constant tables: every operation and shape of each service that models/*.json names. The rows
// are written by tools/modelgen at build time; decoders, encoders and the validator walk them.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace tarn::aws {

enum class Protocol : uint8_t { rest_xml, rest_json, json, query };

enum class Kind : uint8_t { structure, list, map, string, blob, boolean, integer, float64, timestamp, document };

// Where a member travels in an HTTP message of the rest protocols.
enum class Location : uint8_t { body, payload, header, header_prefix, query, uri, status };

enum class TimeFormat : uint8_t { protocol_default, iso8601, http_date, unix_seconds };

// True when the whole text has the form that the model's pattern asks for.
using PatternPredicate = bool (*)(std::string_view text);

struct PatternModel {
  std::string_view text;  // as published; printed in validation errors
  PatternPredicate matches;
};

constexpr uint16_t kNone = 0xFFFF;

struct MemberModel {
  std::string_view name;       // the model's name: CreateBucketConfiguration
  std::string_view wire_name;  // header, query parameter or element name; equals `name` where the model gives none
  std::string_view xml_namespace;  // of the element, where the model gives one
  std::string_view xml_prefix;
  uint16_t shape = kNone;
  Location location = Location::body;
  TimeFormat time_format = TimeFormat::protocol_default;
  bool required : 1 = false;
  bool flattened : 1 = false;
  bool streaming : 1 = false;
  bool xml_attribute : 1 = false;
  bool idempotency_token : 1 = false;
};

struct ShapeModel {
  std::string_view name;
  Kind kind = Kind::structure;
  TimeFormat time_format = TimeFormat::protocol_default;
  bool is_union : 1 = false;
  bool flattened : 1 = false;
  bool sensitive : 1 = false;
  bool is_error : 1 = false;
  bool wide : 1 = false;     // integer: 64 bits
  bool wrapper : 1 = false;  // query replies: list element that wraps its own name
  bool has_min : 1 = false;  // of length for strings, blobs and collections; of value for numbers
  bool has_max : 1 = false;
  uint16_t http_status = 0;  // of errors; 0: 400
  uint16_t pattern = kNone;  // into ServiceModel::patterns
  uint16_t payload = kNone;  // member (counted within the structure) that is the whole body
  uint16_t member_count = 0;  // structure: its members; list: 1 (the element); map: 2 (key, value)
  uint32_t first_member = 0;  // into ServiceModel::members
  uint32_t first_enum = 0;    // into ServiceModel::enums
  uint16_t enum_count = 0;
  double min = 0, max = 0;
  std::string_view error_code;  // of errors, where it is not `name`
};

struct OperationModel {
  std::string_view name;
  std::string_view method;
  std::string_view path;          // "/{Bucket}/{Key+}"
  std::string_view query;         // "uploads", "list-type=2": what the model's URI demands after '?'
  std::string_view result_wrapper;  // query replies: <CreateUserResult>
  std::string_view input_element;   // rest-xml: root element of a body without payload member
  std::string_view input_namespace;
  std::string_view output_element;  // rest-xml: root element of the reply
  uint16_t input = kNone;   // shapes
  uint16_t output = kNone;
  uint16_t status = 200;    // of success
  uint16_t error_count = 0;
  uint32_t first_error = 0;  // into ServiceModel::errors
  bool implemented = false;  // named in models/<service>.json
};

struct ServiceModel {
  std::string_view name;           // "s3", "redshift-data": the file name in models/
  Protocol protocol;
  std::string_view api_version;
  std::string_view json_version;   // "1.0", "1.1"
  std::string_view target_prefix;  // "AWSGlue"
  std::string_view signing_name;
  std::string_view endpoint_prefix;  // first label of the service's host names
  std::string_view xml_namespace;
  std::string_view service_id;
  std::span<const OperationModel> operations;  // sorted by name
  std::span<const ShapeModel> shapes;          // sorted by name
  std::span<const MemberModel> members;
  std::span<const std::string_view> enums;
  std::span<const PatternModel> patterns;
  std::span<const uint16_t> errors;  // shapes

  const OperationModel* find_operation(std::string_view operation) const;
  const ShapeModel* find_shape(std::string_view shape) const;
  // The error shape with that code (its own, or its name); nullptr when the model has none.
  const ShapeModel* find_error(std::string_view code) const;

  std::span<const MemberModel> members_of(const ShapeModel& shape) const { return members.subspan(shape.first_member, shape.member_count); }
  const MemberModel* find_member(const ShapeModel& shape, std::string_view member) const;
  const ShapeModel& shape_of(const MemberModel& member) const { return shapes[member.shape]; }
  std::span<const std::string_view> enums_of(const ShapeModel& shape) const { return enums.subspan(shape.first_enum, shape.enum_count); }
};

// Every service that has a file in models/.
std::span<const ServiceModel* const> all_models();
const ServiceModel* find_model(std::string_view name);

}  // namespace tarn::aws
