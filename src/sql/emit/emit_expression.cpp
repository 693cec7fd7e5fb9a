#include "base/assert.h"
#include "sql/emit/emit.h"
#include "sql/emit/emit_cast.h"
#include "sql/emit/emit_window.h"
#include "sql/emit/layout.h"
#include "sql/functions/coercion.h"
#include "sql/functions/function_table.h"
#include "sql/type_text.h"

namespace tarn::sql {
namespace {

using bound::Expr;
using bound::ExprKind;

std::string column_text(const Expr& e) { return "r" + std::to_string(e.relation) + "." + quote_identifier(e.text); }

std::string wrapped_instant(const std::string& column) {
  return "CASE WHEN " + column + " IS NOT NULL THEN struct_pack(instant := " + column + ", zone := 'UTC') END";
}

std::string emit_case(const Expr& e, Dialect dialect) {
  std::string text = "CASE";
  size_t i = 0;
  for (; i + 1 < e.args.size(); i += 2)
    text += " WHEN " + emit_expression(*e.args[i], dialect) + " THEN " + emit_expression(*e.args[i + 1], dialect);
  if (i < e.args.size()) text += " ELSE " + emit_expression(*e.args[i], dialect);
  return text + " END";
}

std::string emit_lambda(const Expr& e, Dialect dialect) {
  std::string text = "lambda ";
  for (size_t i = 0; i < e.names.size(); ++i) text += (i > 0 ? ", " : "") + e.names[i];
  return "(" + text + ": " + emit_expression(*e.args[0], dialect) + ")";
}

std::string emit_in_list(const Expr& e, Dialect dialect) {
  std::string items;
  for (size_t i = 1; i < e.args.size(); ++i) items += (i > 1 ? ", " : "") + emit_key(*e.args[i], dialect);
  return "(" + emit_key(*e.args[0], dialect) + (e.negated ? " NOT IN (" : " IN (") + items + "))";
}

std::string tuple_text(const std::vector<bound::ExprPtr>& values, Dialect dialect) {
  if (values.size() == 1) return emit_expression(*values[0], dialect);
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "(" : ", ") + emit_expression(*value, dialect);
  return text + ")";
}

std::string emit_row(const Expr& e, Dialect dialect) {
  const auto names = physical_field_names(e.type);
  std::string text = "struct_pack(";
  for (size_t i = 0; i < e.args.size(); ++i)
    text += (i > 0 ? ", " : "") + quote_identifier(names[i]) + " := " + emit_expression(*e.args[i], dialect);
  return text + ")";
}

std::string emit_call(const Expr& e, Dialect dialect) {
  std::vector<std::string> args;
  for (const auto& arg : e.args) args.push_back(emit_expression(*arg, dialect));
  if (e.function && e.function->emit_with) return e.function->emit_with({args, e, dialect});
  return expand_template(e.function ? e.function->emit : e.emit, e, args, dialect);
}

std::string emit_cast_node(const Expr& e, Dialect dialect) {
  const auto& operand = *e.args[0];
  if (operand.kind == ExprKind::cast && operand.type.is(TypeKind::regtype) && e.type.is(TypeKind::oid)) {
    // 'pg_class'::regclass::oid: no name on the way.
    const auto& named = *operand.args[0];
    const char* lookup = operand.type.precision == static_cast<int>(Registry::relation) ? "tarn.relation_oid_of(" : "tarn.type_oid_of(";
    if (named.type.is(TypeKind::oid)) return emit_expression(named, dialect);
    if (is_text(named.type) && operand.type.precision != static_cast<int>(Registry::function)) return lookup + emit_expression(named, dialect) + ")";
  }
  CastRequest request{.from = operand.type, .to = e.type, .dialect = dialect, .try_ = e.try_};
  if (operand.string_value) request.constant_text = &*operand.string_value;
  return emit_cast(emit_expression(operand, dialect), request);
}

}  // namespace

std::string emit_key(const bound::Expr& e, Dialect dialect) {
  if (e.kind == ExprKind::column && e.raw_instant) return column_text(e);
  return comparison_key(emit_expression(e, dialect), e.type, dialect);
}

std::string emit_expression(const bound::Expr& e, Dialect dialect) {
  switch (e.kind) {
    case ExprKind::constant: return e.text;
    case ExprKind::column: return e.raw_instant ? wrapped_instant(column_text(e)) : column_text(e);
    case ExprKind::lambda_parameter: return e.text;
    case ExprKind::parameter: return "$" + std::to_string(e.index + 1);
    case ExprKind::call: return emit_call(e, dialect);
    case ExprKind::cast: return emit_cast_node(e, dialect);
    case ExprKind::case_: return emit_case(e, dialect);
    case ExprKind::lambda: return emit_lambda(e, dialect);
    case ExprKind::row: return emit_row(e, dialect);
    case ExprKind::field:
      return "struct_extract(" + emit_expression(*e.args[0], dialect) + ", " + quote_string(physical_field_names(e.args[0]->type)[e.index]) + ")";
    case ExprKind::scalar_subquery: return "(" + emit_query(*e.query, dialect) + ")";
    case ExprKind::exists: return std::string(e.negated ? "NOT " : "") + "EXISTS (" + emit_query(*e.query, dialect) + ")";
    case ExprKind::in_list: return emit_in_list(e, dialect);
    case ExprKind::in_subquery:
      return "(" + tuple_text(e.args, dialect) + (e.negated ? " NOT IN (" : " IN (") + emit_query(*e.query, dialect) + "))";
    case ExprKind::quantified:
      return "(" + emit_expression(*e.args[0], dialect) + " " + e.text + (e.all ? " ALL (" : " ANY (") + emit_query(*e.query, dialect) + "))";
  }
  return {};
}

std::string expand_template(const char* text, const Expr& call, const std::vector<std::string>& args, Dialect dialect) {
  std::string out;
  const bool has_list = call.aggregate || call.window;  // else braces are a pattern's own
  bool in_list = false;
  for (const char* p = text; *p; ++p) {
    if (*p == '{' && has_list) {
      out += call.distinct ? "(DISTINCT " : "(";
      in_list = true;
    } else if (*p == '}' && in_list) {
      out += emit_list_end(call, dialect);
      in_list = false;
    } else if (*p != '$') {
      out += *p;
    } else if (*++p == '*') {
      for (size_t i = 0; i < args.size(); ++i) out += (i > 0 ? ", " : "") + args[i];
    } else if (*p == '$') {
      out += '$';
    } else if (*p == 'r') {
      out += duckdb_type(call.type, dialect);
    } else if (*p == 't') {
      out += duckdb_type(call.args[*++p - '1']->type, dialect);
    } else if (*p == 'k') {
      out += emit_key(*call.args[*++p - '1'], dialect);
    } else {
      ASSERT(*p >= '1' && static_cast<size_t>(*p - '1') < args.size());
      out += args[*p - '1'];
    }
  }
  return out;
}

}  // namespace tarn::sql
