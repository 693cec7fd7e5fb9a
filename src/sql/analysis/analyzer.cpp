#include "sql/analysis/analyzer.h"

#include <algorithm>
#include <set>

#include "sql/analysis/analysis.h"
#include "sql/emit/emit.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {
namespace {

std::string type_list(const std::vector<Type>& types) {
  std::string text;
  for (const auto& type : types) text += (text.empty() ? "" : ", ") + trino_name(type);
  return "[" + text + "]";
}

// Whether INSERT takes a value of this type: implicit casts, and text of any length (checked when it runs); in Redshift the
// assignment casts.
bool assignable(const Type& from, const Type& to, Dialect dialect) {
  if (can_coerce(from, to, dialect) || (is_text(from) && is_text(to))) return true;
  if (dialect != Dialect::redshift) {
    if (from.kind != to.kind || from.children.size() != to.children.size() || from.children.empty()) return false;
    for (size_t i = 0; i < from.children.size(); ++i)
      if (!assignable(from.children[i], to.children[i], dialect)) return false;
    return true;
  }
  return (is_numeric(from) && is_numeric(to)) || is_text(to) || to.is(TypeKind::super_) || (common_super_type(from, to, dialect) && !is_text(from));
}

// Longer text is an error unless only blanks would go.
bound::ExprPtr checked_length(const bound::ExprPtr& value, const Type& to, Dialect dialect) {
  ast::Span at;
  at.position = value->position;
  const auto limit = make_constant(std::to_string(to.precision), simple(TypeKind::integer), at);
  const char* emit = dialect == Dialect::redshift
                         ? "CASE WHEN octet_length(encode(rtrim($1, ' '))) > $2 THEN trino.fail('22001: value too long for type character varying(' || $2 || ')') ELSE left($1, $2) END"
                         : "CASE WHEN length(rtrim($1, ' ')) > $2 THEN trino.fail('INVALID_CAST_ARGUMENT: Cannot truncate non-space characters when casting to varchar(' || $2 || ') on INSERT') ELSE left($1, $2) END";
  return make_call(emit, to, {value, limit}, at);
}

Error insert_mismatch(Dialect dialect, const std::vector<RelationColumn>& columns, const std::vector<Type>& table, const bound::Query& query) {
  std::vector<Type> given;
  for (const auto& column : query.columns) given.push_back(column.type);
  if (dialect != Dialect::redshift)
    return errors::trino({}, "TYPE_MISMATCH", "Insert query has mismatched column types: Table: " + type_list(table) + ", Query: " + type_list(given));
  if (given.size() > table.size()) return errors::redshift({}, "42601", "INSERT has more expressions than target columns");
  for (size_t i = 0; i < given.size(); ++i)
    if (!assignable(given[i], table[i], dialect))
      return errors::redshift({}, "42804", "column \"" + columns[i].name + "\" is of type " + redshift_name(table[i]) + " but expression is of type " + redshift_name(given[i]))
          .with("hint", "You will need to rewrite or cast the expression.");
  return errors::redshift({}, "42601", "INSERT has more target columns than expressions");
}

Result<std::vector<size_t>> named_positions(const std::vector<RelationColumn>& target, const std::vector<std::string>& named, Dialect dialect) {
  std::vector<size_t> positions;
  for (size_t i = 0; i < target.size() && named.empty(); ++i) positions.push_back(i);
  for (const auto& name : named) {
    const auto at = std::find_if(target.begin(), target.end(), [&](const RelationColumn& c) { return c.name == name; });
    if (at == target.end()) {
      if (dialect == Dialect::redshift) return errors::redshift({}, "42703", "column \"" + name + "\" of relation does not exist");
      return errors::trino({}, "COLUMN_NOT_FOUND", "Insert column name does not exist in target table: " + name);
    }
    const auto position = static_cast<size_t>(at - target.begin());
    if (std::find(positions.begin(), positions.end(), position) != positions.end()) {
      if (dialect == Dialect::redshift) return errors::redshift({}, "42701", "column \"" + name + "\" specified more than once");
      return errors::trino({}, "DUPLICATE_COLUMN_NAME", "Insert column name is specified more than once: " + name);
    }
    positions.push_back(position);
  }
  return positions;
}

}  // namespace

Result<Program> Analyzer::finish(bound::QueryPtr query) {
  query = settled(std::move(query));
  for (auto& type : program_.parameters)
    if (type.is(TypeKind::unknown)) type = varchar();
  for (size_t i = 0; i < query->columns.size(); ++i) {
    const auto& column = query->columns[i];
    const auto unnamed = trino() ? "_col" + std::to_string(i) : "?column?";
    program_.columns.push_back({column.name.empty() ? unnamed : column.name, column.type, true});
  }
  program_.steps.push_back({emit_query(*query, dialect_), true});
  return std::move(program_);
}

