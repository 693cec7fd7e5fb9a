// Paths of the SQL/JSON functions: 'lax $.a[*]?(@.b > 1).c'. Keywords are case-sensitive, and the mode is written.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarn::sql {

struct JsonPathNode;
using JsonPathPtr = std::unique_ptr<JsonPathNode>;

struct JsonPathNode {
  enum class Kind : uint8_t {
    null_literal, true_literal, false_literal, number, string,  // text
    context, variable, current, last,                           // $  $name  @  last
    plus, minus,                                                // of one child
    add, subtract, multiply, divide, modulo,
    member, all_members, descendant,                            // children[0] .text
    elements, all_elements,                                     // children[0] [children[1..]]
    range,                                                      // children[0] to children[1], among elements
    filter,                                                     // children[0] ? (children[1])
    method,                                                     // children[0] .text()
    equal, not_equal, less, less_equal, greater, greater_equal, and_, or_, not_, exists, is_unknown, starts_with,
  } kind = Kind::context;
  std::string text;
  std::vector<JsonPathPtr> children;
};

struct JsonPath {
  bool strict = false;
  JsonPathPtr root;
};

// Errors: SYNTAX_ERROR, with what was not understood and where.
Result<JsonPath> parse_json_path(std::string_view text);

}  // namespace tarn::sql
