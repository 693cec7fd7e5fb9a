// Queries and relations of all dialects.
#pragma once
#include "sql/ast/expressions.h"

namespace tarn::sql::ast {

struct Query;

// --- relations: what stands in FROM

enum class RelationKind : uint8_t {
  table, subquery, join, unnest, lateral, table_function, parenthesized, match_recognize, pivot, unpivot, object_unpivot,
};

struct Alias {
  Identifier name;
  std::vector<Identifier> columns;
  std::vector<DataType> column_types;  // Redshift: f() AS x(a int, b name); as long as `columns`, or empty
  std::optional<Identifier> at;        // Redshift: FROM t.arr AS x AT i
  Span span;
};

struct Sample {
  bool bernoulli = true;  // else SYSTEM
  ExprPtr percentage;
};

struct Relation {
  RelationKind kind;
  Span span;
  std::optional<Alias> alias;
  std::optional<Sample> sample;

  virtual ~Relation() = default;

 protected:
  explicit Relation(RelationKind k) : kind(k) {}
};
using RelationPtr = Ptr<Relation>;

template <RelationKind K>
struct RelationOf : Relation {
  static constexpr RelationKind kKind = K;
  RelationOf() : Relation(K) {}
};

// A name, or in Redshift a path into a SUPER column of an earlier relation (analysis tells which), which may have subscripts: then
// `path` is the expression and `name` holds its leading identifiers.
struct TableRelation : RelationOf<RelationKind::table> {
  enum class Travel : uint8_t { none, timestamp, version } travel = Travel::none;  // FOR ... AS OF e
  ObjectName name;
  ExprPtr as_of;
  ExprPtr path;
  bool only = false;  // ONLY t
};

struct SubqueryRelation : RelationOf<RelationKind::subquery> {
  Ptr<Query> query;
  SubqueryRelation();
  ~SubqueryRelation() override;
};

enum class JoinType : uint8_t { cross, implicit, inner, left, right, full };  // implicit: FROM a, b

struct Join : RelationOf<RelationKind::join> {
  JoinType type = JoinType::inner;
  bool natural = false;
  RelationPtr left, right;
  ExprPtr on;                          // null if natural, cross, implicit or USING
  std::vector<Identifier> using_columns;
};

struct Unnest : RelationOf<RelationKind::unnest> {
  std::vector<ExprPtr> arguments;
  bool with_ordinality = false;
  bool with_offset = false;  // Redshift
};

struct Lateral : RelationOf<RelationKind::lateral> {
  Ptr<Query> query;
  Lateral();
  ~Lateral() override;
};

// TABLE(f(...)) of Trino; a call in FROM of Redshift (`keyword` false).
struct TableFunction : RelationOf<RelationKind::table_function> {
  struct Argument {
    std::optional<Identifier> name;
    ExprPtr value;              // a scalar argument
    RelationPtr table;          // TABLE(t) or TABLE(query)
    std::vector<ExprPtr> partition_by;
    std::vector<SortItem> order_by;
    std::optional<bool> keep_when_empty;
    std::optional<std::vector<Identifier>> descriptor;  // DESCRIPTOR(a, b)
  };
  ObjectName name;
  std::vector<Argument> arguments;
  bool keyword = true;
};

struct ParenthesizedRelation : RelationOf<RelationKind::parenthesized> {  // only where an alias is given to one that has one
  RelationPtr inner;
};

// The pattern is kept as text between its parentheses: no dialect of ours runs it (analysis answers NOT_SUPPORTED).
struct MatchRecognize : RelationOf<RelationKind::match_recognize> {
  RelationPtr input;
  std::string body;
};

struct Pivot : RelationOf<RelationKind::pivot> {
  struct Aggregate {
    ExprPtr call;
    std::optional<Identifier> alias;
  };
  struct Value {
    ExprPtr value;
    std::optional<Identifier> alias;
  };
  RelationPtr input;
  std::vector<Aggregate> aggregates;
  Identifier column;
  std::vector<Value> values;
};

struct Unpivot : RelationOf<RelationKind::unpivot> {
  struct Column {
    Identifier name;
    ExprPtr alias;  // may be null
  };
  RelationPtr input;
  bool include_nulls = false;
  Identifier value, name;
  std::vector<Column> columns;
};

struct ObjectUnpivot : RelationOf<RelationKind::object_unpivot> {  // UNPIVOT e AS val AT attr
  ExprPtr object;
};

// --- query bodies

enum class BodyKind : uint8_t { select, set_operation, values, table, nested };

struct QueryBody {
  BodyKind kind;
  Span span;

