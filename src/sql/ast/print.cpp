#include "sql/ast/print.h"

#include "sql/ast/writer.h"
#include "sql/scanner/dialect.h"

namespace tarn::sql::ast {
namespace {

bool needs_quotes(const Identifier& name, Dialect dialect) {
  const auto& text = name.text;
  if (text.empty()) return true;
  const auto& traits = traits_of(dialect);
  bool first = true;
  for (char c : text) {
    bool letter = (c >= 'a' && c <= 'z') || c == '_' || (!name.quoted && c >= 'A' && c <= 'Z');
    bool digit = c >= '0' && c <= '9';
    bool other = (c == '$' && dialect == Dialect::redshift && !first) || (c == '#' && first && dialect == Dialect::redshift) ||
                 (static_cast<unsigned char>(c) >= 0x80 && traits.unicode_identifiers);
    if (!letter && !other && !(digit && (!first || dialect == Dialect::hive))) return true;
    first = false;
  }
  return is_reserved(traits, text) || (dialect == Dialect::hive && name.quoted);
}

}  // namespace

std::string print_identifier(const Identifier& name, Dialect dialect) {
  // Quotes that were written stay: to Trino's formatter a delimited name is a delimited name.
  bool quote = (name.quoted && dialect == Dialect::trino) || needs_quotes(name, dialect);
  // Behind a dot Redshift takes reserved words bare; quoting them is the same name.
  if (!quote) return name.text;
  char mark = traits_of(dialect).identifier_quote;
  std::string out(1, mark);
  for (char c : name.text) {
    out += c;
    if (c == mark) out += c;
  }
  return out + mark;
}

void write_name(Writer& w, const Identifier& name) { w << print_identifier(name, w.dialect); }

void write_name(Writer& w, const ObjectName& name) {
  bool first = true;
  for (const auto& part : name.parts) {
    if (!first) w << ".";
    write_name(w, part);
    first = false;
  }
}

void write_names(Writer& w, const std::vector<Identifier>& names) {
  write_list(w, names, [&](const Identifier& name) { write_name(w, name); });
}

void write_parenthesized(Writer& w, const std::vector<Identifier>& names) {
  w << "(";
  write_names(w, names);
  w << ")";
}

void write_string(Writer& w, std::string_view value) {
  w << "'";
  for (char c : value) {
    if (c == '\'') {
      w << (w.dialect == Dialect::hive ? "\\'" : "''");
    } else if (c == '\\' && w.dialect != Dialect::trino) {
      w << "\\\\";
    } else {
      w.out += c;
    }
  }
  w << "'";
}

namespace {

void write_type_argument(Writer& w, const DataType::Argument& argument) {
  if (argument.number) {
    w << (*argument.number == kMaxLength ? "max" : std::to_string(*argument.number));
    return;
  }
  if (argument.field) {
    write_name(w, *argument.field);
    w << (w.dialect == Dialect::trino ? " " : ":");
  }
  write_type(w, *argument.type);
  if (argument.comment) {
    w << " COMMENT ";
    write_string(w, *argument.comment);
  }
}

bool ends_with_zone(const std::string& name) { return name.ends_with(" with time zone"); }

}  // namespace

void write_type(Writer& w, const DataType& type) {
  if (w.dialect == Dialect::redshift && type.name == "array" && type.arguments.size() == 1 && type.arguments[0].type) {
    write_type(w, *type.arguments[0].type);
    w << "[]";
    return;
  }
  // timestamp(3) with time zone: the argument stands inside the name
  auto head = ends_with_zone(type.name) ? type.name.substr(0, type.name.find(' ')) : type.name;
  w << head;
  if (!type.arguments.empty()) {
    bool types = type.arguments[0].type != nullptr;
    bool nested = type.name == "struct" || type.name == "map";  // of external tables
    bool angled = types && (w.dialect == Dialect::hive || (w.dialect == Dialect::redshift && nested));
    w << (angled ? "<" : "(");
    write_list(w, type.arguments, [&](const auto& argument) { write_type_argument(w, argument); });
    w << (angled ? ">" : ")");
  }
  if (ends_with_zone(type.name)) w << type.name.substr(head.size());
}

void write_statement(Writer& w, const Statement& statement) {
  bool written = write_shared_statement(w, statement) || write_hive_statement(w, statement) || write_redshift_statement(w, statement) ||
                 write_redshift_security(w, statement);
  ASSERT(written);
}

std::string print(const Statement& statement, Dialect dialect) {
  Writer w{dialect, {}};
  write_statement(w, statement);
  while (w.out.ends_with('\n')) w.out.pop_back();
  return std::move(w.out);
}

std::string print(const Query& query, Dialect dialect) {
  Writer w{dialect, {}};
  write_query(w, query, 0);
  while (w.out.ends_with('\n')) w.out.pop_back();
  return std::move(w.out);
}

std::string print(const Expr& expr, Dialect dialect) {
  Writer w{dialect, {}};
  write_expr(w, expr);
  return std::move(w.out);
}

std::string print(const DataType& type, Dialect dialect) {
  Writer w{dialect, {}};
  write_type(w, type);
  return std::move(w.out);
}

}  // namespace tarn::sql::ast
