// Expressions of all dialects. Special forms that the real parsers turn into plain calls arrive as plain calls here too:
// POSITION(a IN b) is strpos(b, a), SUBSTRING(s FROM i FOR n) is substring(s, i, n), NORMALIZE(s, NFD) is normalize(s, 'NFD').
#pragma once
#include "sql/ast/node.h"

namespace tarn::sql::ast {

struct Query;

enum class ExprKind : uint8_t {
  null_literal, boolean_literal, number_literal, string_literal, binary_literal, typed_literal, interval_literal,
  column_reference, dereference, subscript, parameter, default_value,
  unary, binary, logical, is_null, is_boolean, is_distinct_from, between, in_list, in_subquery, like, exists, quantified_comparison,
  scalar_subquery, case_, cast, extract, at_time_zone, trim, special_value, function_call, lambda, array, row,
  json_function, outer_join_marker, prior,
};

struct Expr {
  ExprKind kind;
  Span span;
  std::optional<Position> word;  // of the operator or predicate between operands

  virtual ~Expr() = default;
  // Where Trino's errors point: at the operator, not at its left side.
  Position position() const { return word.value_or(span.position); }

 protected:
  explicit Expr(ExprKind k) : kind(k) {}
};
using ExprPtr = Ptr<Expr>;

template <ExprKind K>
struct ExprOf : Expr {
  static constexpr ExprKind kKind = K;
  ExprOf() : Expr(K) {}
};

// --- literals

struct NullLiteral : ExprOf<ExprKind::null_literal> {};

struct BooleanLiteral : ExprOf<ExprKind::boolean_literal> {
  bool value = false;
};

struct NumberLiteral : ExprOf<ExprKind::number_literal> {
  enum class Form : uint8_t { integer, decimal, floating } form = Form::integer;  // 1, 1.5, 1e0
  std::string text;  // as written, digits only ("1.", ".5", "1E0"); underscores of Trino removed; hex, octal, binary as decimal digits
};

struct StringLiteral : ExprOf<ExprKind::string_literal> {
  std::string value;  // UTF-8, escapes resolved (U&'..', backslashes of Hive and Redshift)
};

struct BinaryLiteral : ExprOf<ExprKind::binary_literal> {
  std::string bytes;
};

// DATE '2020-01-01', DECIMAL '1.0', JSON '{}', TIMESTAMP '...': the text is judged by analysis.
struct TypedLiteral : ExprOf<ExprKind::typed_literal> {
  DataType type;
  std::string value;
};

// INTERVAL [-] '1' DAY [TO SECOND]; Redshift also INTERVAL '3 days 2 hours', then `from` is empty.
struct IntervalLiteral : ExprOf<ExprKind::interval_literal> {
  bool negative = false;
  std::string value;
  std::string from, to;  // lower case: year quarter month week day hour minute second, or empty
};

// --- names

// a, t.a, s.t.a, t.row.field: identifiers joined by dots, split into column and fields by analysis.
struct ColumnReference : ExprOf<ExprKind::column_reference> {
  std::vector<Identifier> parts;
};

struct Dereference : ExprOf<ExprKind::dereference> {  // of anything that is not a plain chain of names
  ExprPtr base;
  Identifier field;
};

struct Subscript : ExprOf<ExprKind::subscript> {
  ExprPtr base, index;
};

struct Parameter : ExprOf<ExprKind::parameter> {
  int index = 0;          // from 0: the n-th '?' of the statement, or $n minus one
  bool numbered = false;  // written $n
};

struct DefaultValue : ExprOf<ExprKind::default_value> {};  // DEFAULT in VALUES and SET

// --- operators and predicates

enum class UnaryOp : uint8_t { minus, plus, not_, absolute, square_root, cube_root, bit_not };

struct Unary : ExprOf<ExprKind::unary> {
  UnaryOp op = UnaryOp::minus;
  ExprPtr operand;
};

enum class BinaryOp : uint8_t {
  add, subtract, multiply, divide, modulo, concat, power,
  equal, not_equal, less, less_equal, greater, greater_equal,
  bit_and, bit_or, bit_xor, shift_left, shift_right,
  regex_match, regex_match_insensitive, regex_not_match, regex_not_match_insensitive,  // ~ ~* !~ !~*
};
const char* spelling(BinaryOp op);  // "+", "<>", ...
const char* spelling(UnaryOp op);   // "-", "NOT", ...

struct Binary : ExprOf<ExprKind::binary> {
  BinaryOp op = BinaryOp::add;
  ExprPtr left, right;
  Span operator_span;
};

enum class LogicalOp : uint8_t { and_, or_ };

struct Logical : ExprOf<ExprKind::logical> {  // a AND b AND c is one node
  LogicalOp op = LogicalOp::and_;
  std::vector<ExprPtr> terms;  // two or more
};

struct IsNull : ExprOf<ExprKind::is_null> {
  ExprPtr operand;
  bool negated = false;
};

struct IsBoolean : ExprOf<ExprKind::is_boolean> {  // IS [NOT] TRUE | FALSE | UNKNOWN (Redshift)
  ExprPtr operand;
  std::optional<bool> value;  // nullopt: UNKNOWN
  bool negated = false;
};

struct IsDistinctFrom : ExprOf<ExprKind::is_distinct_from> {
  ExprPtr left, right;
  bool negated = false;
};

struct Between : ExprOf<ExprKind::between> {
  ExprPtr operand, low, high;
  bool negated = false;
};

struct InList : ExprOf<ExprKind::in_list> {
  ExprPtr operand;
  std::vector<ExprPtr> items;
  bool negated = false;
};

struct InSubquery : ExprOf<ExprKind::in_subquery> {
  ExprPtr operand;
  Ptr<Query> query;
  bool negated = false;
  InSubquery();
  ~InSubquery() override;
};

enum class LikeForm : uint8_t { like, ilike, similar_to };

struct Like : ExprOf<ExprKind::like> {
  LikeForm form = LikeForm::like;
  ExprPtr operand, pattern, escape;  // escape may be null
  bool negated = false;
};

struct Exists : ExprOf<ExprKind::exists> {
  Ptr<Query> query;
  Exists();
  ~Exists() override;
};

enum class Quantifier : uint8_t { all, any, some };

struct QuantifiedComparison : ExprOf<ExprKind::quantified_comparison> {
  BinaryOp op = BinaryOp::equal;
  Quantifier quantifier = Quantifier::all;
  ExprPtr operand;
  Ptr<Query> query;
  ExprPtr array;  // Redshift's catalog: x = ANY (array); then `query` is null
  QuantifiedComparison();
  ~QuantifiedComparison() override;
};

struct ScalarSubquery : ExprOf<ExprKind::scalar_subquery> {
  Ptr<Query> query;
  ScalarSubquery();
  ~ScalarSubquery() override;
};

// --- forms

struct Case : ExprOf<ExprKind::case_> {
  struct When {
    ExprPtr condition, result;  // condition is a value to compare with when `operand` is set
    Span span;
  };
  ExprPtr operand;  // null: searched CASE
  std::vector<When> whens;
  ExprPtr otherwise;  // null: no ELSE
};

struct Cast : ExprOf<ExprKind::cast> {
  enum class Form : uint8_t { cast, try_cast, colons, convert } form = Form::cast;  // colons: e::type; convert: CONVERT(type, e)
  ExprPtr operand;
  DataType type;
};

struct Extract : ExprOf<ExprKind::extract> {
  std::string field;  // lower case
  ExprPtr operand;
};

struct AtTimeZone : ExprOf<ExprKind::at_time_zone> {
  ExprPtr operand, zone;
};

struct Trim : ExprOf<ExprKind::trim> {
  enum class Side : uint8_t { both, leading, trailing } side = Side::both;
  ExprPtr characters;  // null: blanks
  ExprPtr source;
};

// CURRENT_DATE, LOCALTIMESTAMP(3), CURRENT_USER, SYSDATE, ...: names that are called without parentheses.
struct SpecialValue : ExprOf<ExprKind::special_value> {
  std::string name;  // lower case
  std::optional<int> precision;
};

struct Lambda : ExprOf<ExprKind::lambda> {
  std::vector<Identifier> parameters;
  ExprPtr body;
};

struct ArrayConstructor : ExprOf<ExprKind::array> {
  std::vector<ExprPtr> items;
};

struct RowConstructor : ExprOf<ExprKind::row> {  // ROW(a, b) and (a, b)
  std::vector<ExprPtr> fields;
  bool keyword = false;
};

// --- calls

enum class SortOrder : uint8_t { unspecified, ascending, descending };
enum class NullOrder : uint8_t { unspecified, first, last };

struct SortItem {
  ExprPtr key;
  SortOrder order = SortOrder::unspecified;
  NullOrder nulls = NullOrder::unspecified;
  Span span;
};

struct FrameBound {
  enum class Kind : uint8_t { unbounded_preceding, preceding, current_row, following, unbounded_following } kind = Kind::current_row;
  ExprPtr offset;  // of preceding and following
};

struct Frame {
  enum class Unit : uint8_t { rows, range, groups } unit = Unit::rows;
  FrameBound start;
  std::optional<FrameBound> end;  // absent: no BETWEEN was written
  Span span;
};

struct WindowSpec {
  std::optional<Identifier> base;  // OVER w is a spec with only this; OVER (w ...) continues the named one
  bool only_name = false;          // OVER w without parentheses
  std::vector<ExprPtr> partition_by;
  std::vector<SortItem> order_by;
  std::optional<Frame> frame;
  Span span;
};

enum class NullTreatment : uint8_t { unspecified, respect, ignore };

struct ListaggOverflow {
  bool error = true;  // ON OVERFLOW ERROR, else TRUNCATE
  ExprPtr filler;     // may be null
  bool with_count = true;
};

struct FunctionCall : ExprOf<ExprKind::function_call> {
  ObjectName name;  // one part unless schema-qualified (pg_catalog.format_type)
  std::vector<ExprPtr> arguments;
  std::vector<std::optional<Identifier>> argument_names;  // f(name => e): as long as `arguments` if any is named, else empty
  bool star = false;        // count(*)
  bool distinct = false;
  bool approximate = false;  // Redshift: APPROXIMATE COUNT(DISTINCT x)
  std::vector<SortItem> order_by;      // inside the parentheses
  std::vector<SortItem> within_group;  // WITHIN GROUP (ORDER BY ...)
  std::optional<ListaggOverflow> overflow;
  ExprPtr filter;
  NullTreatment nulls = NullTreatment::unspecified;
  Ptr<WindowSpec> over;
};

// JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT, JSON_ARRAY of Trino.
struct JsonFunction : ExprOf<ExprKind::json_function> {
  enum class Form : uint8_t { exists, value, query, object, array } form = Form::exists;
  enum class Behaviour : uint8_t { unspecified, null, error, default_, true_, false_, unknown, empty_array, empty_object };
  enum class Wrapper : uint8_t { unspecified, without, conditional, unconditional };
  struct Passing {
    ExprPtr value;
    std::string format;  // "", "json", "json encoding utf8": of FORMAT JSON
    Identifier name;
  };
  struct Item {
    ExprPtr key;  // of json_object, null in json_array
    ExprPtr value;
    std::string format;
  };
  ExprPtr input;             // exists, value, query
  std::string input_format;
  std::string path;
  std::vector<Passing> passing;
  std::optional<DataType> returning;
  std::string returning_format;
  Behaviour on_empty = Behaviour::unspecified, on_error = Behaviour::unspecified;
  ExprPtr empty_default, error_default;
  Wrapper wrapper = Wrapper::unspecified;
  std::optional<bool> keep_quotes;
  std::vector<Item> items;             // object, array
  std::optional<bool> null_on_null;    // NULL ON NULL / ABSENT ON NULL
  std::optional<bool> unique_keys;
};

// --- Redshift

struct OuterJoinMarker : ExprOf<ExprKind::outer_join_marker> {  // t.c (+)
  ExprPtr column;
};

struct Prior : ExprOf<ExprKind::prior> {  // PRIOR e in CONNECT BY
  ExprPtr operand;
};

}  // namespace tarn::sql::ast
