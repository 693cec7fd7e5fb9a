// Written by tools/modelgen from the model of tiny: do not edit.
#include "aws/model.h"
#include "aws/text_pattern.h"

namespace tarn::aws {
namespace {

bool pattern_0(std::string_view text) {
  static constexpr text::Range kRanges[] = {{9, 9}, {32, 55295}, {57344, 65533}, {65536, 1114111}};
  return text::all_in(text, kRanges, 0, text::kNoLimit);
}

bool pattern_1(std::string_view text) {
  static const text::Expression expression("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  return expression.matches(text);
}

constexpr PatternModel kPatterns[] = {
    {"[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*", &pattern_0},
    {"[a-z][a-z0-9]*(-[a-z0-9]+)*", &pattern_1},
};

constexpr std::string_view kEnums[] = {
    "RED",
    "GREEN",
};

constexpr MemberModel kMembers[] = {
    {.name = "Code", .wire_name = "Code", .shape = 9},
    {.name = "member", .wire_name = "member", .shape = 3},
    {.name = "Body", .wire_name = "Body", .shape = 1, .location = Location::payload, .streaming = true},
    {.name = "ETag", .wire_name = "ETag", .shape = 9, .location = Location::header},
    {.name = "Name", .wire_name = "Name", .shape = 9, .location = Location::uri, .required = true},
    {.name = "Tree", .wire_name = "Tree", .shape = 15, .required = true},
    {.name = "Default", .wire_name = "Default", .shape = 2, .required = true},
    {.name = "Size", .wire_name = "Size", .shape = 8},
    {.name = "Max", .wire_name = "Max", .shape = 7},
    {.name = "Extra", .wire_name = "Extra", .shape = 19},
    {.name = "Errors", .wire_name = "Errors", .shape = 4},
    {.name = "Tree", .wire_name = "Tree", .shape = 15},
    {.name = "When", .wire_name = "When", .shape = 14},
    {.name = "key", .wire_name = "key", .shape = 9},
    {.name = "value", .wire_name = "value", .shape = 9},
    {.name = "Slug", .wire_name = "Slug", .shape = 12, .required = true},
    {.name = "Left", .wire_name = "Left", .shape = 15},
    {.name = "Children", .wire_name = "Children", .shape = 16},
    {.name = "Tags", .wire_name = "Tags", .shape = 13},
    {.name = "Seed", .wire_name = "Seed", .shape = 0},
    {.name = "member", .wire_name = "member", .shape = 15},
    {.name = "Message", .wire_name = "Message", .shape = 9},
    {.name = "Text", .wire_name = "Text", .shape = 9},
    {.name = "Number", .wire_name = "Number", .shape = 8},
};

constexpr ShapeModel kShapes[] = {
    {.name = "Blob", .kind = Kind::blob},
    {.name = "Body", .kind = Kind::blob},
    {.name = "Color", .kind = Kind::string, .first_enum = 0, .enum_count = 2},
    {.name = "Error", .kind = Kind::structure, .member_count = 1, .first_member = 0},
    {.name = "ErrorList", .kind = Kind::list, .member_count = 1, .first_member = 1},
    {.name = "FetchResponse", .kind = Kind::structure, .payload = 0, .member_count = 2, .first_member = 2},
    {.name = "GetTreeRequest", .kind = Kind::structure, .member_count = 1, .first_member = 4},
    {.name = "Limit", .kind = Kind::integer, .has_min = true, .has_max = true, .min = 1, .max = 50},
    {.name = "Long", .kind = Kind::integer, .wide = true},
    {.name = "Name", .kind = Kind::string, .has_min = true, .has_max = true, .pattern = 0, .min = 1, .max = 255},
    {.name = "PutTreeRequest", .kind = Kind::structure, .member_count = 6, .first_member = 5},
    {.name = "PutTreeResponse", .kind = Kind::structure, .member_count = 2, .first_member = 11},
    {.name = "Slug", .kind = Kind::string, .pattern = 1},
    {.name = "TagMap", .kind = Kind::map, .member_count = 2, .first_member = 13},
    {.name = "Timestamp", .kind = Kind::timestamp},
    {.name = "Tree", .kind = Kind::structure, .member_count = 5, .first_member = 15},
    {.name = "TreeList", .kind = Kind::list, .has_max = true, .member_count = 1, .first_member = 20, .max = 10},
    {.name = "TreeNotFound", .kind = Kind::structure, .is_error = true, .member_count = 1, .first_member = 21},
    {.name = "TreeOnFire", .kind = Kind::structure, .is_error = true, .http_status = 503},
    {.name = "Value", .kind = Kind::structure, .is_union = true, .member_count = 2, .first_member = 22},
};

constexpr uint16_t kErrors[] = {
    17,
};

constexpr OperationModel kOperations[] = {
    {.name = "Fetch", .method = "GET", .path = "/{Name}", .input = 6, .output = 5, .implemented = true},
    {.name = "GetTree", .method = "POST", .path = "/", .input = 6, .output = 11, .implemented = true},
    {.name = "Ping", .method = "POST", .path = "/"},
    {.name = "PutTree", .method = "POST", .path = "/", .input = 10, .output = 11, .error_count = 1, .first_error = 0, .implemented = true},
};

}  // namespace

extern const ServiceModel k_tiny_model;
const ServiceModel k_tiny_model = {.name = "tiny", .protocol = Protocol::json, .api_version = "2020-01-01", .json_version = "1.1", .target_prefix = "Tiny", .signing_name = "tiny", .endpoint_prefix = "tiny", .xml_namespace = "", .service_id = "Tiny", .operations = kOperations, .shapes = kShapes, .members = kMembers, .enums = kEnums, .patterns = kPatterns, .errors = kErrors};

}  // namespace tarn::aws
