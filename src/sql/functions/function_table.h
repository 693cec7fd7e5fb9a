// Functions and operators as data: signatures with type variables, result types, and how each is emitted. One file a subject
// (trino_math.cpp, redshift_date.cpp, ...); lookup is by lower-case name within a dialect.
//
// Signature text:  [T:comparable, U] (array(T), function(T,U), varchar...) -> array(U)
//   upper-case letters are type variables ([=T]: error texts write them so, else in lower case); lower-case letters inside a type's parentheses are numbers that follow the argument
//   (decimal(p,s), varchar(x), timestamp(p)); "..." repeats the last parameter zero or more times.
// Emission template:  $1 $2 the arguments, $* all of them, $k1 an argument's comparison key, $$ a dollar, $r the result's DuckDB type, $t1 an argument's; an aggregate or window
//   function puts its argument list in braces, "CAST(sum{$1} AS BIGINT)", and DISTINCT, ORDER BY, FILTER and OVER go there.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/functions/signature.h"
#include "sql/type.h"

namespace tarn::sql {

namespace bound {
struct Expr;
}

struct CallText {
  const std::vector<std::string>& args;  // printed, already of the parameter types
  const bound::Expr& call;
  Dialect dialect;
};
using EmitFn = std::string (*)(const CallText&);
// The result of a call whose arguments have these types after coercion; nullopt: the signature does not fit after all.
using ResultFn = std::optional<Type> (*)(const std::vector<Type>& arguments);

enum class FunctionKind : uint8_t { scalar, aggregate, window };

struct FunctionRow {
  const char* name;
  const char* signature;
  const char* emit = nullptr;
  EmitFn emit_with = nullptr;  // instead of `emit`
  ResultFn result = nullptr;   // overrides the signature's result
  bool is_volatile = false;
};

struct Function {
  const FunctionRow* row;
  FunctionKind kind;
  Signature signature;
};

class FunctionTable {
 public:
  // Immutable and built once for each dialect; operators have tables of their own, named by their spelling ("+").
  static const FunctionTable& functions(Dialect dialect);
  static const FunctionTable& operators(Dialect dialect);

  std::vector<const Function*> find(std::string_view name) const;
  const std::vector<Function>& all() const { return functions_; }

 private:
  void add(std::span<const FunctionRow> rows, FunctionKind kind);
  std::vector<Function> functions_;  // sorted by name, in the order of the tables within one
  friend struct FunctionTableBuilder;
};

// The tables, by subject.
std::span<const FunctionRow> trino_operators();
std::span<const FunctionRow> trino_conditional();
std::span<const FunctionRow> trino_math();
std::span<const FunctionRow> trino_string();
std::span<const FunctionRow> trino_binary();
std::span<const FunctionRow> trino_regexp();
std::span<const FunctionRow> trino_url();
std::span<const FunctionRow> trino_date();
std::span<const FunctionRow> trino_date_format();
std::span<const FunctionRow> trino_array();
std::span<const FunctionRow> trino_map();
std::span<const FunctionRow> trino_json();
std::span<const FunctionRow> trino_session();
std::span<const FunctionRow> trino_aggregate();
std::span<const FunctionRow> trino_statistics();
std::span<const FunctionRow> trino_sketch_aggregates();
std::span<const FunctionRow> trino_sketch_values();
std::span<const FunctionRow> trino_conversion();
std::span<const FunctionRow> trino_window();
std::span<const FunctionRow> redshift_operators();
std::span<const FunctionRow> redshift_conditional();
std::span<const FunctionRow> redshift_math();
std::span<const FunctionRow> redshift_string();
std::span<const FunctionRow> redshift_date();
std::span<const FunctionRow> redshift_json();
std::span<const FunctionRow> redshift_system();
std::span<const FunctionRow> redshift_sets();  // that return a set: `emit` gives the list of its values
std::span<const FunctionRow> redshift_aggregate();
std::span<const FunctionRow> redshift_window();

}  // namespace tarn::sql
