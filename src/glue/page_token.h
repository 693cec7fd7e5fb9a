// Paging tokens: the place to go on from and a digest of the question, so that a token of another listing is refused. Stateless.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn::glue {

class PageToken {
 public:
  // `question`: the operation's name and every parameter that must be the same on the next page.
  explicit PageToken(std::initializer_list<std::string_view> question);

  std::string encode(std::string_view after) const;
  // Absent or empty: the first page (""). Error InvalidInputException: a token of another question.
  Result<std::string> decode(const std::optional<std::string>& token) const;

 private:
  std::string digest_;
};

}  // namespace tarn::glue
