// The SQL/JSON functions of Trino: JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT, JSON_ARRAY.
#include "sql/parser/expressions.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;
using Form = JsonFunction::Form;
using Behaviour = JsonFunction::Behaviour;

// [FORMAT JSON [ENCODING {UTF8|UTF16|UTF32}]]
Result<std::string> parse_format(Cursor& c) {
  if (!c.accept("FORMAT")) return std::string();
  TRY(c.expect("JSON"));
  if (!c.accept("ENCODING")) return std::string("json");
  return "json encoding " + lower_ascii(TRY(c.expect_any({"UTF8", "UTF16", "UTF32"})));
}

Result<void> parse_path_invocation(Cursor& c, JsonFunction& node) {
  node.input = TRY(parse_expr(c));
  node.input_format = TRY(parse_format(c));
  TRY(c.expect(","));
  node.path = TRY(c.string());
  if (!c.accept("PASSING")) return {};
  do {
    JsonFunction::Passing passing;
    passing.value = TRY(parse_expr(c));
    passing.format = TRY(parse_format(c));
    TRY(c.expect("AS"));
    passing.name = TRY(c.identifier());
    node.passing.push_back(std::move(passing));
  } while (c.accept(","));
  return {};
}

Result<void> parse_returning(Cursor& c, JsonFunction& node) {
  if (!c.accept("RETURNING")) return {};
  node.returning = TRY(parse_type(c));
  node.returning_format = TRY(parse_format(c));
  return {};
}

// NULL, ERROR, DEFAULT e, TRUE, FALSE, UNKNOWN, EMPTY ARRAY, EMPTY OBJECT
Result<Behaviour> parse_behaviour(Cursor& c, ExprPtr& value) {
  if (c.accept("NULL")) return Behaviour::null;
  if (c.accept("ERROR")) return Behaviour::error;
  if (c.accept("TRUE")) return Behaviour::true_;
  if (c.accept("FALSE")) return Behaviour::false_;
  if (c.accept("UNKNOWN")) return Behaviour::unknown;
  if (c.accept("EMPTY")) return TRY(c.expect_any({"ARRAY", "OBJECT"})) == "ARRAY" ? Behaviour::empty_array : Behaviour::empty_object;
  TRY(c.expect("DEFAULT"));
  value = TRY(parse_expr(c));
  return Behaviour::default_;
}

Result<void> parse_behaviours(Cursor& c, JsonFunction& node) {
  while (!c.at(")")) {
    ExprPtr value;
    auto behaviour = TRY(parse_behaviour(c, value));
    TRY(c.expect("ON"));
    bool empty = TRY(c.expect_any({"EMPTY", "ERROR"})) == "EMPTY";
    (empty ? node.on_empty : node.on_error) = behaviour;
    (empty ? node.empty_default : node.error_default) = std::move(value);
  }
  return {};
}

Result<void> parse_wrapper(Cursor& c, JsonFunction& node) {
  if (c.accept("WITHOUT")) {
    c.accept("ARRAY");
    TRY(c.expect("WRAPPER"));
    node.wrapper = JsonFunction::Wrapper::without;
  } else if (c.accept("WITH")) {
    auto condition = c.accept_any({"CONDITIONAL", "UNCONDITIONAL"});
    c.accept("ARRAY");
    TRY(c.expect("WRAPPER"));
    node.wrapper = condition == "CONDITIONAL" ? JsonFunction::Wrapper::conditional : JsonFunction::Wrapper::unconditional;
  }
  auto quotes = c.accept_any({"KEEP", "OMIT"});
  if (quotes.empty()) return {};
  node.keep_quotes = quotes == "KEEP";
  TRY(c.expect("QUOTES"));
  if (c.accept("ON")) TRY(c.expect_all({"SCALAR", "STRING"}));
  return {};
}

Result<void> parse_member(Cursor& c, JsonFunction& node) {
  JsonFunction::Item item;
  bool key_word = c.accept_all({"KEY"});
  item.key = TRY(parse_expr(c));
  if (key_word) {
    TRY(c.expect("VALUE"));
  } else {
    TRY(c.expect_any({":", "VALUE"}));
  }
  item.value = TRY(parse_expr(c));
  item.format = TRY(parse_format(c));
  node.items.push_back(std::move(item));
  return {};
}

Result<void> parse_null_clause(Cursor& c, JsonFunction& node) {
  auto word = c.accept_any({"NULL", "ABSENT"});
  if (word.empty()) return {};
  node.null_on_null = word == "NULL";
  return c.expect_all({"ON", "NULL"});
}

Result<void> parse_object(Cursor& c, JsonFunction& node) {
  if (!c.at_any({")", "NULL", "ABSENT", "WITH", "WITHOUT", "RETURNING"})) {
    do {
      TRY(parse_member(c, node));
    } while (c.accept(","));
  }
  TRY(parse_null_clause(c, node));
  auto unique = c.accept_any({"WITH", "WITHOUT"});
  if (!unique.empty()) {
    node.unique_keys = unique == "WITH";
    TRY(c.expect("UNIQUE"));
    c.accept("KEYS");
  }
  return parse_returning(c, node);
}

Result<void> parse_array(Cursor& c, JsonFunction& node) {
  bool empty = c.at_any({")", "ABSENT", "RETURNING"}) || c.at_all({"NULL", "ON"});
  if (!empty) {
    do {
      JsonFunction::Item item;
      item.value = TRY(parse_expr(c));
      item.format = TRY(parse_format(c));
      node.items.push_back(std::move(item));
    } while (c.accept(","));
  }
  TRY(parse_null_clause(c, node));
  return parse_returning(c, node);
}

Result<void> parse_body(Cursor& c, JsonFunction& node) {
  switch (node.form) {
    case Form::object: return parse_object(c, node);
    case Form::array: return parse_array(c, node);
    case Form::exists: TRY(parse_path_invocation(c, node)); break;
    case Form::value:
      TRY(parse_path_invocation(c, node));
      TRY(parse_returning(c, node));
      break;
    case Form::query:
      TRY(parse_path_invocation(c, node));
      TRY(parse_returning(c, node));
      TRY(parse_wrapper(c, node));
      break;
  }
  return parse_behaviours(c, node);
}

}  // namespace

Result<ExprPtr> parse_json_function(Cursor& c) {
  constexpr std::pair<std::string_view, Form> kForms[] = {{"JSON_EXISTS", Form::exists}, {"JSON_VALUE", Form::value}, {"JSON_QUERY", Form::query},
                                                          {"JSON_OBJECT", Form::object}, {"JSON_ARRAY", Form::array}};
  for (const auto& [word, form] : kForms) {
    if (!c.at(word)) continue;
    auto begin = c.mark();
    c.skip();
    auto node = std::make_unique<JsonFunction>();
    node->form = form;
    TRY(c.expect("("));
    TRY(parse_body(c, *node));
    TRY(c.expect(")"));
    node->span = c.span_from(begin);
    return ExprPtr(std::move(node));
  }
  return ExprPtr();
}

}  // namespace tarn::sql
