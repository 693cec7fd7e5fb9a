#include "sql/functions/samples.h"

#include "sql/analysis/bound.h"
#include "sql/emit/emit.h"
#include "sql/emit/layout.h"
#include "sql/functions/overloads.h"

namespace tarn::sql {
namespace {

using bound::Expr;
using bound::ExprKind;

// A type for each parameter: variables are integers, decimals (10,2), text of ten characters.
Type sample_type(const SignatureType& type, const Signature& signature) {
  if (type.variable) return simple(TypeKind::bigint);
  Type out{.kind = type.kind, .precision = type.precision, .scale = type.scale};
  if (type.number_names[0]) {
    out.precision = type.kind == TypeKind::timestamp || type.kind == TypeKind::timestamp_tz || type.kind == TypeKind::time || type.kind == TypeKind::time_tz ? 3 : 10;
    if (type.kind == TypeKind::decimal) out.scale = 2;
  }
  for (const auto& child : type.children) out.children.push_back(sample_type(child, signature));
  if (out.is(TypeKind::row) && type.any_row) out.children = {simple(TypeKind::bigint), varchar()};
  if (out.is(TypeKind::row)) out.field_names.resize(out.children.size());
  return out;
}

bound::ExprPtr typed_null(const Type& type, Dialect dialect) {
  auto expr = std::make_shared<Expr>();
  expr->type = type;
  expr->text = "CAST(NULL AS " + duckdb_type(type, dialect) + ")";
  return expr;
}

// What DuckDB wants as a constant: quantiles, separators, digits, groups.
const char* constant_argument(const Type& type, size_t position, std::string_view name) {
  if ((name == "approx_most_frequent" && position == 0) || (name == "reduce_agg" && position == 1)) return "CAST(1 AS BIGINT)";
  const bool wanted = position > 0 && (name.find("percentile") != name.npos || name == "listagg" || name == "round" || name == "regexp_extract" || name == "regexp_extract_all");
  if (!wanted || type.is(TypeKind::varchar)) return wanted && name == "listagg" ? "','" : nullptr;
  return type.is(TypeKind::array) ? "[CAST(0.5 AS DOUBLE)]" : type.is(TypeKind::double_) ? "CAST(0.5 AS DOUBLE)" : "1";
}

// A column of the sample's FROM clause, so that DuckDB cannot fold it.
bound::ExprPtr sample_argument(const Type& type, size_t position, const Function& function) {
  auto expr = std::make_shared<Expr>();
  expr->type = type;
  if (const char* constant = constant_argument(type, position, function.row->name)) {
    expr->text = constant;
    return expr;
  }
  expr->kind = ExprKind::column;
  expr->relation = 1;
  expr->text = "a" + std::to_string(position + 1);
  return expr;
}

bound::ExprPtr sample_lambda(const Type& type, Dialect dialect) {
  auto lambda = std::make_shared<Expr>();
  lambda->kind = ExprKind::lambda;
  lambda->type = type;
  for (size_t i = 0; i + 1 < type.children.size(); ++i) lambda->names.push_back("x" + std::to_string(i + 1));
  lambda->args = {typed_null(type.children.back(), dialect)};
  return lambda;
}

SampleCall sample_of(const Function& function, Dialect dialect) {
  SampleCall sample;
  auto call = std::make_shared<Expr>();
  call->kind = ExprKind::call;
  call->function = function.row;
  SignatureMatch match(function.signature, dialect);
  std::vector<Type> types;
  std::string from = "SELECT 1 AS one";
  for (size_t i = 0; i < function.signature.parameters.size(); ++i) {
    types.push_back(sample_type(function.signature.parameters[i], function.signature));
    if (!types.back().is(TypeKind::function)) match.bind(i, types.back());
    else match.bind_lambda_result(i, types.back().children.back());
    call->args.push_back(types.back().is(TypeKind::function) ? sample_lambda(types.back(), dialect) : sample_argument(types.back(), i, function));
    if (!types.back().is(TypeKind::function)) from += ", " + typed_null(types.back(), dialect)->text + " AS a" + std::to_string(i + 1);
    sample.name += (i > 0 ? ", " : "") + trino_name(types.back());
  }
  sample.name = std::string(function.row->name) + "(" + sample.name + ")";
  call->type = match.result_type();
  if (function.row->result)
    if (auto result = function.row->result(types)) call->type = *result;
  if (function.kind == FunctionKind::window) call->window.emplace();
  call->aggregate = function.kind == FunctionKind::aggregate;
  sample.sql = "SELECT " + emit_expression(*call, dialect) + " AS v FROM (" + from + ") AS r1";
  sample.duckdb_type = duckdb_type(call->type, dialect);
  return sample;
}

}  // namespace

std::vector<SampleCall> sample_calls(Dialect dialect) {
  std::vector<SampleCall> samples;
  for (const auto* table : {&FunctionTable::functions(dialect), &FunctionTable::operators(dialect)})
    for (const auto& function : table->all()) samples.push_back(sample_of(function, dialect));
  return samples;
}

}  // namespace tarn::sql
