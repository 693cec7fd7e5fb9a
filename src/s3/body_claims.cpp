#include "s3/body_claims.h"

#include "base/encoding.h"

namespace tarn::s3 {

Result<std::optional<std::string>> parse_content_md5(const std::optional<std::string>& header) {
  constexpr size_t kMd5Bytes = 16;
  if (!header) return std::optional<std::string>{};
  auto value = from_base64(*header);
  if (!value || value->size() != kMd5Bytes) return errors::invalid_digest(*header);
  return value;
}

std::optional<objects::Checksum> trailing_checksum(const aws::TrailingHeaders& trailers) {
  constexpr std::string_view kPrefix = "x-amz-checksum-";
  for (auto& trailer : trailers) {
    auto name = to_lower(trailer.first);
    if (!name.starts_with(kPrefix)) continue;
    auto algorithm = objects::find_checksum_algorithm(name.substr(kPrefix.size()));
    if (!algorithm) continue;
    auto value = objects::parse_checksum_value(*algorithm, trailer.second);
    if (value) return objects::Checksum{*algorithm, objects::ChecksumType::full_object, *value, 0};
  }
  return std::nullopt;
}

}  // namespace tarn::s3
