// CREATE TABLE with columns, constraints and physical attributes.
#include "sql/parser/expressions.h"
#include "sql/parser/queries.h"
#include "sql/parser/redshift_statements.h"
#include "sql/parser/types.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;

Result<rs::Identity> parse_identity(Cursor& c, bool by_default) {
  rs::Identity identity;
  identity.by_default = by_default;
  TRY(c.expect("("));
  identity.seed = TRY(c.integer());
  TRY(c.expect(","));
  identity.step = TRY(c.integer());
  TRY(c.expect(")"));
  return identity;
}

Result<rs::Reference> parse_reference(Cursor& c) {
  rs::Reference reference;
  reference.table = TRY(c.name());
  if (c.at("(")) reference.columns = TRY(c.parenthesized_identifiers());
  return reference;
}

Result<void> parse_not(Cursor& c, rs::Column& column) {
  TRY(c.expect("NULL"));
  column.nullable = false;
  return {};
}

Result<bool> parse_column_key(Cursor& c, rs::Column& column) {
  if (c.accept("DISTKEY")) {
    column.dist_key = true;
  } else if (c.accept("SORTKEY")) {
    column.sort_key = true;
  } else if (c.accept("UNIQUE")) {
    column.unique = true;
  } else if (c.accept("PRIMARY")) {
    TRY(c.expect("KEY"));
    column.primary_key = true;
  } else if (c.accept("REFERENCES")) {
    column.references = TRY(parse_reference(c));
  } else {
    return false;
  }
  return true;
}

// One attribute or constraint of a column; false: none stands here.
Result<bool> parse_column_attribute(Cursor& c, rs::Column& column) {
  if (c.accept("DEFAULT")) {
    column.default_value = TRY(parse_value_expr(c));
  } else if (c.accept("IDENTITY")) {
    column.identity = TRY(parse_identity(c, false));
  } else if (c.accept("GENERATED")) {
    TRY(c.expect_all({"BY", "DEFAULT", "AS", "IDENTITY"}));
    column.identity = TRY(parse_identity(c, true));
  } else if (c.accept("ENCODE")) {
    column.encoding = TRY(parse_word_or_string(c));
  } else if (c.accept("COLLATE")) {
    column.case_insensitive = lower_ascii(TRY(parse_word_or_string(c))) != "case_sensitive";
  } else if (c.accept("NOT")) {
    TRY(parse_not(c, column));
  } else if (c.accept("NULL")) {
    column.nullable = true;
  } else {
    return parse_column_key(c, column);
  }
  return true;
}

Result<rs::LikeClause> parse_like(Cursor& c) {
  rs::LikeClause like;
  like.table = TRY(c.name());
  auto word = c.accept_any({"INCLUDING", "EXCLUDING"});
  if (!word.empty()) {
    TRY(c.expect("DEFAULTS"));
    like.defaults = word == "INCLUDING";
  }
  return like;
}

Result<void> parse_elements(Cursor& c, rs::CreateTable& create) {
  TRY(c.expect("("));
  do {
    if (c.accept("LIKE")) {
      create.likes.push_back(TRY(parse_like(c)));
      continue;
    }
    auto constraint = TRY(parse_table_constraint(c));
    if (constraint) {
      create.constraints.push_back(std::move(*constraint));
    } else {
      create.columns.push_back(TRY(parse_column(c)));
    }
  } while (c.accept(","));
  return c.expect(")");
}

// (a, b) AS: names without types.
bool at_names_only(const Cursor& c) {
  if (!c.at("(") || !c.at_identifier(1)) return false;
  return c.at(",", 2) || c.at(")", 2);
}

Result<void> parse_dist_style(Cursor& c, rs::TableAttributes& attributes) {
  auto word = TRY(c.expect_any({"AUTO", "EVEN", "KEY", "ALL"}));
  attributes.dist_style = word == "AUTO"   ? rs::DistStyle::automatic
                          : word == "EVEN" ? rs::DistStyle::even
                          : word == "KEY"  ? rs::DistStyle::key
                                           : rs::DistStyle::all;
  return {};
}

