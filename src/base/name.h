// Strong names: a BucketName exists only if it is legal, and a plain string cannot be passed for one. The rules of each name
// stand beside its tag as a specialization of NameRules<Tag>::check.
#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn {

template <class Tag>
struct NameRules;  // static Result<std::string> check(std::string_view text): the stored form (folded), or the error

template <class Tag>
class Name {
 public:
  static Result<Name> parse(std::string_view text) { return Name(TRY(NameRules<Tag>::check(text))); }
  const std::string& str() const { return text_; }
  auto operator<=>(const Name&) const = default;

 private:
  explicit Name(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace tarn
