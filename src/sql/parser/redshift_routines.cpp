// Procedures, functions, and datashares.
#include "sql/parser/expressions.h"
#include "sql/parser/redshift_statements.h"
#include "sql/parser/types.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;
using Argument = rs::CreateRoutine::Argument;

// [name] [mode] type in any of the orders that PostgreSQL takes: "IN a int", "a IN int", "a int", "int".
Result<Argument> parse_argument(Cursor& c) {
  Argument argument;
  auto mode = [&] {
    if (!argument.mode.empty()) return;
    auto word = c.accept_any({"INOUT", "IN", "OUT"});
    argument.mode = lower_ascii(word);
  };
  mode();
  bool named = c.at_identifier() && (c.at_kind(TokenKind::word, 1) || c.at_kind(TokenKind::quoted_identifier, 1)) &&
               !c.at_all({"DOUBLE", "PRECISION"}) && !c.at("VARYING", 1) && !c.at_any({"WITH", "WITHOUT"}, 1);
  if (named) argument.name = TRY(c.identifier());
  mode();
  argument.type = TRY(parse_type(c));
  if (argument.mode.empty()) argument.mode = "in";
  return argument;
}

Result<std::vector<Argument>> parse_arguments(Cursor& c) {
  std::vector<Argument> out;
  TRY(c.expect("("));
  if (!c.at(")")) {
    do {
      out.push_back(TRY(parse_argument(c)));
    } while (c.accept(","));
  }
  TRY(c.expect(")"));
  return out;
}

// One clause behind the arguments; false: none stands here.
Result<bool> parse_clause(Cursor& c, rs::CreateRoutine& routine) {
  if (c.accept("NONATOMIC")) {
    routine.nonatomic = true;
  } else if (auto word = c.accept_any({"VOLATILE", "STABLE", "IMMUTABLE"}); !word.empty()) {
    routine.volatility = lower_ascii(word);
  } else if (c.accept("AS")) {
    routine.body = TRY(c.string());
  } else if (c.accept("LANGUAGE")) {
    routine.language = TRY(parse_word_or_string(c));
  } else if (c.accept("SECURITY")) {
    routine.security_definer = TRY(c.expect_any({"INVOKER", "DEFINER"})) == "DEFINER";
  } else if (c.accept("SET")) {
    rs::Option option{.name = "set " + c.take_word().value};
    if (!c.accept("=")) TRY(c.expect("TO"));
    option.value = c.at_integer() ? std::to_string(TRY(c.integer())) : TRY(parse_word_or_string(c));
    routine.options.push_back(std::move(option));
  } else {
    auto options = TRY(parse_options(c));
    for (auto& option : options) routine.options.push_back(std::move(option));
    return !options.empty();
  }
  return true;
}

}  // namespace

Result<std::vector<DataType>> parse_argument_types(Cursor& c) {
  std::vector<DataType> out;
  auto arguments = TRY(parse_arguments(c));
  for (auto& argument : arguments) out.push_back(std::move(argument.type));
  return out;
}

Result<StatementPtr> parse_create_routine(Cursor& c, Cursor::Mark begin, bool or_replace) {
  auto routine = std::make_unique<rs::CreateRoutine>();
  routine->or_replace = or_replace;
  bool procedure = TRY(c.expect_any({"FUNCTION", "PROCEDURE"})) == "PROCEDURE";
  if (procedure) routine->what = rs::CreateRoutine::What::procedure;
  routine->name = TRY(c.name());
  routine->arguments = TRY(parse_arguments(c));
  if (!procedure && c.accept("RETURNS")) routine->returns = TRY(parse_type(c));
  while (TRY(parse_clause(c, *routine))) {
  }
  return finish(c, begin, std::move(routine));
}

Result<StatementPtr> parse_call(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto call = std::make_unique<rs::Call>();
  call->name = TRY(c.name());
  TRY(c.expect("("));
  if (!c.at(")")) call->arguments = TRY(parse_exprs(c));
  TRY(c.expect(")"));
  return finish(c, begin, std::move(call));
}

namespace {

Result<void> parse_shared_objects(Cursor& c, rs::Datashare& share) {
  if (c.accept_all({"ALL", "TABLES", "IN", "SCHEMA"})) {
    share.object_kind = "all tables in schema";
  } else if (c.accept_all({"ALL", "FUNCTIONS", "IN", "SCHEMA"})) {
    share.object_kind = "all functions in schema";
  } else {
    share.object_kind = lower_ascii(TRY(c.expect_any({"TABLE", "SCHEMA", "FUNCTION"})));
  }
  share.objects = TRY(parse_names(c));
  if (share.object_kind == "function" && c.at("(")) TRY(parse_argument_types(c));
  return {};
}

Result<void> parse_share_setting(Cursor& c, rs::Datashare& share) {
  if (c.accept("INCLUDENEW")) {
    c.accept("=");
    share.include_new = TRY(parse_on_off(c));
    TRY(c.expect_all({"FOR", "SCHEMA"}));
    share.include_new_schema = TRY(c.name());
    return {};
  }
  TRY(c.expect("PUBLICACCESSIBLE"));
  c.accept("=");
  share.publicly_accessible = TRY(parse_on_off(c));
  return {};
}

}  // namespace

Result<StatementPtr> parse_datashare(Cursor& c, Cursor::Mark begin, bool alter) {
  TRY(c.expect("DATASHARE"));
  auto share = std::make_unique<rs::Datashare>();
  share->alter = alter;
  share->name = TRY(c.identifier());
  auto change = alter ? c.accept_any({"ADD", "REMOVE"}) : std::string_view();
  if (!change.empty()) {
    share->add = change == "ADD";
    TRY(parse_shared_objects(c, *share));
  } else if (c.accept("SET")) {
    TRY(parse_share_setting(c, *share));
  } else if (alter) {
    return c.mismatch();
  }
  return finish(c, begin, std::move(share));
}

}  // namespace tarn::sql::redshift
