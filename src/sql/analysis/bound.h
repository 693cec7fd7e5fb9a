// The analyzed tree: names resolved, types known, coercions spelled out as casts. Access rules rewrite this tree and the emitter
// prints it. Nodes are immutable once built and shared (a select item is also an ORDER BY key), hence shared_ptr to const.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sql/program.h"
#include "sql/type.h"

namespace tarn::sql {
struct FunctionRow;
}

namespace tarn::sql::bound {

struct Expr;
struct Query;
struct Relation;
using ExprPtr = std::shared_ptr<const Expr>;
using QueryPtr = std::shared_ptr<const Query>;
using RelationPtr = std::shared_ptr<const Relation>;

struct SortKey {
  ExprPtr key;
  int ordinal = 0;  // 1-based output column of the same select; 0: use `key`
  bool descending = false;
  bool nulls_first = false;
};

struct FrameBound {
  enum class Kind { unbounded_preceding, preceding, current_row, following, unbounded_following } kind = Kind::current_row;
  ExprPtr offset;
};

struct Frame {
  enum class Unit { rows, range, groups } unit = Unit::range;
  FrameBound start, end;
};

struct Window {
  std::vector<ExprPtr> partition_by;
  std::vector<SortKey> order_by;
  std::optional<Frame> frame;
};

enum class ExprKind {
  constant,          // text: the DuckDB literal
  column,            // relation.text
  lambda_parameter,  // text
  parameter,         // index
  call,              // function (or emit), args; aggregates and window functions too
  cast,              // args[0] to type
  in_list,           // args[0] [NOT] IN (the others)
  case_,             // args: condition, result, ..., [else]
  lambda,            // names, args[0]: the body
  row,               // args: fields of `type`
  field,             // args[0].field index
  scalar_subquery, exists, in_subquery, quantified,  // query; args[0] is the left side; text: operator of quantified
};

struct Expr {
  ExprKind kind = ExprKind::constant;
  Type type;
  Position position;
  std::string text;
  std::vector<ExprPtr> args;
  int relation = 0;                      // column: the relation's id
  int index = 0;                         // parameter, field
  bool try_ = false;                     // cast: TRY_CAST
  bool raw_instant = false;              // column of a scan that is TIMESTAMPTZ itself, not a (instant, zone) struct
  bool volatile_ = false;                // may give another value on each evaluation; or contains such
  std::optional<std::string> string_value;  // constant strings
  std::vector<std::string> names;        // lambda
  const FunctionRow* function = nullptr; // call
  const char* emit = nullptr;            // call without a row: the template
  QueryPtr query;
  bool negated = false;                  // in_subquery, exists
  bool all = false;                      // quantified: ALL, else ANY
  // aggregate and window calls
  bool aggregate = false;                // an aggregate that is not windowed
  bool distinct = false;
  bool ignore_nulls = false;
  std::vector<SortKey> order_by;
  ExprPtr filter;
  std::optional<Window> window;
};

// Whether both denote the same value in the same row: how GROUP BY and ORDER BY recognize expressions.
bool same(const Expr& a, const Expr& b);

struct Column {
  std::string name;      // as clients see it; empty: none was given
  std::string physical;  // unique within the relation: its name in the emitted SQL
  Type type;
  bool hidden = false;
};

enum class JoinType { cross, inner, left, right, full };

struct Relation {
  enum class Kind { scan, table, query, join, unnest, cte, function } kind = Kind::scan;
  int id = 0;                // printed as r<id>; joins have none
  std::string text;          // table: the physical name; cte: its emitted name; function: the call
  int program_relation = -1; // scan: N of tarn_scan(N)
  std::vector<Column> columns;
  QueryPtr query;
  bool lateral = false;      // query or unnest that refers to its left neighbours
  bool barrier = false;      // query of a protected relation
  // join
  JoinType join = JoinType::cross;
  RelationPtr left, right;
  ExprPtr on;
  // unnest: each argument is an array or a map; `with_ordinality` adds the last column
  std::vector<ExprPtr> arguments;
  bool with_ordinality = false;
  std::string sample;        // "TABLESAMPLE ..." or empty
};

struct CommonTable {
  std::string name;  // emitted
  QueryPtr query;    // recursive: a set operation whose right side reads `name`
  bool recursive = false;
  std::vector<Column> columns;
};

struct Item {
  ExprPtr expr;
  std::string physical;
};

struct Select {
  bool distinct = false;
  std::vector<Item> items;
  RelationPtr from;  // null: no FROM
  ExprPtr where;
  bool grouped = false;                            // GROUP BY, or aggregates without it
  std::vector<ExprPtr> group_keys;
  std::vector<std::vector<size_t>> grouping_sets;  // empty: one set of all the keys
  ExprPtr having;
  ExprPtr qualify;
};

struct SetOperation {
  const char* op = "UNION ALL";
  QueryPtr left, right;
};

struct Values {
  std::vector<std::vector<ExprPtr>> rows;
};

struct Query {
  std::vector<CommonTable> with;
  std::optional<Select> select;
  std::optional<SetOperation> set;
  std::optional<Values> values;
  std::vector<SortKey> order_by;
  ExprPtr limit, offset;
  bool with_ties = false;
  std::vector<Column> columns;
};

}  // namespace tarn::sql::bound
