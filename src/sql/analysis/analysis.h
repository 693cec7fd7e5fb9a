// The analyzer's own working class; its parts stand in files by subject. One object analyzes one statement.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sql/analysis/analyzer.h"
#include "sql/analysis/bound.h"
#include "sql/analysis/errors.h"
#include "sql/analysis/scope.h"
#include "sql/ast/queries.h"
#include "sql/functions/function_table.h"

namespace tarn::sql {

// What may stand in an expression, and what its names mean.
struct ExprContext {
  const Scope* scope = nullptr;
  const QueryContext* query = nullptr;
  bool aggregates = false;             // allowed here
  bool windows = false;
  bool sets = false;                   // functions that return a set, allowed here
  const char* clause = "";             // "WHERE clause": named by the error when they are not
  const std::vector<ast::NamedWindow>* named_windows = nullptr;
  const char* inside_aggregate = nullptr;  // the aggregate around
  std::optional<Position> clause_position = std::nullopt;     // of the clause's expression: Trino points there when a part may not stand in it
  std::optional<Position> aggregate_position = std::nullopt;  // of the aggregate around
  std::optional<Position> select_position = std::nullopt;
};

class Analyzer {
 public:
  using ExprPtr = bound::ExprPtr;

  Analyzer(Dialect dialect, Resolver& resolver, const AnalysisOptions& options) : dialect_(dialect), resolver_(resolver), options_(options) {
    program_.parameters = options.parameter_types;
  }

  // queries.cpp
  Result<bound::QueryPtr> query(const ast::Query& query, const QueryContext& context);
  Result<Program> finish(bound::QueryPtr query);
  // coerce.cpp
  ExprPtr assigned_value(ExprPtr value, const Type& type);
  bound::QueryPtr assigned(const bound::QueryPtr& query, const std::vector<Type>& types);
  bound::QueryPtr settled(bound::QueryPtr query);  // untyped literals of Redshift become text
  Result<bound::QueryPtr> coerce_query(bound::QueryPtr query, const std::vector<Type>& types);
  bound::QueryPtr insert_rows(bound::QueryPtr query, const std::vector<RelationColumn>& target, const std::vector<size_t>& positions);
  Program& program() { return program_; }
  Dialect dialect() const { return dialect_; }

 private:
  friend class SelectAnalysis;

  // queries.cpp
  bound::QueryPtr wrap(bound::QueryPtr query);
  Result<bound::QueryPtr> body(const ast::QueryBody& body, const QueryContext& context);
  Result<bound::QueryPtr> set_operation(const ast::SetOperation& node, const QueryContext& context);
  Result<bound::QueryPtr> values(const ast::Values& node, const QueryContext& context);
  Result<bound::QueryPtr> table_body(const ast::TableBody& node, const QueryContext& context);
  Result<void> common_tables(const ast::With& with, const QueryContext& context, CommonTableScope& scope);
  Result<bound::CommonTable> recursive_table(const ast::CommonTable& table, const QueryContext& context, const CommonTableScope& scope);
  Result<void> order_outputs(const ast::Query& node, const QueryContext& context, bound::Query& query);
  Result<void> limits(const ast::Query& node, const QueryContext& context, bound::Query& query);
  Result<ExprPtr> row_count(const ast::Expr& expr, const QueryContext& context, const char* clause);
  Result<std::vector<Type>> unify_columns(const ast::SetOperation& node, const bound::Query& left, const bound::Query& right);

  // relations.cpp
  struct FromItem {
    bound::RelationPtr relation;
    std::vector<Field> fields;
  };
  Result<FromItem> relation(const ast::Relation& node, const QueryContext& context, const Scope& lateral);
  Result<FromItem> table(const ast::TableRelation& node, const QueryContext& context, const Scope& lateral);
  Result<FromItem> scan(const Relation& found, const ast::TableRelation& node);
  Result<FromItem> protected_scan(const Relation& found, const ast::TableRelation& node, const QueryContext& context);
  Result<FromItem> view(const Relation& found, const ast::TableRelation& node, const QueryContext& context);
  Result<FromItem> subquery(const ast::Query& query, const QueryContext& context, const Scope* lateral);
  Result<FromItem> unnest(const ast::Unnest& node, const QueryContext& context, const Scope& lateral);
  Result<FromItem> super_path(const ast::TableRelation& node, const QueryContext& context, const Scope& lateral);
  Result<FromItem> join(const ast::Join& node, const QueryContext& context, const Scope& lateral);
  // `written`: the names as they stand in USING, where errors point; null for NATURAL.
  Result<FromItem> join_using(const ast::Join& node, FromItem left, FromItem right, std::vector<std::string> names, const std::vector<ast::Identifier>* written = nullptr);
  Result<FromItem> with_alias(FromItem item, const ast::Alias& alias, const ast::Span& at);
  Result<void> sample(const ast::Sample& sample, const QueryContext& context, FromItem& item);
  FromItem relation_of_query(bound::QueryPtr query);
  Result<QualifiedName> full_name(const ast::ObjectName& name, const QueryContext& context);
  Result<Relation> find_relation(const ast::ObjectName& name, const QueryContext& context);

