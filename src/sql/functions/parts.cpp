#include "sql/functions/parts.h"

#include <cctype>

#include "sql/analysis/bound.h"
#include "sql/emit/layout.h"

namespace tarn::sql {

std::string duckdb_name(const Type& type, Dialect dialect) { return duckdb_type(type, dialect); }

std::string null_propagating(const CallText& call, const std::string& text) {
  std::string any;
  for (size_t i = 0; i < call.args.size(); ++i)
    if (call.call.args[i]->kind != bound::ExprKind::constant || call.args[i] == "NULL") any += (any.empty() ? "" : " OR ") + call.args[i] + " IS NULL";
  return any.empty() ? text : "CASE WHEN " + any + " THEN NULL ELSE " + text + " END";
}

std::string bind_names(const std::string& text, const std::vector<std::pair<std::string, std::string>>& values) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  std::string out;
  char quote = 0;
  for (size_t i = 0; i < text.size();) {
    if (quote || !is_word(text[i])) {  // quoted text and identifiers are copied
      if (quote && text[i] == quote) quote = 0;
      else if (!quote && (text[i] == '\'' || text[i] == '"')) quote = text[i];
      out += text[i++];
      continue;
    }
    const size_t start = i;
    while (i < text.size() && is_word(text[i])) ++i;
    auto word = text.substr(start, i - start);
    for (const auto& [name, value] : values)
      if (word == name) {
        word = value;
        break;
      }
    out += word;
  }
  return out;
}

std::string joined_list(const std::string& list, const std::string& separator, bool constant_separator) {
  if (constant_separator) return "coalesce(array_to_string(" + list + ", " + separator + "), '')";
  const auto present = "list_filter(" + list + ", lambda e: e IS NOT NULL)";
  return "CASE WHEN len(" + present + ") > 0 THEN list_reduce(" + present + ", lambda a, b: a || " + separator + " || b) ELSE '' END";
}

const std::string* constant_string(const CallText& call, size_t argument) {
  const bound::Expr* expr = call.call.args[argument].get();
  while (expr->kind == bound::ExprKind::cast && expr->type.is(TypeKind::varchar)) expr = expr->args[0].get();
  return expr->string_value ? &*expr->string_value : nullptr;
}

}  // namespace tarn::sql
