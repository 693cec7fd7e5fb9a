// ANALYZE, VACUUM, LOCK, CANCEL, COMMENT, TRUNCATE.
#include "sql/parser/redshift_statements.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;

Result<StatementPtr> parse_analyze(Cursor& c, Cursor::Mark begin) {
  auto analyze = std::make_unique<rs::Analyze>();
  analyze->compression = c.accept("COMPRESSION");
  analyze->verbose = c.accept("VERBOSE");
  if (c.at_identifier() && !c.at_all({"PREDICATE", "COLUMNS"})) {
    analyze->table = TRY(c.name());
    if (c.at("(")) analyze->columns = TRY(c.parenthesized_identifiers());
  }
  if (c.accept("COMPROWS")) analyze->comprows = TRY(c.integer());
  if (c.accept_all({"PREDICATE", "COLUMNS"})) {
    analyze->predicate_columns = true;
  } else if (c.accept_all({"ALL", "COLUMNS"})) {
    analyze->predicate_columns = false;
  }
  return finish(c, begin, std::move(analyze));
}

Result<StatementPtr> parse_vacuum(Cursor& c, Cursor::Mark begin) {
  auto vacuum = std::make_unique<rs::Vacuum>();
  if (c.accept("FULL")) {
    vacuum->mode = "full";
  } else if (c.accept_all({"SORT", "ONLY"})) {
    vacuum->mode = "sort only";
  } else if (c.accept_all({"DELETE", "ONLY"})) {
    vacuum->mode = "delete only";
  } else if (c.accept("REINDEX")) {
    vacuum->mode = "reindex";
  } else if (c.accept("RECLUSTER")) {
    vacuum->mode = "recluster";
  }
  if (c.at_identifier() && !(c.at("BOOST") && !c.at_identifier(1) && !c.at(".", 1))) vacuum->table = TRY(c.name());
  if (c.accept("TO")) {
    vacuum->to_percent = TRY(c.integer());
    TRY(c.expect("PERCENT"));
  }
  vacuum->boost = c.accept("BOOST");
  return finish(c, begin, std::move(vacuum));
}

Result<StatementPtr> parse_lock(Cursor& c, Cursor::Mark begin) {
  auto lock = std::make_unique<rs::Lock>();
  c.accept("TABLE");
  lock->tables = TRY(parse_names(c));
  if (c.accept("IN")) {  // the mode is read and ignored: the lock is always exclusive
    while (c.at_kind(TokenKind::word) && !c.at("MODE")) c.skip();
    TRY(c.expect("MODE"));
  }
  return finish(c, begin, std::move(lock));
}

Result<StatementPtr> parse_cancel(Cursor& c, Cursor::Mark begin) {
  auto cancel = std::make_unique<rs::Cancel>();
  cancel->pid = TRY(c.integer());
  cancel->message = c.accept_string();
  return finish(c, begin, std::move(cancel));
}

Result<void> parse_comment_object(Cursor& c, rs::Comment& comment) {
  while (c.at_kind(TokenKind::word) && c.at_any({"EXTERNAL", "MATERIALIZED"})) comment.object_kind += c.take_word().value + " ";
  auto kind = TRY(c.expect_any({"TABLE", "COLUMN", "VIEW", "DATABASE", "SCHEMA", "CONSTRAINT", "FUNCTION", "PROCEDURE", "GROUP", "USER", "ROLE", "LANGUAGE"}));
  comment.object_kind += lower_ascii(kind);
  comment.name = TRY(c.name());
  if (kind == "CONSTRAINT") {
    TRY(c.expect("ON"));
    comment.on_table = TRY(c.name());
  }
  if ((kind == "FUNCTION" || kind == "PROCEDURE") && c.at("(")) comment.argument_types = TRY(parse_argument_types(c));
  return {};
}

Result<StatementPtr> parse_comment(Cursor& c, Cursor::Mark begin) {
  auto comment = std::make_unique<rs::Comment>();
  TRY(c.expect("ON"));
  TRY(parse_comment_object(c, *comment));
  TRY(c.expect("IS"));
  if (!c.accept("NULL")) comment->text = TRY(c.string());
  return finish(c, begin, std::move(comment));
}

Result<StatementPtr> parse_truncate(Cursor& c, Cursor::Mark begin) {
  auto truncate = std::make_unique<rs::Truncate>();
  c.accept("TABLE");
  truncate->table = TRY(c.name());
  return finish(c, begin, std::move(truncate));
}

}  // namespace

Result<StatementPtr> parse_maintenance(Cursor& c) {
  auto begin = c.mark();
  auto word = TRY(c.expect_any({"ANALYZE", "ANALYSE", "VACUUM", "LOCK", "CANCEL", "COMMENT", "TRUNCATE"}));
  if (word == "VACUUM") return parse_vacuum(c, begin);
  if (word == "LOCK") return parse_lock(c, begin);
  if (word == "CANCEL") return parse_cancel(c, begin);
  if (word == "COMMENT") return parse_comment(c, begin);
  if (word == "TRUNCATE") return parse_truncate(c, begin);
  return parse_analyze(c, begin);
}

}  // namespace tarn::sql::redshift
