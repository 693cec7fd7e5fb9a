#include "s3/write_headers.h"

#include <algorithm>

#include "base/encoding.h"

namespace tarn::s3 {
namespace {

constexpr size_t kMaxMetadataBytes = 2048;  // S3 user guide, user-defined object metadata

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }

}  // namespace

Result<void> check_storage_class(const std::optional<std::string>& name) {
  if (!name || is_one_of(*name, {"STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"})) return {};
  if (is_one_of(*name, {"GLACIER", "DEEP_ARCHIVE"})) return errors::not_implemented_header("x-amz-storage-class");
  return errors::invalid_storage_class(*name);
}

Result<void> check_acl(const std::optional<std::string>& acl) {
  if (!acl || is_one_of(*acl, {"private", "bucket-owner-full-control"})) return {};
  return errors::acl_not_supported();
}

Result<std::vector<std::pair<std::string, std::string>>> checked_metadata(const std::optional<std::map<std::string, std::string>>& metadata) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (!metadata) return pairs;
  size_t bytes = 0;
  for (auto& [name, value] : *metadata) {
    bytes += name.size() + value.size();
    pairs.emplace_back(to_lower(name), value);
  }
  if (bytes > kMaxMetadataBytes) return errors::metadata_too_large(bytes);
  return pairs;
}

std::string without_aws_chunked(std::string_view content_encoding) {
  std::string kept;
  while (!content_encoding.empty()) {
    auto coding = content_encoding.substr(0, content_encoding.find(','));
    content_encoding.remove_prefix(std::min(content_encoding.size(), coding.size() + 1));
    while (coding.starts_with(' ')) coding.remove_prefix(1);
    while (coding.ends_with(' ')) coding.remove_suffix(1);
    if (coding.empty() || equals_ignoring_case(coding, "aws-chunked")) continue;
    if (!kept.empty()) kept += ",";
    kept += coding;
  }
  return kept;
}

Result<void> check_redirect(const std::optional<std::string>& location) {
  if (!location || location->starts_with("/") || location->starts_with("http://") || location->starts_with("https://")) return {};
  return errors::invalid_argument("The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
                                  "x-amz-website-redirect-location", *location);
}

Result<objects::WriteConditions> write_conditions(const std::optional<std::string>& if_match, const std::optional<std::string>& if_none_match) {
  objects::WriteConditions conditions;
  if (if_match && if_none_match) return errors::not_implemented_header("If-None-Match");
  if (if_none_match && *if_none_match != "*") return errors::not_implemented_header("If-None-Match");
  conditions.must_be_absent = if_none_match.has_value();
  if (if_match) conditions.must_match = unquoted(*if_match);
  return conditions;
}

ConditionKeys tag_request_keys(const std::vector<objects::Tag>& tags) {
  ConditionKeys keys;
  for (auto& tag : tags) {
    keys.emplace_back("s3:requestobjecttag/" + to_lower(tag.key), tag.value);
    keys.emplace_back("s3:requestobjecttagkeys", tag.key);
  }
  return keys;
}

}  // namespace tarn::s3
