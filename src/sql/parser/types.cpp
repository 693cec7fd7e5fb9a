#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;

Result<Ptr<DataType>> parse_boxed(Cursor& c) { return std::make_unique<DataType>(TRY(parse_type(c))); }

bool at_type_word(const Cursor& c, size_t ahead = 0) {
  return c.at_kind(TokenKind::word, ahead) || c.at_kind(TokenKind::quoted_identifier, ahead);
}

// A field of row(...): "a bigint" or only a type. A name is a word that a type word follows, unless both make one type.
bool at_row_field_name(const Cursor& c) {
  if (!c.at_identifier() || !at_type_word(c, 1)) return false;
  if (c.at_all({"DOUBLE", "PRECISION"}) || c.at_any({"WITH", "WITHOUT"}, 1)) return false;
  if (c.at("INTERVAL") && c.at_any({"YEAR", "DAY"}, 1) && c.at("TO", 2)) return false;
  return true;
}

Result<DataType::Argument> parse_row_field(Cursor& c) {
  DataType::Argument field;
  if (at_row_field_name(c)) field.field = TRY(c.identifier());
  field.type = TRY(parse_boxed(c));
  return field;
}

// struct<a: int COMMENT 'x', b: string>
Result<DataType::Argument> parse_struct_field(Cursor& c) {
  DataType::Argument field;
  field.field = c.at_kind(TokenKind::word) ? c.take_word() : TRY(c.identifier());
  TRY(c.expect(":"));
  field.type = TRY(parse_boxed(c));
  if (c.accept("COMMENT")) field.comment = TRY(c.string());
  return field;
}

Result<DataType::Argument> parse_argument(Cursor& c) {
  DataType::Argument argument;
  if (c.at_integer()) {
    argument.number = TRY(c.integer());
  } else if (c.redshift() && c.accept("MAX")) {
    argument.number = kMaxLength;
  } else {
    if (c.trino()) c.note("<integer>");
    argument.type = TRY(parse_boxed(c));
  }
  return argument;
}

Result<void> parse_parenthesized(Cursor& c, DataType& type) {
  TRY(c.expect("("));
  bool row = type.name == "row" || type.name == "struct";
  do {
    type.arguments.push_back(row ? TRY(parse_row_field(c)) : TRY(parse_argument(c)));
  } while (c.accept(","));
  return c.expect(")");
}

Result<void> parse_angled(Cursor& c, DataType& type) {
  TRY(c.expect("<"));
  bool fields = type.name == "struct" || type.name == "uniontype";
  do {
    if (fields && type.name == "struct") {
      type.arguments.push_back(TRY(parse_struct_field(c)));
    } else {
      DataType::Argument argument;
      argument.type = TRY(parse_boxed(c));
      type.arguments.push_back(std::move(argument));
    }
  } while (c.accept(","));
  return c.expect_closing_angle();
}

// WITH TIME ZONE, WITHOUT TIME ZONE behind time and timestamp, which may have had its (p) already.
Result<void> parse_zone(Cursor& c, DataType& type) {
  if (type.name != "time" && type.name != "timestamp") return {};
  auto word = c.at("TIME", 1) ? c.accept_any({"WITH", "WITHOUT"}) : std::string_view();
  if (word.empty()) return {};
  TRY(c.expect_all({"TIME", "ZONE"}));
  if (word == "WITH") type.name += " with time zone";
  return {};
}

Result<void> parse_interval_type(Cursor& c, DataType& type) {
  auto from = c.accept_any({"YEAR", "DAY"});
  if (from.empty()) return {};
  type.name += from == "YEAR" ? " year" : " day";
  if (!c.accept("TO")) return {};
  type.name += " to " + lower_ascii(TRY(c.expect_any({"MONTH", "SECOND"})));
  if (c.redshift() && c.at("(") && c.at_integer(1)) return parse_parenthesized(c, type);
  return {};
}

// The words of the name: double precision, character varying, pg_catalog.int4, "char".
Result<void> parse_type_name(Cursor& c, DataType& type) {
  if (c.redshift() && c.at("PG_CATALOG") && c.at(".", 1)) {
    c.skip();
    c.skip();
  }
  if (!at_type_word(c)) {
    c.note("<type>");
    return c.mismatch();
  }
  if (c.trino() && !c.at_identifier()) return c.mismatch();
  auto word = c.take_word();
  type.name = word.quoted ? "\"" + word.value + "\"" : word.value;
  if (type.name == "double" && c.accept("PRECISION")) type.name += " precision";
  if (!c.redshift()) return {};
  if ((type.name == "character" || type.name == "char" || type.name == "nchar") && c.accept("VARYING")) type.name = "character varying";
  if (type.name == "binary" && c.accept("VARYING")) type.name = "binary varying";
  if (type.name == "national") {
    TRY(c.expect_any({"CHARACTER", "CHAR"}));
    type.name = c.accept("VARYING") ? "character varying" : "character";
  }
  return {};
}

// int array (Trino), int[] (PostgreSQL's catalog types)
bool at_array_suffix(const Cursor& c) { return (c.trino() && c.at("ARRAY")) || (c.redshift() && c.at("[")); }

Result<void> wrap_array(Cursor& c, DataType& type) {
  c.skip();
  if (c.redshift()) {
    if (c.at_integer()) c.skip();
    TRY(c.expect("]"));
  }
  DataType array;
  array.name = "array";
  DataType::Argument element;
  element.type = std::make_unique<DataType>(std::move(type));
  array.arguments.push_back(std::move(element));
  type = std::move(array);
  return {};
}

}  // namespace

Result<DataType> parse_type(Cursor& c) {
  auto nest = TRY(c.nest());
  auto rule = c.rule("<type>");
  auto begin = c.mark();
  DataType type;
  TRY(parse_type_name(c, type));
  if (type.name == "interval") TRY(parse_interval_type(c, type));
  if (c.at("(")) TRY(parse_parenthesized(c, type));
  // Redshift's external tables have Hive's nested types.
  bool nested = type.name == "struct" || type.name == "array" || type.name == "map";
  if (c.at("<") && (nested || !c.redshift())) TRY(parse_angled(c, type));
  TRY(parse_zone(c, type));
  type.span = c.span_from(begin);
  for (int links = 1; at_array_suffix(c); ++links) {
    TRY(c.chain(links));
    TRY(wrap_array(c, type));
    type.span = c.span_from(begin);
  }
  return type;
}

}  // namespace tarn::sql
