#include "sql/emit/emit.h"
#include "sql/emit/emit_window.h"
#include "sql/emit/layout.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {
namespace {

using bound::Query;
using bound::Relation;
using bound::Select;

std::string alias_of(const Relation& relation) { return " AS r" + std::to_string(relation.id); }

std::string column_list(const std::vector<bound::Column>& columns) {
  std::string text;
  for (const auto& column : columns) text += (text.empty() ? "" : ", ") + quote_identifier(column.physical);
  return "(" + text + ")";
}

// The elements of an array or map become rows, those of several arguments side by side; rows of rows become columns.
//   (SELECT struct_extract(u1, 'key') AS "k", ... FROM (SELECT unnest(map_entries(m)) AS u1, unnest(a) AS u2))
std::string unnest_text(const Relation& relation, Dialect dialect) {
  std::string inner, outer, lengths;
  size_t column = 0;
  const auto output = [&](const std::string& value) {
    outer += (outer.empty() ? "" : ", ") + value + " AS " + quote_identifier(relation.columns[column++].physical);
  };
  for (size_t i = 0; i < relation.arguments.size(); ++i) {
    const auto& argument = *relation.arguments[i];
    const bool is_map = argument.type.is(TypeKind::map);
    auto list = emit_expression(argument, dialect);
    if (is_map) list = "map_entries(" + list + ")";
    const auto name = "u" + std::to_string(i + 1);
    inner += (inner.empty() ? "" : ", ") + ("unnest(" + list + ") AS " + name);
    lengths += (lengths.empty() ? "" : ", ") + ("len(" + list + ")");
    const auto& element = argument.type.children[0];
    if (is_map) {
      output("struct_extract(" + name + ", 'key')");
      output("struct_extract(" + name + ", 'value')");
    } else if (element.is(TypeKind::row) && dialect == Dialect::trino) {
      for (const auto& field : physical_field_names(element)) output("struct_extract(" + name + ", " + quote_string(field) + ")");
    } else {
      output(name);
    }
  }
  if (relation.with_ordinality) {
    inner += ", unnest(range(1, coalesce(greatest(" + lengths + "), 0) + 1)) AS ordinal";
    output("ordinal");
  }
  return "(SELECT " + outer + " FROM (SELECT " + inner + "))";
}

std::string relation_text(const Relation& relation, Dialect dialect);

std::string join_text(const Relation& join, Dialect dialect) {
  static constexpr const char* kWords[] = {"CROSS JOIN", "INNER JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"};
  std::string text = relation_text(*join.left, dialect) + " " + kWords[static_cast<int>(join.join)] + " ";
  const bool nested = join.right->kind == Relation::Kind::join;
  text += nested ? "(" + relation_text(*join.right, dialect) + ")" : relation_text(*join.right, dialect);
  if (join.join != bound::JoinType::cross) text += " ON " + (join.on ? emit_expression(*join.on, dialect) : "TRUE");
  return text;
}

std::string relation_text(const Relation& relation, Dialect dialect) {
  const auto sample = relation.sample.empty() ? "" : " " + relation.sample;
  const std::string lateral = relation.lateral ? "LATERAL " : "";
  switch (relation.kind) {
    case Relation::Kind::scan: return "tarn_scan(" + std::to_string(relation.program_relation) + ")" + alias_of(relation) + sample;
    case Relation::Kind::table:
    case Relation::Kind::cte: return relation.text + alias_of(relation) + sample;
    case Relation::Kind::function: return relation.text + alias_of(relation) + column_list(relation.columns) + sample;
    case Relation::Kind::query:
      if (relation.barrier) return "tarn_barrier((" + emit_query(*relation.query, dialect) + "))" + alias_of(relation) + sample;
      return lateral + "(" + emit_query(*relation.query, dialect) + ")" + alias_of(relation) + sample;
    case Relation::Kind::unnest: return lateral + unnest_text(relation, dialect) + alias_of(relation);
    case Relation::Kind::join: return join_text(relation, dialect);
  }
  return {};
}

// A constant key must not be read as an ordinal.
std::string group_key(const bound::Expr& key, Dialect dialect) {
  const auto text = emit_expression(key, dialect);
  return key.kind == bound::ExprKind::constant ? "CAST(" + text + " AS " + duckdb_type(key.type, dialect) + ")" : text;
}

std::string group_by_text(const Select& select, Dialect dialect) {
  const auto list = [&](const std::vector<size_t>& keys) {
    std::string text;
    for (size_t key : keys) text += (text.empty() ? "" : ", ") + group_key(*select.group_keys[key], dialect);
    return text;
  };
  if (select.grouping_sets.empty()) {
    std::vector<size_t> all(select.group_keys.size());
    for (size_t i = 0; i < all.size(); ++i) all[i] = i;
    return all.empty() ? "" : " GROUP BY " + list(all);
  }
  std::string sets;
  for (const auto& set : select.grouping_sets) sets += (sets.empty() ? "(" : ", (") + list(set) + ")";
  return " GROUP BY GROUPING SETS (" + sets + ")";
}

std::string select_text(const Select& select, const std::string& qualify, Dialect dialect) {
  std::string text = select.distinct ? "SELECT DISTINCT " : "SELECT ";
  for (size_t i = 0; i < select.items.size(); ++i) {
    const auto& item = select.items[i];
    text += (i > 0 ? ", " : "") + emit_expression(*item.expr, dialect) + " AS " + quote_identifier(item.physical);
  }
  if (select.from) text += " FROM " + relation_text(*select.from, dialect);
  if (select.where) text += " WHERE " + emit_expression(*select.where, dialect);
  if (select.grouped) text += group_by_text(select, dialect);
  if (select.having) text += " HAVING " + emit_expression(*select.having, dialect);
  if (select.qualify) text += " QUALIFY " + emit_expression(*select.qualify, dialect);
  else if (!qualify.empty()) text += " QUALIFY " + qualify;
  return text;
}

std::string operand_text(const Query& query, Dialect dialect) { return "(" + emit_query(query, dialect) + ")"; }

std::string values_text(const Query& query, Dialect dialect) {
  std::string rows;
  for (const auto& row : query.values->rows) {
    std::string fields;
    for (const auto& field : row) fields += (fields.empty() ? "" : ", ") + emit_expression(*field, dialect);
    rows += (rows.empty() ? "(" : ", (") + fields + ")";
  }
  return "SELECT * FROM (VALUES " + rows + ") AS v" + column_list(query.columns);
}

std::string with_text(const Query& query, Dialect dialect) {
  std::string text;
  bool recursive = false;
  for (const auto& table : query.with) {
    text += (text.empty() ? "" : ", ") + table.name + column_list(table.columns) + " AS (" + emit_query(*table.query, dialect) + ")";
    recursive = recursive || table.recursive;
  }
  return text.empty() ? "" : (recursive ? "WITH RECURSIVE " : "WITH ") + text + " ";
}

}  // namespace

std::string emit_query(const Query& query, Dialect dialect) {
  std::string text = with_text(query, dialect);
  const auto keys = emit_sort_keys(query.order_by, dialect);
  if (query.select) {
    const auto ties = query.with_ties ? "rank() OVER (ORDER BY " + keys + ") <= " + emit_expression(*query.limit, dialect) : "";
    text += select_text(*query.select, ties, dialect);
  } else if (query.set) {
    text += operand_text(*query.set->left, dialect) + " " + query.set->op + " " + operand_text(*query.set->right, dialect);
  } else {
    text += values_text(query, dialect);
  }
  if (!keys.empty()) text += " ORDER BY " + keys;
  if (query.limit && !query.with_ties) text += " LIMIT " + emit_expression(*query.limit, dialect);
  if (query.offset) text += " OFFSET " + emit_expression(*query.offset, dialect);
  return text;
}

}  // namespace tarn::sql
