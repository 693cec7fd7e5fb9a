#include "sql/parser/redshift_statements.h"

#include "sql/parser/queries.h"

namespace tarn::sql {
namespace redshift {
namespace {

using namespace ast;

// What PostgreSQL has and Redshift refuses by name.
Error unsupported(const Cursor& c, bool tables) {
  auto text = c.text().substr(c.peek().offset);
  while (!text.empty() && (text.back() == ';' || text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return {"0A000", "SQL command \"" + std::string(text) + "\" not supported" + (tables ? " on Redshift tables." : ".")};
}

Result<StatementPtr> parse_query_statement(Cursor& c) {
  auto begin = c.mark();
  auto statement = std::make_unique<QueryStatement>();
  statement->query = TRY(tarn::sql::parse_query(c));
  return finish(c, begin, std::move(statement));
}

// WITH before UPDATE and DELETE; before a query it belongs to the query.
Result<StatementPtr> parse_with_statement(Cursor& c) {
  auto begin = c.mark();
  auto with = TRY(parse_with(c));
  if (c.at("UPDATE")) return parse_update(c, std::move(with));
  if (c.at("DELETE")) return parse_delete(c, std::move(with));
  c.reset(begin);
  return parse_query_statement(c);
}

Result<StatementPtr> parse_create(Cursor& c) {
  auto begin = c.mark();
  if (c.at_any({"INDEX", "UNIQUE"}, 1) || c.at_any({"SEQUENCE", "TRIGGER", "RULE", "TYPE", "DOMAIN", "AGGREGATE", "TABLESPACE"}, 1)) return unsupported(c, true);
  c.skip();
  bool or_replace = c.accept_all({"OR", "REPLACE"});
  if (c.accept("EXTERNAL")) return parse_create_external(c, begin, or_replace);
  c.accept_any({"LOCAL"});
  bool temporary = !c.accept_any({"TEMP", "TEMPORARY"}).empty();
  if (c.at("TABLE")) return parse_create_table(c, begin, temporary);
  if (c.at_any({"FUNCTION", "PROCEDURE"})) return parse_create_routine(c, begin, or_replace);
  if (c.accept("VIEW")) return parse_create_view(c, begin, or_replace);
  if (c.accept_all({"MATERIALIZED", "VIEW"})) return parse_create_materialized_view(c, begin);
  if (c.accept("SCHEMA")) return parse_create_schema(c, begin);
  if (c.accept("DATABASE")) return parse_create_database(c, begin);
  if (c.at_any({"USER", "GROUP", "ROLE"})) return parse_create_principal(c, begin);
  if (c.at_any({"RLS", "MASKING"})) return parse_create_policy(c, begin, or_replace);
  if (c.at("DATASHARE")) return parse_datashare(c, begin, false);
  if (c.at_any({"MODEL", "LIBRARY", "TEMPLATE", "IDENTITY"})) return Error{"0A000", "CREATE " + upper_ascii(c.piece()) + " is not supported"};
  return c.mismatch();
}

Result<StatementPtr> parse_alter(Cursor& c) {
  if (c.at("TABLE", 1)) return parse_alter_table(c);
  if (c.at_any({"USER", "ROLE", "GROUP"}, 1)) return parse_alter_principal(c);
  if (c.at("SCHEMA", 1)) return parse_alter_schema(c);
  if (c.at("DATABASE", 1)) return parse_alter_database(c);
  if (c.at_all({"ALTER", "DEFAULT", "PRIVILEGES"})) return parse_default_privileges(c);
  if (c.at_all({"ALTER", "MATERIALIZED", "VIEW"})) return parse_alter_materialized_view(c);
  if (c.at_any({"RLS", "MASKING"}, 1)) return parse_alter_policy(c);
  auto begin = c.mark();
  c.skip();
  if (c.at("DATASHARE")) return parse_datashare(c, begin, true);
  if (c.at_any({"EXTERNAL", "FUNCTION", "PROCEDURE", "SYSTEM", "IDENTITY", "TEMPLATE", "VIEW"})) {
    return Error{"0A000", "ALTER " + upper_ascii(c.piece()) + " is not supported"};
  }
  return c.mismatch();
}

Result<StatementPtr> parse_data_statement(Cursor& c) {
  if (begins_query(c) || c.at("(")) return c.at("WITH") ? parse_with_statement(c) : parse_query_statement(c);
  if (c.at("INSERT")) return parse_insert(c);
  if (c.at("UPDATE")) return parse_update(c, {});
  if (c.at("DELETE")) return parse_delete(c, {});
  if (c.at("MERGE")) return parse_merge(c);
  if (c.at("COPY")) return parse_copy(c);
  if (c.at("UNLOAD")) return parse_unload(c);
  return StatementPtr();
}

Result<StatementPtr> parse_session_statement(Cursor& c) {
  auto transaction = TRY(parse_transaction(c));
  if (transaction) return transaction;
  if (c.at("SET")) return parse_set(c);
  if (c.at("RESET")) return parse_reset(c);
  if (c.at("SHOW")) return parse_show(c);
  if (c.at_any({"DECLARE", "FETCH", "CLOSE", "MOVE"})) return parse_cursor_statement(c);
  if (c.at_any({"PREPARE", "EXECUTE", "DEALLOCATE"})) return parse_prepared_statement(c);
  if (c.at("EXPLAIN")) return parse_explain(c);
  if (c.at_any({"ANALYZE", "ANALYSE", "VACUUM", "LOCK", "CANCEL", "COMMENT", "TRUNCATE"})) return parse_maintenance(c);
  if (c.at("CALL")) return parse_call(c);
  if (c.at_any({"SAVEPOINT", "LISTEN", "NOTIFY", "UNLISTEN", "CLUSTER", "REINDEX", "CHECKPOINT", "LOAD", "DISCARD"})) return unsupported(c, false);
  if (c.at("RELEASE")) return unsupported(c, false);
  return StatementPtr();
}

Result<StatementPtr> parse_use(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto use = std::make_unique<rs::Use>();
  use->database = TRY(c.identifier());
  return finish(c, begin, std::move(use));
}

}  // namespace

Result<bool> accept_if_not_exists(Cursor& c) {
  if (!c.at_all({"IF", "NOT"})) return false;
  TRY(c.expect_all({"IF", "NOT", "EXISTS"}));
  return true;
}

Result<bool> accept_if_exists(Cursor& c) { return c.accept_all({"IF", "EXISTS"}); }

Result<bool> parse_on_off(Cursor& c) {
  auto word = TRY(c.expect_any({"ON", "OFF", "YES", "NO", "TRUE", "FALSE"}));
  return word == "ON" || word == "YES" || word == "TRUE";
}

Result<std::string> parse_word_or_string(Cursor& c) {
  if (c.at_string()) return c.string();
  if (c.at_kind(TokenKind::word) || c.at_kind(TokenKind::quoted_identifier)) return c.take_word().value;
  return c.mismatch();
}

std::optional<bool> accept_cascade(Cursor& c) {
  auto word = c.accept_any({"CASCADE", "RESTRICT"});
  return word.empty() ? std::nullopt : std::optional<bool>(word == "CASCADE");
}

Result<int64_t> parse_limit_or_unlimited(Cursor& c) {
  if (c.accept("UNLIMITED")) return int64_t{-1};
  return c.integer();
}

Result<std::vector<ObjectName>> parse_names(Cursor& c) {
  std::vector<ObjectName> out;
  do {
    out.push_back(TRY(c.name()));
  } while (c.accept(","));
  return out;
}

Result<ast::StatementPtr> parse(Cursor& c) {
  if (c.at("CREATE")) return parse_create(c);
  if (c.at("ALTER")) return parse_alter(c);
  if (c.at("DROP")) return parse_drop(c);
  auto data = TRY(parse_data_statement(c));
  if (data) return data;
  auto session = TRY(parse_session_statement(c));
  if (session) return session;
  if (c.at_any({"GRANT", "REVOKE"})) return parse_grant(c);
  if (c.at_any({"ATTACH", "DETACH"})) return parse_attach_policy(c);
  if (c.at("REFRESH")) return parse_refresh(c);
  if (c.at("USE")) return parse_use(c);
  return c.mismatch();
}

}  // namespace redshift

Result<ast::StatementPtr> parse_redshift_statement(Cursor& c) { return tarn::sql::redshift::parse(c); }

}  // namespace tarn::sql
