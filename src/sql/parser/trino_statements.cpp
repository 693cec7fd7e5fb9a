// Athena's engine statements: queries and what the Trino side runs.
#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/statements.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;

Result<StatementPtr> parse_query_statement(Cursor& c) {
  auto begin = c.mark();
  auto statement = std::make_unique<QueryStatement>();
  statement->query = TRY(parse_query(c));
  return finish(c, begin, std::move(statement));
}

// --- CREATE, DROP, ALTER VIEW

// AS (query) is AS query: the parentheses belong to the statement.
QueryPtr unwrap(QueryPtr query) {
  auto* nested = try_as<NestedQuery>(query->body.get());
  bool bare = nested && !query->with && query->order_by.empty() && !query->offset && !query->limit;
  return bare ? std::move(nested->query) : std::move(query);
}

Result<StatementPtr> parse_create_table_as(Cursor& c, Cursor::Mark begin) {
  auto create = std::make_unique<CreateTableAs>();
  if (c.accept("IF")) {
    TRY(c.expect_all({"NOT", "EXISTS"}));
    create->if_not_exists = true;
  }
  create->table = TRY(c.name());
  if (c.at("(")) create->columns = TRY(c.parenthesized_identifiers());
  if (c.accept("COMMENT")) create->comment = TRY(c.string());
  if (c.accept("WITH")) create->properties = TRY(parse_properties(c));
  TRY(c.expect("AS"));
  create->query = unwrap(TRY(parse_query(c)));
  if (c.accept("WITH")) {
    create->with_data = !c.accept("NO");
    TRY(c.expect("DATA"));
  }
  return finish(c, begin, std::move(create));
}

Result<StatementPtr> parse_create_view(Cursor& c, Cursor::Mark begin, bool or_replace) {
  auto view = std::make_unique<CreateView>();
  view->or_replace = or_replace;
  if (c.accept("PROTECTED")) view->protected_multi_dialect = true;
  if (c.accept("MULTI")) {
    TRY(c.expect("DIALECT"));
    view->protected_multi_dialect = true;
  }
  c.note("MATERIALIZED");
  TRY(c.expect("VIEW"));
  view->name = TRY(c.name());
  if (c.accept("COMMENT")) view->comment = TRY(c.string());
  if (c.accept("SECURITY")) view->security_definer = TRY(c.expect_any({"DEFINER", "INVOKER"})) == "DEFINER";
  TRY(c.expect("AS"));
  view->query = TRY(parse_query(c));
  return finish(c, begin, std::move(view));
}

Result<StatementPtr> parse_create(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  bool or_replace = c.accept("OR");
  if (or_replace) TRY(c.expect("REPLACE"));
  if (!or_replace && c.accept("TABLE")) return parse_create_table_as(c, begin);
  if (c.at_any({"MATERIALIZED", "FUNCTION", "ROLE", "CATALOG"})) return c.not_supported();
  if (!or_replace) {
    for (auto word : {"EXTERNAL", "ROLE", "SCHEMA"}) c.note(word);
  }
  return parse_create_view(c, begin, or_replace);
}

Result<StatementPtr> parse_drop(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (c.at_any({"MATERIALIZED", "FUNCTION", "ROLE", "CATALOG"})) return c.not_supported();
  for (auto word : {"DATABASE", "SCHEMA", "TABLE"}) c.note(word);
  TRY(c.expect("VIEW"));
  auto drop = std::make_unique<DropView>();
  if (c.accept("IF")) {
    TRY(c.expect("EXISTS"));
    drop->if_exists = true;
  }
  drop->name = TRY(c.name());
  return finish(c, begin, std::move(drop));
}

Result<StatementPtr> parse_alter_view(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect_all({"ALTER", "VIEW"}));
  auto alter = std::make_unique<HiveAlterView>();
  alter->name = TRY(c.name());
  TRY(c.expect("AS"));
  alter->query = TRY(parse_query(c));
  return finish(c, begin, std::move(alter));
}

// --- SHOW, EXPLAIN, prepared statements

Result<StatementPtr> parse_show(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (c.accept("FUNCTIONS")) {
    auto show = std::make_unique<ShowFunctions>();
    if (c.accept("LIKE")) {
      show->like = TRY(c.string());
      if (c.accept("ESCAPE")) show->escape = TRY(c.string());
    }
    return finish(c, begin, std::move(show));
  }
  TRY(c.expect("CREATE"));
  TRY(c.expect("VIEW"));
  auto show = std::make_unique<ShowCreateView>();
  show->name = TRY(c.name());
  return finish(c, begin, std::move(show));
}

Result<void> parse_explain_options(Cursor& c, Explain& explain) {
  if (!c.at("(") || !c.at_any({"FORMAT", "TYPE"}, 1)) return {};
  c.skip();
  do {
    if (c.accept("FORMAT")) {
      explain.format = lower_ascii(TRY(c.expect_any({"TEXT", "GRAPHVIZ", "JSON"})));
    } else {
      TRY(c.expect("TYPE"));
      explain.type = lower_ascii(TRY(c.expect_any({"LOGICAL", "DISTRIBUTED", "VALIDATE", "IO"})));
    }
  } while (c.accept(","));
  return c.expect(")");
}

