#include "sql/parser/parser.h"

#include "sql/parser/cursor.h"
#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/statements.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

Result<void> expect_end(Cursor& c) {
  while (c.at(";")) c.skip();
  if (c.at_end()) return {};
  c.note("<EOF>");
  return c.mismatch();
}

Error too_long(Dialect dialect) {
  if (dialect == Dialect::redshift) return {"54000", "Statement is too large. Statement Size: more than 16777216 bytes. Maximum Allowed: 16777216 bytes"};
  return {"STATEMENT_TOO_LARGE", "Query text length exceeds the maximum length (16777216)"};
}

// Reads the whole text with `parse`; when that fails, again with notes of what was expected, for the error.
template <class F>
auto run(std::string_view text, Dialect dialect, const ParseOptions& options, F parse) -> decltype(parse(std::declval<Cursor&>())) {
  if (text.size() > kMaxTextBytes) return too_long(dialect);
  auto tokens = TRY(scan(text, traits_of(dialect)));
  auto attempt = [&](bool recording) -> decltype(parse(std::declval<Cursor&>())) {
    Cursor cursor(text, tokens, dialect, options, recording);
    auto tree = TRY(parse(cursor));
    TRY(expect_end(cursor));
    return tree;
  };
  auto tree = attempt(false);
  if (tree.ok()) return tree;
  return attempt(true);
}

// CREATE TABLE ... AS: an AS outside parentheses that is not STORED AS.
bool creates_from_query(const Cursor& c, size_t ahead) {
  int depth = 0;
  for (; !c.at_kind(TokenKind::end, ahead); ++ahead) {
    if (c.at("(", ahead)) ++depth;
    if (c.at(")", ahead)) --depth;
    if (depth == 0 && c.at("AS", ahead) && !c.at("STORED", ahead - 1)) return true;
  }
  return false;
}

Dialect create_dialect(const Cursor& c) {
  if (c.at_any({"DATABASE", "SCHEMA", "EXTERNAL"}, 1)) return c.at("FUNCTION", 2) ? Dialect::trino : Dialect::hive;
  if (c.at("TABLE", 1)) return creates_from_query(c, 2) ? Dialect::trino : Dialect::hive;
  return Dialect::trino;
}

Dialect statement_dialect(const Cursor& c) {
  if (c.at("CREATE")) return create_dialect(c);
  if (c.at("DROP")) return c.at_any({"TABLE", "DATABASE", "SCHEMA"}, 1) ? Dialect::hive : Dialect::trino;
  if (c.at("ALTER")) return c.at("VIEW", 1) ? Dialect::trino : Dialect::hive;
  if (c.at("SHOW")) return c.at("FUNCTIONS", 1) || c.at_all({"SHOW", "CREATE", "VIEW"}) ? Dialect::trino : Dialect::hive;
  if (c.at_any({"MSCK", "DESCRIBE", "DESC"})) return Dialect::hive;
  return Dialect::trino;
}

}  // namespace

Result<ast::StatementPtr> parse_dialect_statement(Cursor& c) {
  switch (c.dialect()) {
    case Dialect::trino: return parse_trino_statement(c);
    case Dialect::hive: return parse_hive_statement(c);
    case Dialect::redshift: return parse_redshift_statement(c);
  }
  return c.mismatch();
}

Result<ast::StatementPtr> parse_statement(std::string_view text, Dialect dialect, const ParseOptions& options) {
  return run(text, dialect, options, parse_dialect_statement);
}

Dialect athena_dialect(std::string_view text) {
  auto tokens = scan(text.substr(0, kMaxTextBytes), traits_of(Dialect::trino));
  if (!tokens.ok()) return Dialect::trino;
  return statement_dialect(Cursor(text, *tokens, Dialect::trino, {}, false));
}

Result<ast::StatementPtr> parse_athena(std::string_view text) {
  const auto dialect = athena_dialect(text);
  const auto statements = split_statements(text, dialect);
  if (statements.ok() && statements->size() > 1) return Error{"SYNTAX_ERROR", "Only one sql statement is allowed. Got: " + std::string(text), 0, {}};
  return parse_statement(text, dialect);
}

Result<ast::QueryPtr> parse_query(std::string_view text, Dialect dialect, const ParseOptions& options) {
  return run(text, dialect, options, [](Cursor& c) { return parse_query(c); });
}

Result<ast::ExprPtr> parse_expression(std::string_view text, Dialect dialect, const ParseOptions& options) {
  return run(text, dialect, options, [](Cursor& c) { return parse_expr(c); });
}

Result<ast::DataType> parse_data_type(std::string_view text, Dialect dialect) {
  return run(text, dialect, {}, [](Cursor& c) { return parse_type(c); });
}

Result<std::vector<StatementText>> split_statements(std::string_view text, Dialect dialect) {
  if (text.size() > kMaxTextBytes) return too_long(dialect);
  auto tokens = TRY(scan(text, traits_of(dialect)));
  std::vector<StatementText> out;
  const Token* first = nullptr;
  const Token* last = nullptr;
  for (const auto& token : tokens) {
    bool ends = token.kind == TokenKind::end || (token.kind == TokenKind::symbol && token.in(text) == ";");
    if (!ends) {
      if (!first) first = &token;
      last = &token;
      continue;
    }
    if (first) out.push_back({text.substr(first->offset, last->end - first->offset), first->offset});
    first = last = nullptr;
  }
  return out;
}

}  // namespace tarn::sql
