#include "glue/page_token.h"

#include "base/encoding.h"
#include "glue/errors.h"

namespace tarn::glue {
namespace {

constexpr size_t kDigestBytes = 8;

}  // namespace

PageToken::PageToken(std::initializer_list<std::string_view> question) {
  std::string text;
  for (std::string_view part : question) text += std::to_string(part.size()) + ":" + std::string(part);
  digest_ = sha256(text).substr(0, kDigestBytes);
}

std::string PageToken::encode(std::string_view after) const { return to_base64(digest_ + std::string(after)); }

Result<std::string> PageToken::decode(const std::optional<std::string>& token) const {
  if (!token || token->empty()) return std::string();
  auto bytes = from_base64(*token);
  if (!bytes || !bytes->starts_with(digest_)) return errors::foreign_token();
  return bytes->substr(kDigestBytes);
}

}  // namespace tarn::glue
