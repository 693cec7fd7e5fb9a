// Transactions, SET and RESET, cursors, prepared statements, EXPLAIN.
#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/redshift_statements.h"
#include "sql/parser/types.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;

Result<void> parse_isolation(Cursor& c, rs::Transaction& transaction) {
  if (c.accept("SERIALIZABLE")) {
    transaction.isolation = "serializable";
  } else if (c.accept("SNAPSHOT")) {
    transaction.isolation = "snapshot";
  } else if (c.accept("REPEATABLE")) {
    TRY(c.expect("READ"));
    transaction.isolation = "repeatable read";
  } else {
    TRY(c.expect("READ"));
    transaction.isolation = "read " + lower_ascii(TRY(c.expect_any({"COMMITTED", "UNCOMMITTED"})));
  }
  return {};
}

Result<void> parse_modes(Cursor& c, rs::Transaction& transaction) {
  while (true) {
    if (c.accept_all({"ISOLATION", "LEVEL"})) {
      TRY(parse_isolation(c, transaction));
    } else if (c.accept("READ")) {
      transaction.read_only = TRY(c.expect_any({"ONLY", "WRITE"})) == "ONLY";
    } else if (!c.accept(",")) {
      return {};
    }
  }
}

}  // namespace

Result<StatementPtr> parse_transaction(Cursor& c) {
  using Action = rs::Transaction::Action;
  auto begin = c.mark();
  auto transaction = std::make_unique<rs::Transaction>();
  if (c.accept_all({"START", "TRANSACTION"})) {
    TRY(parse_modes(c, *transaction));
  } else if (c.accept("BEGIN")) {
    c.accept_any({"WORK", "TRANSACTION"});
    TRY(parse_modes(c, *transaction));
  } else if (!c.accept_any({"COMMIT", "END"}).empty()) {
    transaction->action = Action::commit;
    c.accept_any({"WORK", "TRANSACTION"});
  } else if (!c.accept_any({"ROLLBACK", "ABORT"}).empty()) {
    transaction->action = Action::rollback;
    c.accept_any({"WORK", "TRANSACTION"});
    if (c.at("TO")) return Error{"0A000", "SQL command \"" + std::string(c.text().substr(c.span_from(begin).offset)) + "\" not supported."};
  } else {
    return StatementPtr();
  }
  return finish(c, begin, std::move(transaction));
}

namespace {

// A word, literal or signed number of SET.
Result<std::string> parse_set_value(Cursor& c) {
  if (c.at_any({"-", "+"}) || c.at_integer()) {
    auto begin = c.mark();
    c.accept_any({"-", "+"});
    if (!c.at_integer() && !c.at_kind(TokenKind::decimal)) return c.mismatch();
    c.skip();
    return std::string(c.text_from(begin));
  }
  if (c.at_kind(TokenKind::decimal) || c.at_kind(TokenKind::floating)) {
    std::string number(c.piece());
    c.skip();
    return number;
  }
  return parse_word_or_string(c);
}

Result<void> parse_set_values(Cursor& c, rs::Set& set) {
  if (c.accept("DEFAULT")) return {};
  set.value = TRY(parse_set_value(c));
  while (c.accept(",")) *set.value += ", " + TRY(parse_set_value(c));
  return {};
}

}  // namespace

Result<StatementPtr> parse_set(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto set = std::make_unique<rs::Set>();
  if (c.at_any({"LOCAL", "SESSION"}) && !c.at_any({"=", "TO"}, 1) && !c.at("AUTHORIZATION", 1)) {
    set->local = c.at("LOCAL");
    c.skip();
  }
  if (c.accept_all({"SESSION", "AUTHORIZATION"})) {
    set->name = "session authorization";
  } else if (c.at("ROLE") && !c.at_any({"=", "TO"}, 1)) {
    c.skip();
    set->name = "role";
  } else if (c.accept_all({"TIME", "ZONE"})) {
    set->name = "timezone";
    if (c.accept("INTERVAL")) {  // INTERVAL '-08:00' HOUR TO MINUTE
      set->value = TRY(parse_word_or_string(c));
      c.accept_all({"HOUR", "TO", "MINUTE"});
      return finish(c, begin, std::move(set));
    }
  } else if (c.at("SEED") && c.at("TO", 1)) {
    c.skip();
    c.skip();
    set->name = "seed";
  } else {
    set->name = TRY(c.name()).str();
    if (!c.accept("=")) TRY(c.expect("TO"));
  }
  TRY(parse_set_values(c, *set));
  return finish(c, begin, std::move(set));
}

