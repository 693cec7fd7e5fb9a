// encoding-type=url of listings.
#pragma once
#include <optional>
#include <string>

#include "base/encoding.h"
#include "s3/errors.h"

namespace tarn::s3 {

class UrlEncoding {
 public:
  // Error InvalidArgument: neither absent nor "url".
  static Result<UrlEncoding> parse(const std::optional<std::string>& encoding_type) {
    if (encoding_type && *encoding_type != "url") {
      return errors::invalid_argument("Invalid Encoding Method specified in Request", "encoding-type", *encoding_type);
    }
    return UrlEncoding(encoding_type.has_value());
  }
  // A space becomes %20, which every SDK decodes ('+' some do not).
  std::string text(const std::string& plain) const { return is_on_ ? percent_encode(plain, true) : plain; }
  std::optional<std::string> text(const std::optional<std::string>& plain) const { return plain ? std::optional(text(*plain)) : std::nullopt; }

 private:
  explicit UrlEncoding(bool is_on) : is_on_(is_on) {}
  bool is_on_;
};

}  // namespace tarn::s3
