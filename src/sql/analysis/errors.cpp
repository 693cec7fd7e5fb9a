#include "sql/analysis/errors.h"

namespace tarn::sql::errors {

Error trino(const Position& at, const char* code, const std::string& text) {
  return {code, "line " + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + text, 0, {}};
}

Error redshift(const Position&, const char* sqlstate, const std::string& text) { return {sqlstate, text, 0, {}}; }

std::string type_text(const Type& type, Dialect dialect) { return dialect == Dialect::redshift ? redshift_name(type) : trino_name(type); }

namespace {

// The types of a call as Trino writes signatures: without the blanks that its type names have elsewhere.
std::string signature_types(const std::vector<Type>& types, Dialect dialect) {
  std::string text;
  for (const auto& type : types) {
    auto name = type.is(TypeKind::function) ? "<function>" : type_text(type, dialect);
    for (size_t at; (at = name.find(", ")) != std::string::npos;) name.erase(at + 1, 1);
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

// PostgreSQL names operand types without their length.
std::string bare_type(Type type) {
  type.precision = type.scale = 0;
  if (type.is(TypeKind::decimal)) return "numeric";
  if (type.is(TypeKind::char_)) return "character";
  return redshift_name(type);
}

}  // namespace

Error not_supported(Dialect dialect, const Position& at, const std::string& what) {
  if (dialect == Dialect::redshift) return redshift(at, "0A000", what + " is not supported");
  return trino(at, "NOT_SUPPORTED", what + " is not supported");
}

Error column_not_found(Dialect dialect, const Position& at, const std::string& name, bool qualified) {
  if (dialect == Dialect::redshift) return redshift(at, "42703", qualified ? "column " + name + " does not exist" : "column \"" + name + "\" does not exist");
  return trino(at, "COLUMN_NOT_FOUND", "Column '" + name + "' cannot be resolved or requester is not authorized to access requested resources");
}

Error column_ambiguous(Dialect dialect, const Position& at, const std::string& name) {
  if (dialect == Dialect::redshift) return redshift(at, "42702", "column reference \"" + name + "\" is ambiguous");
  return trino(at, "AMBIGUOUS_NAME", "Column '" + name + "' is ambiguous");
}

Error relation_not_found(Dialect dialect, const Position& at, const std::string& name) {
  if (dialect == Dialect::redshift) return redshift(at, "42P01", "relation \"" + name + "\" does not exist");
  return trino(at, "TABLE_NOT_FOUND", "Table '" + name + "' does not exist");
}

Error schema_not_found(Dialect dialect, const Position& at, const std::string& schema) {
  if (dialect == Dialect::redshift) return redshift(at, "3F000", "schema \"" + schema + "\" does not exist");
  return trino(at, "SCHEMA_NOT_FOUND", "Schema '" + schema + "' does not exist");
}

Error operator_mismatch(Dialect dialect, const Position& at, const std::string& op, const Type* left, const Type& right) {
  if (dialect == Dialect::redshift)
    return redshift(at, "42883", "operator does not exist: " + (left ? bare_type(*left) + " " : "") + op + " " + bare_type(right));
  if (!left) return trino(at, "TYPE_MISMATCH", "Cannot apply operator: " + op + trino_name(right));
  return trino(at, "TYPE_MISMATCH", "Cannot apply operator: " + trino_name(*left) + " " + op + " " + trino_name(right));
}

Error must_be_boolean(Dialect dialect, const Position& at, const std::string& what, const std::string& redshift_what, const Type& actual) {
  if (dialect == Dialect::redshift)
    return redshift(at, "42804", "argument of " + redshift_what + " must be type boolean, not type " + bare_type(actual));
  return trino(at, "TYPE_MISMATCH", what);
}

Error cannot_cast(Dialect dialect, const Position& at, const Type& from, const Type& to) {
  if (dialect == Dialect::redshift) return redshift(at, "42846", "cannot cast type " + bare_type(from) + " to " + bare_type(to));
  return trino(at, "TYPE_MISMATCH", "Cannot cast " + trino_name(from) + " to " + trino_name(to));
}

Error not_aggregate(Dialect dialect, const Position& at, const std::string& text) {
  if (dialect == Dialect::redshift)
    return redshift(at, "42803", "column \"" + text + "\" must appear in the GROUP BY clause or be used in an aggregate function");
  return trino(at, "EXPRESSION_NOT_AGGREGATE", "'" + text + "' must be an aggregate expression or appear in GROUP BY clause");
}

Error unknown_type(Dialect dialect, const Position& at, const std::string& name) {
  if (dialect == Dialect::redshift) return redshift(at, "42704", "type \"" + name + "\" does not exist");
  return trino(at, "TYPE_NOT_FOUND", "Unknown type: " + name);
}

Error position_not_in_select(Dialect dialect, const Position& at, const char* clause, long position) {
  if (dialect == Dialect::redshift) return redshift(at, "42P10", std::string(clause) + " position " + std::to_string(position) + " is not in select list");
  return trino(at, "INVALID_COLUMN_REFERENCE", std::string(clause) + " position " + std::to_string(position) + " is not in select list");
}

Error no_function(Dialect dialect, const Position& at, const std::string& name, const std::vector<Type>& arguments, const std::vector<std::string>& candidates) {
  if (dialect == Dialect::redshift) {
    std::string types;
    for (const auto& type : arguments) types += (types.empty() ? "" : ", ") + bare_type(type);
    return redshift(at, "42883", "function " + name + "(" + types + ") does not exist").with("hint",
        "No function matches the given name and argument types. You may need to add explicit type casts.");
  }
  if (candidates.empty()) return trino(at, "FUNCTION_NOT_FOUND", "Function '" + name + "' not registered");
  std::string expected;
  for (const auto& candidate : candidates) expected += (expected.empty() ? "" : ", ") + name + candidate;
  return trino(at, "FUNCTION_NOT_FOUND", "Unexpected parameters (" + signature_types(arguments, dialect) + ") for function " + name + ". Expected: " + expected);
}

}  // namespace tarn::sql::errors
