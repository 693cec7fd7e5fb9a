// Row-level security and masking policies.
#include "sql/parser/expressions.h"
#include "sql/parser/redshift_statements.h"
#include "sql/parser/types.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;

Result<std::vector<rs::PolicyColumn>> parse_policy_columns(Cursor& c) {
  std::vector<rs::PolicyColumn> out;
  TRY(c.expect("("));
  do {
    rs::PolicyColumn column;
    column.name = TRY(c.identifier());
    column.type = TRY(parse_type(c));
    out.push_back(std::move(column));
  } while (c.accept(","));
  TRY(c.expect(")"));
  return out;
}

Result<bool> parse_masking_word(Cursor& c) {
  bool masking = TRY(c.expect_any({"RLS", "MASKING"})) == "MASKING";
  TRY(c.expect("POLICY"));
  return masking;
}

Result<StatementPtr> parse_create_rls(Cursor& c, Cursor::Mark begin, bool or_replace) {
  auto policy = std::make_unique<rs::CreateRlsPolicy>();
  policy->or_replace = or_replace;
  policy->if_not_exists = TRY(accept_if_not_exists(c));
  policy->name = TRY(c.identifier());
  if (c.accept("WITH")) {
    policy->columns = TRY(parse_policy_columns(c));
    bool as = c.accept("AS");
    if (as || c.at_identifier()) policy->alias = TRY(c.identifier());
  }
  TRY(c.expect("USING"));
  TRY(c.expect("("));
  policy->predicate = TRY(parse_expr(c));
  TRY(c.expect(")"));
  return finish(c, begin, std::move(policy));
}

Result<StatementPtr> parse_create_masking(Cursor& c, Cursor::Mark begin, bool or_replace) {
  auto policy = std::make_unique<rs::CreateMaskingPolicy>();
  policy->or_replace = or_replace;
  policy->if_not_exists = TRY(accept_if_not_exists(c));
  policy->name = TRY(c.identifier());
  TRY(c.expect("WITH"));
  policy->columns = TRY(parse_policy_columns(c));
  TRY(c.expect("USING"));
  policy->expressions = TRY(parse_parenthesized_exprs(c));
  return finish(c, begin, std::move(policy));
}

Result<std::vector<ObjectName>> parse_parenthesized_names(Cursor& c) {
  TRY(c.expect("("));
  auto out = TRY(parse_names(c));
  TRY(c.expect(")"));
  return out;
}

}  // namespace

Result<StatementPtr> parse_create_policy(Cursor& c, Cursor::Mark begin, bool or_replace) {
  bool masking = TRY(parse_masking_word(c));
  return masking ? parse_create_masking(c, begin, or_replace) : parse_create_rls(c, begin, or_replace);
}

Result<StatementPtr> parse_alter_policy(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto alter = std::make_unique<rs::AlterPolicy>();
  alter->masking = TRY(parse_masking_word(c));
  alter->name = TRY(c.identifier());
  TRY(c.expect("USING"));
  alter->expressions = TRY(parse_parenthesized_exprs(c));
  return finish(c, begin, std::move(alter));
}

Result<StatementPtr> parse_attach_policy(Cursor& c) {
  auto begin = c.mark();
  auto attach = std::make_unique<rs::AttachPolicy>();
  attach->detach = c.at("DETACH");
  c.skip();
  attach->masking = TRY(parse_masking_word(c));
  attach->policy = TRY(c.identifier());
  TRY(c.expect("ON"));
  c.accept("TABLE");
  attach->tables = TRY(parse_names(c));
  if (attach->masking) {
    attach->output_columns = TRY(parse_parenthesized_names(c));
    if (c.accept("USING")) attach->input_columns = TRY(parse_parenthesized_names(c));
  }
  TRY(c.expect(attach->detach ? "FROM" : "TO"));
  attach->grantees = TRY(parse_grantees(c));
  if (c.accept("PRIORITY")) attach->priority = TRY(c.integer());
  return finish(c, begin, std::move(attach));
}

}  // namespace tarn::sql::redshift