  virtual ~QueryBody() = default;

 protected:
  explicit QueryBody(BodyKind k) : kind(k) {}
};
using BodyPtr = Ptr<QueryBody>;

template <BodyKind K>
struct BodyOf : QueryBody {
  static constexpr BodyKind kKind = K;
  BodyOf() : QueryBody(K) {}
};

struct SelectItem {
  enum class Kind : uint8_t { expression, all, all_of } kind = Kind::expression;  // e [AS a], *, e.* [AS (a, b)]
  ExprPtr expr;                     // of expression and all_of
  std::optional<Identifier> alias;
  std::vector<Identifier> aliases;  // of e.* AS (a, b)
  std::vector<Identifier> exclude;  // Redshift: * EXCLUDE (a, b)
  Span span;
};

struct GroupingElement {
  enum class Kind : uint8_t { simple, rollup, cube, sets } kind = Kind::simple;
  std::vector<std::vector<ExprPtr>> sets;  // simple: one set, () has no members; rollup, cube: each of one or more expressions
  Span span;
};

struct GroupBy {
  bool distinct = false;  // GROUP BY DISTINCT
  bool all = false;       // Redshift: GROUP BY ALL
  std::vector<GroupingElement> elements;
};

struct NamedWindow {
  Identifier name;
  WindowSpec spec;
};

struct ConnectBy {
  ExprPtr start_with;  // may be null
  ExprPtr condition;
  bool no_cycle = false;
};

struct SelectInto {
  ObjectName name;
  bool temporary = false;
};

struct Select : BodyOf<BodyKind::select> {
  bool distinct = false;
  ExprPtr top;  // Redshift: TOP n
  std::vector<SelectItem> items;
  Ptr<SelectInto> into;
  RelationPtr from;  // null: no FROM; a list is joins of type implicit
  Ptr<ConnectBy> connect_by;
  ExprPtr where;
  std::optional<GroupBy> group_by;
  ExprPtr having;
  ExprPtr qualify;
  std::vector<NamedWindow> windows;
};

enum class SetOp : uint8_t { union_, intersect, except };  // Redshift's MINUS is except

struct SetOperation : BodyOf<BodyKind::set_operation> {
  SetOp op = SetOp::union_;
  Span word_span;  // UNION, INTERSECT, EXCEPT
  bool all = false;
  BodyPtr left, right;
};

struct Values : BodyOf<BodyKind::values> {
  std::vector<ExprPtr> rows;  // each a RowConstructor, or in Trino any expression
};

struct TableBody : BodyOf<BodyKind::table> {  // TABLE t
  ObjectName name;
};

struct NestedQuery : BodyOf<BodyKind::nested> {  // ( query )
  Ptr<Query> query;
  NestedQuery();
  ~NestedQuery() override;
};

struct CommonTable {
  Identifier name;
  std::vector<Identifier> columns;
  Ptr<Query> query;
  Span span;
  CommonTable();
  CommonTable(CommonTable&&) noexcept;
  CommonTable& operator=(CommonTable&&) noexcept;
  ~CommonTable();
};

struct With {
  bool recursive = false;
  std::vector<CommonTable> tables;
};

struct Query {
  std::optional<With> with;
  BodyPtr body;
  std::vector<SortItem> order_by;
  ExprPtr offset;         // null: none
  ExprPtr limit;          // null: none or LIMIT ALL
  bool with_ties = false;  // FETCH FIRST n ROWS WITH TIES
  Span fetch_span;         // from FETCH on
  Span span;
};
using QueryPtr = Ptr<Query>;

}  // namespace tarn::sql::ast
