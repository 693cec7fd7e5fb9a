#include "athena/parameters.h"

#include <functional>

#include "sql/emit/layout.h"
#include "sql/parser/parser.h"

namespace tarn::athena {
namespace {

// Calls visit with each '?' outside quotes and comments.
void each_placeholder(std::string_view sql, const std::function<void(size_t)>& visit) {
  for (size_t i = 0; i < sql.size(); ++i) {
    char c = sql[i];
    if (c == '\'' || c == '"') {
      auto end = sql.find(c, i + 1);  // a doubled quote reopens at once
      i = end == std::string_view::npos ? sql.size() : end;
    } else if (c == '-' && sql.substr(i, 2) == "--") {
      auto end = sql.find('\n', i);
      i = end == std::string_view::npos ? sql.size() : end;
    } else if (c == '/' && sql.substr(i, 2) == "/*") {
      auto end = sql.find("*/", i + 2);
      i = end == std::string_view::npos ? sql.size() : end + 1;
    } else if (c == '?') {
      visit(i);
    }
  }
}

bool has_names(const sql::ast::Expr& expr) {
  using namespace sql::ast;
  auto any = [](const std::vector<ExprPtr>& items) {
    for (auto& item : items)
      if (has_names(*item)) return true;
    return false;
  };
  switch (expr.kind) {
    case ExprKind::column_reference:
    case ExprKind::dereference: return true;
    case ExprKind::unary: return has_names(*as<Unary>(expr).operand);
    case ExprKind::binary: return has_names(*as<Binary>(expr).left) || has_names(*as<Binary>(expr).right);
    case ExprKind::logical: return any(as<Logical>(expr).terms);
    case ExprKind::cast: return has_names(*as<Cast>(expr).operand);
    case ExprKind::array: return any(as<ArrayConstructor>(expr).items);
    case ExprKind::row: return any(as<RowConstructor>(expr).fields);
    case ExprKind::function_call: return any(as<FunctionCall>(expr).arguments);
    case ExprKind::between:
      return has_names(*as<Between>(expr).operand) || has_names(*as<Between>(expr).low) || has_names(*as<Between>(expr).high);
    default: return false;
  }
}

}  // namespace

size_t count_placeholders(std::string_view sql) {
  size_t count = 0;
  each_placeholder(sql, [&](size_t) { ++count; });
  return count;
}

Result<std::string> substitute_parameters(std::string_view sql, const std::vector<std::string>& expressions) {
  std::string out;
  size_t copied = 0, used = 0;
  each_placeholder(sql, [&](size_t at) {
    out += sql.substr(copied, at - copied);
    if (used < expressions.size()) out += expressions[used];
    ++used;
    copied = at + 1;
  });
  if (used != expressions.size())
    return Error{"INVALID_PARAMETER_USAGE",
                 "line 1:1: Incorrect number of parameters: expected " + std::to_string(used) + " but found " + std::to_string(expressions.size())};
  return out + std::string(sql.substr(copied));
}

std::string parameter_expression(const std::string& value) {
  auto parsed = sql::parse_expression(value, sql::Dialect::trino);
  if (parsed.ok() && !has_names(**parsed)) return value;
  return sql::quote_string(value);
}

}  // namespace tarn::athena