  // table_functions.cpp
  Result<FromItem> table_function(const ast::TableFunction& node, const QueryContext& context, const Scope& lateral);
  Result<FromItem> series(const ast::TableFunction& node, const QueryContext& context, const Scope& lateral);
  Result<FromItem> catalog_rows(const ast::TableFunction& node, const Relation& found);
  Result<ExprPtr> value_of(const ast::TableFunction& node, std::vector<ExprPtr> args, const ExprContext& context);
  bound::QueryPtr one_value(ExprPtr value, const std::string& name);
  FromItem named_by_function(const ast::TableFunction& node, FromItem item);

  // sets.cpp
  Result<ExprPtr> rows_of(ExprPtr value, const ast::Span& at);
  Result<ExprPtr> values_of_set(const ExprPtr& value, const ast::Span& at);
  Result<ExprPtr> mapped_set(const bound::Expr& value, const std::vector<size_t>& sets, const ast::Span& at);

  // expressions.cpp
  Result<ExprPtr> expression(const ast::Expr& expr, const ExprContext& context);
  Result<ExprPtr> boolean(const ast::Expr& expr, const ExprContext& context, const std::string& trino_text, const std::string& redshift_what);
  Result<ExprPtr> unary(const ast::Unary& node, const ExprContext& context);
  Result<ExprPtr> binary(const ast::Binary& node, const ExprContext& context);
  Result<ExprPtr> logical(const ast::Logical& node, const ExprContext& context);
  Result<ExprPtr> subscript(const ast::Subscript& node, const ExprContext& context);
  Result<ExprPtr> dereference(const ast::Dereference& node, const ExprContext& context);
  Result<ExprPtr> cast(const ast::Cast& node, const ExprContext& context);
  Result<ExprPtr> case_(const ast::Case& node, const ExprContext& context);
  Result<ExprPtr> extract(const ast::Extract& node, const ExprContext& context);
  Result<ExprPtr> array(const ast::ArrayConstructor& node, const ExprContext& context);
  Result<ExprPtr> row(const ast::RowConstructor& node, const ExprContext& context);
  Result<ExprPtr> special_value(const ast::SpecialValue& node, const ExprContext& context);
  Result<ExprPtr> trim(const ast::Trim& node, const ExprContext& context);

  // predicates.cpp
  Result<ExprPtr> comparison(const ast::Span& at, const char* op, ExprPtr left, ExprPtr right);
  Result<ExprPtr> is_distinct(const ast::IsDistinctFrom& node, const ExprContext& context);
  Result<ExprPtr> is_boolean(const ast::IsBoolean& node, const ExprContext& context);
  Result<ExprPtr> between(const ast::Between& node, const ExprContext& context);
  Result<ExprPtr> in_list(const ast::InList& node, const ExprContext& context);
  Result<ExprPtr> like(const ast::Like& node, const ExprContext& context);
  Result<ExprPtr> in_subquery(const ast::InSubquery& node, const ExprContext& context);
  Result<ExprPtr> exists(const ast::Exists& node, const ExprContext& context);
  Result<ExprPtr> quantified(const ast::QuantifiedComparison& node, const ExprContext& context);
  Result<ExprPtr> quantified_array(const ast::QuantifiedComparison& node, const ExprContext& context);
  Result<ExprPtr> scalar_subquery(const ast::ScalarSubquery& node, const ExprContext& context);
  Result<bound::QueryPtr> subquery_of(const ast::Query& query, const ExprContext& context);
  Error subquery_mismatch(const ast::Span& at, const std::vector<ExprPtr>& values, const bound::Query& query) const;

  // names.cpp
  Result<ExprPtr> column_reference(const ast::ColumnReference& node, const ExprContext& context);
  Result<ExprPtr> field_of(ExprPtr base, const ast::Identifier& field, const std::string& chain = {});
  void mark_used(const bound::Expr& column);

  // literals.cpp
  Result<ExprPtr> number(const ast::NumberLiteral& node);
  ExprPtr string(const ast::StringLiteral& node);
  Result<ExprPtr> typed_literal(const ast::TypedLiteral& node);
  Result<ExprPtr> interval(const ast::IntervalLiteral& node);
  ExprPtr parameter(const ast::Parameter& node);

  // types.cpp
  Result<Type> resolve_type(const ast::DataType& type);

  // coerce.cpp
  ExprPtr coerce(ExprPtr expr, const Type& type);
  bool coercible(const bound::Expr& expr, const Type& type) const;
  std::optional<Type> super_type(const bound::Expr& a, const bound::Expr& b) const;
  Type default_type(const bound::Expr& expr) const;  // of an expression whose type is still open at the output