Result<Program> analyze_query(const ast::Query& query, Dialect dialect, Resolver& resolver, const AnalysisOptions& options) {
  Analyzer analyzer(dialect, resolver, options);
  return analyzer.finish(TRY(analyzer.query(query, {})));
}

Result<Program> analyze_table_query(const ast::Query& query, Dialect dialect, Resolver& resolver, const AnalysisOptions& options) {
  auto program = TRY(analyze_query(query, dialect, resolver, options));
  std::set<std::string> names;
  for (size_t i = 0; i < program.columns.size(); ++i) {
    const auto& name = program.columns[i].name;
    if (dialect == Dialect::redshift) {
      if (!names.insert(name).second) return errors::redshift({}, "42701", "column \"" + name + "\" specified more than once");
      continue;
    }
    if (name == "_col" + std::to_string(i)) return errors::trino({}, "MISSING_COLUMN_NAME", "Column name not specified at position " + std::to_string(i + 1));
    if (!names.insert(name).second) return errors::trino({}, "DUPLICATE_COLUMN_NAME", "Column name '" + name + "' specified more than once");
    if (program.columns[i].type.is(TypeKind::unknown)) return errors::trino({}, "COLUMN_TYPE_UNKNOWN", "Column type is unknown at position " + std::to_string(i + 1));
  }
  return program;
}

Result<Program> analyze_insert(const ast::Query& node, const std::vector<RelationColumn>& target, const std::vector<std::string>& named,
                               Dialect dialect, Resolver& resolver, const AnalysisOptions& options) {
  Analyzer analyzer(dialect, resolver, options);
  auto query = TRY(analyzer.query(node, {}));
  const auto positions = TRY(named_positions(target, named, dialect));
  std::vector<Type> wanted;
  for (size_t position : positions) wanted.push_back(target[position].type);
  bool fits = positions.size() == query->columns.size();
  for (size_t i = 0; fits && i < wanted.size(); ++i) fits = assignable(query->columns[i].type, wanted[i], dialect);
  if (!fits) return insert_mismatch(dialect, target, wanted, *query);
  return analyzer.finish(analyzer.insert_rows(query, target, positions));
}

bound::ExprPtr Analyzer::assigned_value(ExprPtr value, const Type& type) {
  const bool literal = value->type.is(TypeKind::unknown) && value->string_value;
  const bool limited = type.is(TypeKind::varchar) && type.precision > 0;
  const Type given = literal ? varchar() : value->type;
  const bool may_be_cut = limited && is_text(given) && (given.precision == 0 || given.precision > type.precision) &&
                          !(value->string_value && value->string_value->size() <= static_cast<size_t>(type.precision));
  return may_be_cut ? checked_length(coerce(std::move(value), varchar()), type, dialect_) : coerce(std::move(value), type);
}

// The query with its outputs as the target's columns take them. Literals of VALUES and of a plain SELECT are read as the target's
// type, as PostgreSQL does.
bound::QueryPtr Analyzer::assigned(const bound::QueryPtr& query, const std::vector<Type>& types) {
  const bool direct = query->order_by.empty() && (query->values || (query->select && !query->select->distinct));
  auto out = std::make_shared<bound::Query>(direct ? *query : *wrap(query));
  for (size_t i = 0; i < types.size(); ++i) {
    if (out->values)
      for (auto& row : out->values->rows) row[i] = assigned_value(row[i], types[i]);
    else out->select->items[i].expr = assigned_value(out->select->items[i].expr, types[i]);
    out->columns[i].type = types[i];
  }
  return out;
}

// One output for each column of the target, NULL where the statement names none.
bound::QueryPtr Analyzer::insert_rows(bound::QueryPtr query, const std::vector<RelationColumn>& target, const std::vector<size_t>& positions) {
  std::vector<Type> types;
  for (size_t position : positions) types.push_back(target[position].type);
  const auto inner = wrap(assigned(query, types));
  auto out = std::make_shared<bound::Query>(*inner);
  out->select->items.clear();
  out->columns.clear();
  for (size_t i = 0; i < target.size(); ++i) {
    const auto at = std::find(positions.begin(), positions.end(), i);
    const auto value = at == positions.end() ? coerce(make_constant("NULL", {}, {}), target[i].type) : inner->select->items[at - positions.begin()].expr;
    out->select->items.push_back({value, target[i].name});
    out->columns.push_back({.name = target[i].name, .physical = target[i].name, .type = target[i].type});
  }
  return out;
}

}  // namespace tarn::sql