Result<void> parse_dist_key(Cursor& c, rs::TableAttributes& attributes) {
  bool parenthesis = c.accept("(");
  attributes.dist_key = TRY(c.identifier());
  if (parenthesis) TRY(c.expect(")"));
  return {};
}

Result<void> parse_sort_key(Cursor& c, rs::TableAttributes& attributes, rs::TableAttributes::Sort sort) {
  if (c.accept("AUTO")) {
    attributes.sort = rs::TableAttributes::Sort::automatic;
    return {};
  }
  attributes.sort = sort;
  attributes.sort_key = TRY(c.parenthesized_identifiers());
  return {};
}

}  // namespace

Result<std::optional<rs::TableConstraint>> parse_table_constraint(Cursor& c) {
  rs::TableConstraint constraint;
  if (c.accept("CONSTRAINT")) constraint.name = TRY(c.identifier());
  if (c.accept("UNIQUE")) {
    constraint.columns = TRY(c.parenthesized_identifiers());
  } else if (c.accept("PRIMARY")) {
    TRY(c.expect("KEY"));
    constraint.kind = rs::TableConstraint::Kind::primary_key;
    constraint.columns = TRY(c.parenthesized_identifiers());
  } else if (c.accept("FOREIGN")) {
    TRY(c.expect("KEY"));
    constraint.kind = rs::TableConstraint::Kind::foreign_key;
    constraint.columns = TRY(c.parenthesized_identifiers());
    TRY(c.expect("REFERENCES"));
    constraint.references = TRY(parse_reference(c));
  } else {
    if (constraint.name) return c.mismatch();
    return std::optional<rs::TableConstraint>();
  }
  return std::optional<rs::TableConstraint>(std::move(constraint));
}

Result<rs::Column> parse_column(Cursor& c) {
  rs::Column column;
  column.name = TRY(c.identifier());
  column.type = TRY(parse_type(c));
  while (TRY(parse_column_attribute(c, column))) {
  }
  return column;
}

Result<bool> parse_table_attribute(Cursor& c, rs::TableAttributes& attributes) {
  using Sort = rs::TableAttributes::Sort;
  if (c.accept("BACKUP")) {
    attributes.backup = TRY(parse_on_off(c));
  } else if (c.accept("DISTSTYLE")) {
    TRY(parse_dist_style(c, attributes));
  } else if (c.accept("DISTKEY")) {
    TRY(parse_dist_key(c, attributes));
  } else if (c.accept_all({"COMPOUND", "SORTKEY"})) {
    TRY(parse_sort_key(c, attributes, Sort::compound));
  } else if (c.accept_all({"INTERLEAVED", "SORTKEY"})) {
    TRY(parse_sort_key(c, attributes, Sort::interleaved));
  } else if (c.accept("SORTKEY")) {
    TRY(parse_sort_key(c, attributes, Sort::plain));
  } else if (c.accept_all({"ENCODE", "AUTO"})) {
    attributes.encode_auto = true;
  } else {
    return false;
  }
  return true;
}

Result<rs::TableAttributes> parse_table_attributes(Cursor& c) {
  rs::TableAttributes attributes;
  while (TRY(parse_table_attribute(c, attributes))) {
  }
  return attributes;
}

Result<StatementPtr> parse_create_table(Cursor& c, Cursor::Mark begin, bool temporary) {
  TRY(c.expect("TABLE"));
  auto create = std::make_unique<rs::CreateTable>();
  create->if_not_exists = TRY(accept_if_not_exists(c));
  create->table = TRY(c.name());
  create->temporary = temporary || create->table.last().starts_with('#');
  bool names_only = at_names_only(c);
  if (names_only) {
    create->column_names = TRY(c.parenthesized_identifiers());
  } else if (c.at("(")) {
    TRY(parse_elements(c, *create));
  }
  create->attributes = TRY(parse_table_attributes(c));
  bool needs_query = names_only || (create->columns.empty() && create->likes.empty() && create->constraints.empty());
  if (needs_query) {
    TRY(c.expect("AS"));
    create->query = TRY(tarn::sql::parse_query(c));
    if (c.accept("WITH")) {
      create->with_data = !c.accept("NO");
      TRY(c.expect("DATA"));
    }
  }
  return finish(c, begin, std::move(create));
}

}  // namespace tarn::sql::redshift