Result<StatementPtr> parse_reset(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (c.accept("USE")) return finish(c, begin, std::make_unique<rs::Use>());
  auto reset = std::make_unique<rs::Reset>();
  if (c.accept("ALL")) {
    reset->name = "all";
  } else if (c.accept_all({"SESSION", "AUTHORIZATION"})) {
    reset->name = "session authorization";
  } else {
    reset->name = TRY(c.name()).str();
  }
  return finish(c, begin, std::move(reset));
}

namespace {

Result<StatementPtr> parse_declare(Cursor& c, Cursor::Mark begin) {
  auto declare = std::make_unique<rs::DeclareCursor>();
  declare->name = TRY(c.identifier());
  c.accept_any({"BINARY", "INSENSITIVE"});
  TRY(c.expect("CURSOR"));
  if (!c.accept_any({"WITH", "WITHOUT"}).empty()) TRY(c.expect("HOLD"));
  TRY(c.expect("FOR"));
  declare->query = TRY(tarn::sql::parse_query(c));
  return finish(c, begin, std::move(declare));
}

Result<StatementPtr> parse_fetch(Cursor& c, Cursor::Mark begin) {
  auto fetch = std::make_unique<rs::Fetch>();
  fetch->count = 1;
  if (c.at_any({"BACKWARD", "PRIOR", "FIRST", "LAST", "ABSOLUTE", "RELATIVE"}) && !c.at(";", 1) && !c.at_kind(TokenKind::end, 1)) {
    return Error{"0A000", "Cursor can only scan forward"};
  }
  if (c.accept("ALL")) {
    fetch->count.reset();
  } else if (c.at_integer()) {
    fetch->count = TRY(c.integer());
  } else if (c.accept("NEXT")) {
    fetch->count = 1;
  } else if (c.at("FORWARD") && (c.at("ALL", 1) || c.at_integer(1) || c.at_any({"FROM", "IN"}, 1))) {
    c.skip();
    if (c.accept("ALL")) fetch->count.reset();
    if (c.at_integer()) fetch->count = TRY(c.integer());
  }
  c.accept_any({"FROM", "IN"});
  fetch->cursor = TRY(c.identifier());
  return finish(c, begin, std::move(fetch));
}

}  // namespace

Result<StatementPtr> parse_cursor_statement(Cursor& c) {
  auto begin = c.mark();
  auto word = c.accept_any({"DECLARE", "FETCH", "CLOSE"});
  if (word == "DECLARE") return parse_declare(c, begin);
  if (word == "FETCH") return parse_fetch(c, begin);
  if (word.empty()) return c.mismatch();
  auto close = std::make_unique<rs::CloseCursor>();
  close->all = c.accept("ALL");
  if (!close->all) close->name = TRY(c.identifier());
  return finish(c, begin, std::move(close));
}

namespace {

Result<StatementPtr> parse_prepare(Cursor& c, Cursor::Mark begin) {
  auto nest = TRY(c.nest());
  auto prepare = std::make_unique<Prepare>();
  prepare->name = TRY(c.identifier());
  if (c.accept("(")) {
    do {
      prepare->parameter_types.push_back(TRY(parse_type(c)));
    } while (c.accept(","));
    TRY(c.expect(")"));
  }
  TRY(c.expect("AS"));
  auto start = c.mark();
  prepare->statement = TRY(parse_redshift_statement(c));
  prepare->text = std::string(c.text_from(start));
  return finish(c, begin, std::move(prepare));
}

Result<StatementPtr> parse_execute(Cursor& c, Cursor::Mark begin) {
  auto execute = std::make_unique<Execute>();
  execute->name = TRY(c.identifier());
  if (c.at("(")) {
    c.skip();
    if (!c.at(")")) execute->arguments = TRY(parse_exprs(c));
    TRY(c.expect(")"));
  }
  return finish(c, begin, std::move(execute));
}

}  // namespace

Result<StatementPtr> parse_prepared_statement(Cursor& c) {
  auto begin = c.mark();
  auto word = TRY(c.expect_any({"PREPARE", "EXECUTE", "DEALLOCATE"}));
  if (word == "PREPARE") return parse_prepare(c, begin);
  if (word == "EXECUTE") return parse_execute(c, begin);
  auto deallocate = std::make_unique<Deallocate>();
  c.accept("PREPARE");
  deallocate->all = c.accept("ALL");
  if (!deallocate->all) deallocate->name = TRY(c.identifier());
  return finish(c, begin, std::move(deallocate));
}

Result<StatementPtr> parse_explain(Cursor& c) {
  auto nest = TRY(c.nest());
  auto begin = c.mark();
  c.skip();
  auto explain = std::make_unique<Explain>();
  explain->verbose = c.accept("VERBOSE");
  explain->statement = TRY(parse_redshift_statement(c));
  return finish(c, begin, std::move(explain));
}

}  // namespace tarn::sql::redshift
