#include "s3/checksum_members.h"

#include <charconv>

#include "base/encoding.h"

namespace tarn::s3 {

Result<objects::Checksum> parse_claim(const ClaimedChecksum& claim) {
  objects::Checksum checksum{claim.algorithm, objects::ChecksumType::full_object, {}, 0};
  std::string_view text = claim.text;
  if (auto dash = text.rfind('-'); dash != std::string_view::npos) {
    auto count = text.substr(dash + 1);
    auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), checksum.part_count);
    if (error == std::errc{} && end == count.data() + count.size()) checksum.type = objects::ChecksumType::composite;
    text = text.substr(0, dash);
  }
  auto value = objects::parse_checksum_value(claim.algorithm, text);
  if (!value) {
    return errors::invalid_request("Value for x-amz-checksum-" + to_lower(objects::checksum_name(claim.algorithm)) + " header is invalid.");
  }
  checksum.value = *value;
  return checksum;
}

Result<std::optional<objects::ChecksumAlgorithm>> wanted_algorithm(const std::optional<std::string>& name) {
  if (!name) return std::optional<objects::ChecksumAlgorithm>{};
  auto algorithm = objects::find_checksum_algorithm(*name);
  if (!algorithm) return errors::not_implemented("The checksum algorithm " + *name + " is not implemented.");
  return algorithm;
}

std::optional<objects::ChecksumType> wanted_type(const std::optional<std::string>& name) {
  if (!name) return std::nullopt;
  return *name == "COMPOSITE" ? objects::ChecksumType::composite : objects::ChecksumType::full_object;
}

}  // namespace tarn::s3