Result<StatementPtr> parse_explain(Cursor& c) {
  auto nest = TRY(c.nest());
  auto begin = c.mark();
  c.skip();
  auto explain = std::make_unique<Explain>();
  explain->analyze = c.accept("ANALYZE");
  if (explain->analyze) explain->verbose = c.accept("VERBOSE");
  TRY(parse_explain_options(c, *explain));
  explain->statement = TRY(parse_trino_statement(c));
  return finish(c, begin, std::move(explain));
}

Result<StatementPtr> parse_prepare(Cursor& c) {
  auto nest = TRY(c.nest());
  auto begin = c.mark();
  c.skip();
  auto prepare = std::make_unique<Prepare>();
  prepare->name = TRY(c.identifier());
  TRY(c.expect("FROM"));
  auto start = c.mark();
  prepare->statement = TRY(parse_trino_statement(c));
  prepare->text = std::string(c.text_from(start));
  return finish(c, begin, std::move(prepare));
}

Result<StatementPtr> parse_execute(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto execute = std::make_unique<Execute>();
  execute->name = TRY(c.identifier());
  if (c.accept("USING")) execute->arguments = TRY(parse_exprs(c));
  return finish(c, begin, std::move(execute));
}

Result<StatementPtr> parse_deallocate(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  TRY(c.expect("PREPARE"));
  auto deallocate = std::make_unique<Deallocate>();
  deallocate->name = TRY(c.identifier());
  return finish(c, begin, std::move(deallocate));
}

// --- Athena's own

Result<StatementPtr> parse_unload(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto unload = std::make_unique<Unload>();
  TRY(c.expect("("));
  unload->query = TRY(parse_query(c));
  TRY(c.expect(")"));
  TRY(c.expect("TO"));
  unload->location = TRY(c.string());
  TRY(c.expect("WITH"));
  unload->properties = TRY(parse_properties(c));
  return finish(c, begin, std::move(unload));
}

Result<StatementPtr> parse_optimize(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto optimize = std::make_unique<Optimize>();
  optimize->table = TRY(c.name());
  TRY(c.expect_all({"REWRITE", "DATA", "USING", "BIN_PACK"}));
  if (c.accept("WHERE")) optimize->where = TRY(parse_expr(c));
  return finish(c, begin, std::move(optimize));
}

Result<StatementPtr> parse_vacuum(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto vacuum = std::make_unique<VacuumTable>();
  vacuum->table = TRY(c.name());
  return finish(c, begin, std::move(vacuum));
}

Result<ExternalFunction> parse_external_function(Cursor& c) {
  ExternalFunction function;
  TRY(c.expect_all({"EXTERNAL", "FUNCTION"}));
  function.name = TRY(c.identifier());
  TRY(c.expect("("));
  if (!c.at(")")) {
    do {
      auto name = TRY(c.identifier());
      function.parameters.emplace_back(std::move(name), TRY(parse_type(c)));
    } while (c.accept(","));
  }
  TRY(c.expect(")"));
  TRY(c.expect("RETURNS"));
  function.returns = TRY(parse_type(c));
  function.kind = lower_ascii(TRY(c.expect_any({"LAMBDA", "SAGEMAKER"})));
  function.target = TRY(c.string());
  return function;
}

Result<StatementPtr> parse_external_functions(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto statement = std::make_unique<ExternalFunctions>();
  do {
    statement->functions.push_back(TRY(parse_external_function(c)));
  } while (c.accept(","));
  statement->statement = TRY(parse_query_statement(c));
  return finish(c, begin, std::move(statement));
}

// Every word that the real grammar lets a statement begin with, whether Athena runs it or not.
constexpr std::string_view kBeginnings[] = {
    "ALTER",  "ANALYZE", "CALL",  "COMMENT", "COMMIT",  "CREATE", "DEALLOCATE", "DELETE",   "DENY", "DESC", "DESCRIBE", "DROP",     "EXECUTE", "EXPLAIN", "GRANT",
    "INSERT", "MERGE",   "PREPARE", "REFRESH", "RESET", "REVOKE", "ROLLBACK",   "SET",      "SHOW", "START", "TRUNCATE", "UNLOAD", "UPDATE",  "USE"};

}  // namespace

Result<StatementPtr> parse_trino_statement(Cursor& c) {
  if (c.at("INSERT")) return parse_insert(c);
  if (c.at("CREATE")) return parse_create(c);
  if (c.at("DROP")) return parse_drop(c);
  if (c.at_all({"ALTER", "VIEW"})) return parse_alter_view(c);
  if (c.at("SHOW") && (c.at("FUNCTIONS", 1) || c.at("CREATE", 1))) return parse_show(c);
  if (c.at("EXPLAIN")) return parse_explain(c);
  if (c.at("PREPARE")) return parse_prepare(c);
  if (c.at("EXECUTE")) return parse_execute(c);
  if (c.at("DEALLOCATE")) return parse_deallocate(c);
  if (c.at("UNLOAD")) return parse_unload(c);
  if (c.at("UPDATE")) return parse_update(c, {});
  if (c.at("DELETE")) return parse_delete(c, {});
  if (c.at("MERGE")) return parse_merge(c);
  if (c.at("OPTIMIZE")) return parse_optimize(c);
  if (c.at("VACUUM")) return parse_vacuum(c);
  if (c.at_all({"USING", "EXTERNAL"})) return parse_external_functions(c);
  for (auto word : kBeginnings) {
    if (c.at(word)) return c.not_supported();
    c.note(word);
  }
  return parse_query_statement(c);
}

}  // namespace tarn::sql
