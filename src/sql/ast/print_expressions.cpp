// Printing of expressions. Operators are always in parentheses, so no precedence is needed.
#include "sql/ast/writer.h"
#include "sql/scanner/dialect.h"

namespace tarn::sql::ast {
namespace {

void write_infix(Writer& w, const Expr& left, std::string_view op, const Expr& right) {
  w << "(";
  write_expr(w, left);
  w << " " << op << " ";
  write_expr(w, right);
  w << ")";
}

void write_bytes(Writer& w, std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  w << "X'";
  for (unsigned char byte : bytes) {
    w.out += kDigits[byte >> 4];
    w.out += kDigits[byte & 15];
  }
  w << "'";
}

void write_interval(Writer& w, const IntervalLiteral& e) {
  w << "INTERVAL " << (e.negative ? "-" : "");
  write_string(w, e.value);
  if (!e.from.empty()) w << " " << upper_ascii(e.from);
  if (!e.to.empty()) w << " TO " << upper_ascii(e.to);
}

void write_literal(Writer& w, const Expr& e) {
  switch (e.kind) {
    case ExprKind::null_literal: w << "null"; break;
    case ExprKind::boolean_literal: w << (as<BooleanLiteral>(e).value ? "true" : "false"); break;
    case ExprKind::number_literal: w << as<NumberLiteral>(e).text; break;
    case ExprKind::string_literal: write_string(w, as<StringLiteral>(e).value); break;
    case ExprKind::binary_literal: write_bytes(w, as<BinaryLiteral>(e).bytes); break;
    case ExprKind::typed_literal:
      w << upper_ascii(as<TypedLiteral>(e).type.name) << " ";
      write_string(w, as<TypedLiteral>(e).value);
      break;
    default: write_interval(w, as<IntervalLiteral>(e)); break;
  }
}

void write_unary(Writer& w, const Unary& e) {
  w << "(" << spelling(e.op);
  bool sign = e.op == UnaryOp::minus || e.op == UnaryOp::plus;
  const auto* number = try_as<NumberLiteral>(e.operand.get());
  if (!sign || (number && number->text.starts_with('-'))) w << " ";  // two signs in a row would begin a comment
  write_expr(w, *e.operand);
  w << ")";
}

void write_logical(Writer& w, const Logical& e) {
  w << "(";
  for (size_t i = 0; i < e.terms.size(); ++i) {
    if (i > 0) w << (e.op == LogicalOp::and_ ? " AND " : " OR ");
    write_expr(w, *e.terms[i]);
  }
  w << ")";
}

void write_is_boolean(Writer& w, const IsBoolean& e) {
  w << "(";
  write_expr(w, *e.operand);
  w << (e.negated ? " IS NOT " : " IS ") << (!e.value ? "UNKNOWN" : *e.value ? "TRUE" : "FALSE") << ")";
}

void write_between(Writer& w, const Between& e) {
  w << "(";
  write_expr(w, *e.operand);
  w << (e.negated ? " NOT BETWEEN " : " BETWEEN ");
  write_expr(w, *e.low);
  w << " AND ";
  write_expr(w, *e.high);
  w << ")";
}

void write_in_list(Writer& w, const InList& e) {
  w << "(";
  write_expr(w, *e.operand);
  w << (e.negated ? " NOT IN (" : " IN (");
  write_exprs(w, e.items);
  w << "))";
}

void write_in_subquery(Writer& w, const InSubquery& e) {
  w << "(";
  write_expr(w, *e.operand);
  w << (e.negated ? " NOT IN " : " IN ");
  write_query_in_parentheses(w, *e.query);
  w << ")";
}

void write_like(Writer& w, const Like& e) {
  constexpr std::string_view kForms[] = {"LIKE ", "ILIKE ", "SIMILAR TO "};
  w << "(";
  write_expr(w, *e.operand);
  w << (e.negated ? " NOT " : " ") << kForms[static_cast<size_t>(e.form)];
  write_expr(w, *e.pattern);
  if (e.escape) {
    w << " ESCAPE ";
    write_expr(w, *e.escape);
  }
  w << ")";
}

void write_quantified(Writer& w, const QuantifiedComparison& e) {
  constexpr std::string_view kQuantifiers[] = {" ALL ", " ANY ", " SOME "};
  w << "(";
  write_expr(w, *e.operand);
  w << " " << spelling(e.op) << kQuantifiers[static_cast<size_t>(e.quantifier)];
  if (e.query) {
    write_query_in_parentheses(w, *e.query);
  } else {
    w << "(";
    write_expr(w, *e.array);
    w << ")";
  }
  w << ")";
}

void write_case(Writer& w, const Case& e) {
  w << "(CASE";
  if (e.operand) {
    w << " ";
    write_expr(w, *e.operand);
  }
  for (const auto& when : e.whens) {
    w << " WHEN ";
    write_expr(w, *when.condition);
    w << " THEN ";
    write_expr(w, *when.result);
  }
  if (e.otherwise) {
    w << " ELSE ";
    write_expr(w, *e.otherwise);
  }
  w << " END)";
}

void write_cast(Writer& w, const Cast& e) {
  if (e.form == Cast::Form::convert) {
    w << "CONVERT(";
    write_type(w, e.type);
    w << ", ";
    write_expr(w, *e.operand);
    w << ")";
    return;
  }
  if (e.form == Cast::Form::colons) {
    w << "(";
    write_expr(w, *e.operand);
    w << ")::";
    write_type(w, e.type);
    return;
  }
  w << (e.form == Cast::Form::try_cast ? "TRY_CAST(" : "CAST(");
  write_expr(w, *e.operand);
  w << " AS ";
  write_type(w, e.type);
  w << ")";
}

void write_trim(Writer& w, const Trim& e) {
  constexpr std::string_view kSides[] = {"BOTH", "LEADING", "TRAILING"};
  w << "TRIM(" << kSides[static_cast<size_t>(e.side)] << " ";
  if (e.characters) {
    write_expr(w, *e.characters);
    w << " ";
  }
  w << "FROM ";
  write_expr(w, *e.source);
  w << ")";
}

void write_special(Writer& w, const SpecialValue& e) {
  w << upper_ascii(e.name);
  if (e.precision) w << "(" << std::to_string(*e.precision) << ")";
}

void write_lambda(Writer& w, const Lambda& e) {
  write_parenthesized(w, e.parameters);
  w << " -> ";
  write_expr(w, *e.body);
}

void write_row(Writer& w, const RowConstructor& e) {
  if (e.keyword || e.fields.size() == 1) w << "ROW ";
  w << "(";
  write_exprs(w, e.fields);
  w << ")";
}

void write_column(Writer& w, const ColumnReference& e) {
  for (size_t i = 0; i < e.parts.size(); ++i) {
    if (i > 0) w << ".";
    write_name(w, e.parts[i]);
  }
}

// Postfixes bind to anything, so what stands before them is put in parentheses unless it is plainly primary.
void write_postfix_base(Writer& w, const Expr& e) {
  bool primary = e.kind == ExprKind::column_reference || e.kind == ExprKind::subscript || e.kind == ExprKind::dereference ||
                 e.kind == ExprKind::function_call;
  if (!primary) w << "(";
  write_expr(w, e);
  if (!primary) w << ")";
}

void write_predicate(Writer& w, const Expr& e) {
  switch (e.kind) {
    case ExprKind::is_null: {
      const auto& is = as<IsNull>(e);
      w << "(";
      write_expr(w, *is.operand);
      w << (is.negated ? " IS NOT NULL)" : " IS NULL)");
      break;
    }
    case ExprKind::is_boolean: write_is_boolean(w, as<IsBoolean>(e)); break;
    case ExprKind::is_distinct_from: {
      const auto& is = as<IsDistinctFrom>(e);
      write_infix(w, *is.left, is.negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM", *is.right);
      break;
    }
    case ExprKind::between: write_between(w, as<Between>(e)); break;
    case ExprKind::in_list: write_in_list(w, as<InList>(e)); break;
    case ExprKind::in_subquery: write_in_subquery(w, as<InSubquery>(e)); break;
    case ExprKind::like: write_like(w, as<Like>(e)); break;
    case ExprKind::exists:
      w << "(EXISTS ";
      write_query_in_parentheses(w, *as<Exists>(e).query);
      w << ")";
      break;
    default: write_quantified(w, as<QuantifiedComparison>(e)); break;
  }
}

void write_form(Writer& w, const Expr& e) {
  switch (e.kind) {
    case ExprKind::case_: write_case(w, as<Case>(e)); break;
    case ExprKind::cast: write_cast(w, as<Cast>(e)); break;
    case ExprKind::extract:
      w << "EXTRACT(";
      if (w.dialect == Dialect::redshift) {  // may have been written as a string of any words
        write_string(w, as<Extract>(e).field);
      } else {
        w << upper_ascii(as<Extract>(e).field);
      }
      w << " FROM ";
      write_expr(w, *as<Extract>(e).operand);
      w << ")";
      break;
    case ExprKind::at_time_zone: write_infix(w, *as<AtTimeZone>(e).operand, "AT TIME ZONE", *as<AtTimeZone>(e).zone); break;
    case ExprKind::trim: write_trim(w, as<Trim>(e)); break;
    case ExprKind::special_value: write_special(w, as<SpecialValue>(e)); break;
    case ExprKind::function_call: write_call(w, as<FunctionCall>(e)); break;
    case ExprKind::lambda: write_lambda(w, as<Lambda>(e)); break;
    case ExprKind::array:
      w << "ARRAY[";
      write_exprs(w, as<ArrayConstructor>(e).items);
      w << "]";
      break;
    case ExprKind::row: write_row(w, as<RowConstructor>(e)); break;
    case ExprKind::json_function: write_json_function(w, as<JsonFunction>(e)); break;
    case ExprKind::outer_join_marker:
      write_expr(w, *as<OuterJoinMarker>(e).column);
      w << " (+)";
      break;
    default:
      w << "PRIOR ";
      write_expr(w, *as<Prior>(e).operand);
      break;
  }
}

void write_reference(Writer& w, const Expr& e) {
  switch (e.kind) {
    case ExprKind::column_reference: write_column(w, as<ColumnReference>(e)); break;
    case ExprKind::dereference:
      write_postfix_base(w, *as<Dereference>(e).base);
      w << ".";
      write_name(w, as<Dereference>(e).field);
      break;
    case ExprKind::subscript:
      write_postfix_base(w, *as<Subscript>(e).base);
      w << "[";
      write_expr(w, *as<Subscript>(e).index);
      w << "]";
      break;
    case ExprKind::parameter:
      w << (as<Parameter>(e).numbered ? "$" + std::to_string(as<Parameter>(e).index + 1) : "?");
      break;
    default: w << "DEFAULT"; break;
  }
}

void write_operator(Writer& w, const Expr& e) {
  switch (e.kind) {
    case ExprKind::unary: write_unary(w, as<Unary>(e)); break;
    case ExprKind::binary: write_infix(w, *as<Binary>(e).left, spelling(as<Binary>(e).op), *as<Binary>(e).right); break;
    case ExprKind::logical: write_logical(w, as<Logical>(e)); break;
    default: write_query_in_parentheses(w, *as<ScalarSubquery>(e).query); break;
  }
}

}  // namespace

void write_expr(Writer& w, const Expr& e) {
  switch (e.kind) {
    case ExprKind::null_literal: case ExprKind::boolean_literal: case ExprKind::number_literal: case ExprKind::string_literal:
    case ExprKind::binary_literal: case ExprKind::typed_literal: case ExprKind::interval_literal:
      return write_literal(w, e);
    case ExprKind::column_reference: case ExprKind::dereference: case ExprKind::subscript: case ExprKind::parameter:
    case ExprKind::default_value:
      return write_reference(w, e);
    case ExprKind::unary: case ExprKind::binary: case ExprKind::logical: case ExprKind::scalar_subquery:
      return write_operator(w, e);
    case ExprKind::is_null: case ExprKind::is_boolean: case ExprKind::is_distinct_from: case ExprKind::between: case ExprKind::in_list:
    case ExprKind::in_subquery: case ExprKind::like: case ExprKind::exists: case ExprKind::quantified_comparison:
      return write_predicate(w, e);
    case ExprKind::case_: case ExprKind::cast: case ExprKind::extract: case ExprKind::at_time_zone: case ExprKind::trim:
    case ExprKind::special_value: case ExprKind::function_call: case ExprKind::lambda: case ExprKind::array: case ExprKind::row:
    case ExprKind::json_function: case ExprKind::outer_join_marker: case ExprKind::prior:
      return write_form(w, e);
  }
}

void write_exprs(Writer& w, const std::vector<ExprPtr>& exprs) {
  write_list(w, exprs, [&](const ExprPtr& e) { write_expr(w, *e); });
}

void write_sort_items(Writer& w, const std::vector<SortItem>& items) {
  write_list(w, items, [&](const SortItem& item) {
    write_expr(w, *item.key);
    const bool spelled = item.order == SortOrder::unspecified && w.dialect == Dialect::trino;  // as Trino's formatter writes it
    if (item.order == SortOrder::ascending || spelled) w << " ASC";
    if (item.order == SortOrder::descending) w << " DESC";
    if (item.nulls == NullOrder::first) w << " NULLS FIRST";
    if (item.nulls == NullOrder::last) w << " NULLS LAST";
  });
}

}  // namespace tarn::sql::ast
