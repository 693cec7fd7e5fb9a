// Scalars as texts: in headers, query parameters and XML elements.
#pragma once
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/document.h"
#include "aws/model.h"

namespace tarn::aws {

// The value that `text` stands for, of the shape's kind; nullopt when it is not one. Times
// are read in every form that any protocol writes.
std::optional<Document> parse_text(const ShapeModel& shape, std::string_view text);

// `fraction_digits` of ISO 8601 times: 3 for S3, 0 for the query protocol.
std::string print_text(const ShapeModel& shape, const Document& value, TimeFormat format, int fraction_digits);

// Splits "a=1&b" into decoded pairs; nullopt: a broken escape. A name without '=' has an empty value.
struct Parameter {
  std::string name, value;
};
std::optional<std::vector<Parameter>> parse_parameters(std::string_view text, bool plus_is_space);

bool is_utf8(std::string_view text);
// The text itself, or what is legible of it where it is not UTF-8: errors quote what strangers send.
std::string legible(std::string text);

}  // namespace tarn::aws
