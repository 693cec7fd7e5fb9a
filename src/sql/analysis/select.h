// One SELECT: FROM, WHERE, the items with their stars, GROUP BY and its rules, HAVING, windows, and the ORDER BY that sees both
// the output names and the source.
#pragma once
#include "sql/analysis/analysis.h"

namespace tarn::sql {

class SelectAnalysis {
 public:
  SelectAnalysis(Analyzer& analyzer, const ast::Select& node, const QueryContext& context) : a_(analyzer), node_(node), context_(context) {}

  // `order_by` belongs to the query around, when that query is this SELECT alone.
  Result<std::shared_ptr<bound::Query>> run(const std::vector<ast::SortItem>& order_by, bool with_ties);

 private:
  using ExprPtr = bound::ExprPtr;

  Result<void> from();
  Result<void> items();
  Result<void> star(const ast::SelectItem& item);
  Result<void> row_star(const ast::SelectItem& item, const ExprPtr& row);
  Result<void> expand(const ast::SelectItem& item, const std::vector<const Field*>& fields);
  Result<void> where();
  void add_item(ExprPtr expr, std::string name, const ast::Expr* source);
  std::string item_name(const ast::Expr& expr) const;
  Result<void> group_by();
  Result<size_t> group_key(const ast::Expr& expr);
  Result<ExprPtr> group_expression(const ast::Expr& expr);
  Result<void> grouping_sets(const ast::GroupBy& group_by);
  Result<void> check_grouped();
  Result<void> check(const bound::Expr& expr, const ast::Expr* source, const bound::Expr* whole);
  Result<void> order_by(const std::vector<ast::SortItem>& items, bool with_ties);
  ExprContext expr_context(const char* clause, bool aggregates, bool windows) const;
  bool is_local(const bound::Expr& column) const;

  Analyzer& a_;
  const ast::Select& node_;
  const QueryContext& context_;
  Scope scope_;
  Scope aliases_;  // Redshift: of the items so far
  std::shared_ptr<bound::Query> query_ = std::make_shared<bound::Query>();
  bound::Select select_;
  std::vector<const ast::Expr*> sources_;  // of each item, for error texts; null for stars
  int first_id_ = 0;                       // relations from here on are this SELECT's own
};

}  // namespace tarn::sql