  // calls.cpp
  Result<ExprPtr> function_call(const ast::FunctionCall& node, const ExprContext& context);
  Result<std::optional<ExprPtr>> special_call(const ast::FunctionCall& node, const ExprContext& context);
  Result<ExprPtr> resolved_call(const ast::FunctionCall& node, const ExprContext& context, const std::string& name);
  Result<ExprPtr> plain_call(const std::string& name, std::vector<ExprPtr> args, const ast::Span& at);
  Result<ExprPtr> operator_call(const char* op, std::vector<ExprPtr> args, const ast::Span& at);
  Result<ExprPtr> lambda(const ast::Lambda& node, const std::vector<Type>& types, const ExprContext& context);
  Result<ExprPtr> percentile_call(const ast::FunctionCall& node, const ExprContext& context);
  Error no_common_type(const std::string& name, const std::vector<ExprPtr>& args) const;
  Result<ExprPtr> approximate_count(const ast::FunctionCall& node, const ExprContext& context);
  Result<ExprPtr> grouping_call(const ast::FunctionCall& node, const ExprContext& context);
  std::optional<Result<ExprPtr>> concatenation_with_null(const std::vector<ExprPtr>& args, const ast::Span& at);
  void concatenate_as_char(std::vector<ExprPtr>& args);
  Result<ExprPtr> nullif_call(const ast::FunctionCall& node, const ExprContext& context);
  std::optional<Error> wrong_lambda(const ast::FunctionCall& node, const std::vector<const Function*>& candidates) const;

  // json_functions.cpp
  Result<ExprPtr> json_function(const ast::JsonFunction& node, const ExprContext& context);
  Result<ExprPtr> json_items(const ast::JsonFunction& node, const ExprContext& context);
  Result<ExprPtr> json_input(const ast::Expr& expr, const std::string& format, const ExprContext& context);
  Result<ExprPtr> json_text(const ast::Expr& expr, const std::string& format, const char* form, const ast::Span& call, const ExprContext& context);
  Result<ExprPtr> json_default(const ast::ExprPtr& node, const char* clause, const Type& type, const ExprContext& context);
  Result<ExprPtr> json_value(const ast::JsonFunction& node, const ExprPtr& found, const ExprContext& context);
  Result<ExprPtr> json_exists(const ast::JsonFunction& node, const ExprPtr& found);
  Result<ExprPtr> json_query(const ast::JsonFunction& node, const ExprPtr& found);
  Result<ExprPtr> json_returned(const ast::JsonFunction& node, ExprPtr text);
  Result<ExprPtr> json_constructor(const ast::JsonFunction& node, const ExprContext& context);

  // windows.cpp
  Result<void> decorate_call(const ast::FunctionCall& node, const ExprContext& context, FunctionKind kind, bound::Expr& call);
  Result<bound::Window> window(const ast::WindowSpec& spec, const ExprContext& context);
  Result<std::vector<bound::SortKey>> sort_keys(const std::vector<ast::SortItem>& items, const ExprContext& context);
  Result<bound::Frame> frame(const ast::Frame& frame, const std::vector<bound::SortKey>& order_by, const ExprContext& context);
  Result<bound::FrameBound> frame_bound(const ast::FrameBound& bound, const ExprContext& context);
  bound::SortKey sort_direction(const ast::SortItem& item) const;

  Error fail(const ast::Span& at, const char* trino_code, const char* sqlstate, const std::string& text) const;
  Error not_supported(const ast::Span& at, const std::string& what) const { return errors::not_supported(dialect_, at.position, what); }
  std::string type_text(const Type& type) const { return errors::type_text(type, dialect_); }
  bool trino() const { return dialect_ != Dialect::redshift; }

  Dialect dialect_;
  Resolver& resolver_;
  const AnalysisOptions& options_;
  Program program_;
  int next_id_ = 1;
  int next_lambda_ = 1;
  int depth_ = 0;
  std::map<int, int> scans_;  // relation id -> index in program_.relations
};

// bound.h's nodes with the common members set.
std::shared_ptr<bound::Expr> make_expr(bound::ExprKind kind, Type type, const ast::Span& at);
bound::ExprPtr make_constant(std::string text, Type type, const ast::Span& at);
bound::ExprPtr make_call(const char* emit, Type type, std::vector<bound::ExprPtr> args, const ast::Span& at);
bound::ExprPtr make_binary_constant(const ast::BinaryLiteral& node);
// Whether the expression itself or something inside it satisfies `test`; does not look into subqueries.
bool contains(const bound::Expr& expr, const std::function<bool(const bound::Expr&)>& test);
bool contains_aggregate(const bound::Expr& expr);
bool contains_window(const bound::Expr& expr);
bool returns_set(const FunctionRow* function);
bool contains_set(const bound::Expr& expr);  // a call of a function that returns a set

}  // namespace tarn::sql
