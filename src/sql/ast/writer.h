// Pieces of the printer: text being built, and one function for each kind of node. The layout is Trino's own formatter's, since Athena stores and
// shows views in it: keywords on lines of their own, one select item a line, every operator in parentheses.
#pragma once
#include <string>

#include "sql/ast/hive.h"
#include "sql/ast/redshift.h"
#include "sql/ast/statements.h"

namespace tarn::sql::ast {

struct Writer {
  Dialect dialect;
  std::string out;

  Writer& operator<<(std::string_view text) {
    out += text;
    return *this;
  }
  Writer& indent(int depth) {
    out.append(static_cast<size_t>(depth) * 3, ' ');
    return *this;
  }
};

void write_name(Writer& w, const Identifier& name);
void write_name(Writer& w, const ObjectName& name);
void write_names(Writer& w, const std::vector<Identifier>& names);          // a, b
void write_parenthesized(Writer& w, const std::vector<Identifier>& names);  // (a, b)
void write_string(Writer& w, std::string_view value);
void write_type(Writer& w, const DataType& type);
void write_expr(Writer& w, const Expr& expr);
void write_exprs(Writer& w, const std::vector<ExprPtr>& exprs);
void write_sort_items(Writer& w, const std::vector<SortItem>& items);
void write_window(Writer& w, const WindowSpec& spec);
void write_call(Writer& w, const FunctionCall& call);
void write_json_function(Writer& w, const JsonFunction& call);
void write_query(Writer& w, const Query& query, int depth);
void write_with(Writer& w, const With& with, int depth);
void write_relation(Writer& w, const Relation& relation, int depth);
void write_alias(Writer& w, const Alias& alias);
void write_query_in_parentheses(Writer& w, const Query& query);
bool write_shared_statement(Writer& w, const Statement& statement);  // false: of another file
bool write_hive_statement(Writer& w, const Statement& statement);
bool write_redshift_statement(Writer& w, const Statement& statement);
bool write_redshift_security(Writer& w, const Statement& statement);
void write_statement(Writer& w, const Statement& statement);

// Hive clauses that Redshift's external tables share
void write_table_clauses(Writer& w, const HiveCreateTable& table);
void write_hive_columns(Writer& w, const std::vector<HiveColumn>& columns);
void write_text_properties(Writer& w, const TextProperties& properties);
void write_partition_spec(Writer& w, const PartitionSpec& spec);

// Calls write(item) for each, with ", " between.
template <class List, class Write>
void write_list(Writer& w, const List& list, Write write) {
  bool first = true;
  for (const auto& item : list) {
    if (!first) w << ", ";
    write(item);
    first = false;
  }
}

}  // namespace tarn::sql::ast
