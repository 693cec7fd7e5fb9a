// ALTER TABLE of local and external tables.
#include "sql/parser/expressions.h"
#include "sql/parser/hive_clauses.h"
#include "sql/parser/redshift_statements.h"
#include "sql/parser/types.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;
using Action = rs::AlterTable::Action;

Result<void> parse_add_partitions(Cursor& c, rs::AlterTable& alter) {
  alter.action = Action::add_partitions;
  do {
    auto spec = TRY(parse_partition_spec(c, false));
    TRY(c.expect("LOCATION"));
    spec.location = TRY(c.string());
    alter.partitions.push_back(std::move(spec));
  } while (c.accept("PARTITION"));
  return {};
}

Result<void> parse_add(Cursor& c, rs::AlterTable& alter) {
  alter.if_not_exists = TRY(accept_if_not_exists(c));
  if (c.at("PARTITION") && c.at("(", 1)) {
    c.skip();
    return parse_add_partitions(c, alter);
  }
  auto constraint = TRY(parse_table_constraint(c));
  if (constraint) {
    alter.action = Action::add_constraint;
    alter.constraint = std::move(constraint);
    return {};
  }
  c.accept("COLUMN");
  alter.action = Action::add_column;
  alter.column = TRY(parse_column(c));
  return {};
}

Result<void> parse_drop(Cursor& c, rs::AlterTable& alter) {
  if (c.at("PARTITION") && c.at("(", 1)) {
    c.skip();
    alter.action = Action::drop_partition;
    alter.partitions.push_back(TRY(parse_partition_spec(c, false)));
    return {};
  }
  alter.action = Action::drop_column;
  if (c.accept("CONSTRAINT")) {
    alter.action = Action::drop_constraint;
  } else {
    c.accept("COLUMN");
  }
  alter.name = TRY(c.identifier());
  alter.cascade = accept_cascade(c).value_or(false);
  return {};
}

Result<void> parse_rename(Cursor& c, rs::AlterTable& alter) {
  alter.action = Action::rename_table;
  if (!c.at("TO")) {
    c.accept("COLUMN");
    alter.action = Action::rename_column;
    alter.name = TRY(c.identifier());
  }
  TRY(c.expect("TO"));
  alter.new_name = TRY(c.identifier());
  return {};
}

// ALTER COLUMN a ENCODE x, ALTER COLUMN b ENCODE y
Result<void> parse_encodings(Cursor& c, rs::AlterTable& alter, Identifier first) {
  alter.action = Action::alter_encodings;
  alter.encodings.emplace_back(std::move(first), TRY(parse_word_or_string(c)));
  while (c.accept(",")) {
    TRY(c.expect_all({"ALTER", "COLUMN"}));
    auto column = TRY(c.identifier());
    TRY(c.expect("ENCODE"));
    alter.encodings.emplace_back(std::move(column), TRY(parse_word_or_string(c)));
  }
  return {};
}

Result<void> parse_alter_column(Cursor& c, rs::AlterTable& alter) {
  auto column = TRY(c.identifier());
  if (c.accept("ENCODE")) return parse_encodings(c, alter, std::move(column));
  TRY(c.expect("TYPE"));
  alter.action = Action::alter_type;
  alter.name = std::move(column);
  alter.type = TRY(parse_type(c));
  return {};
}

Result<void> parse_alter_physical(Cursor& c, rs::AlterTable& alter) {
  if (c.at("DISTKEY") || c.at("DISTSTYLE")) {
    alter.action = c.at("DISTKEY") ? Action::alter_dist_key : Action::alter_dist_style;
    TRY(parse_table_attribute(c, alter.attributes));
    if (alter.action == Action::alter_dist_style && c.at("DISTKEY")) TRY(parse_table_attribute(c, alter.attributes));
    return {};
  }
  if (c.at_all({"ENCODE", "AUTO"})) {
    alter.action = Action::encode_auto;
    TRY(parse_table_attribute(c, alter.attributes));
    return {};
  }
  alter.action = Action::alter_sort_key;
  if (c.accept_all({"SORTKEY", "NONE"})) {
    alter.attributes.sort = rs::TableAttributes::Sort::none;
    return {};
  }
  if (!TRY(parse_table_attribute(c, alter.attributes))) return c.mismatch();
  return {};
}

// ON | OFF, then FOR DATASHARES and CONJUNCTION TYPE in any order
Result<void> parse_security(Cursor& c, rs::AlterTable& alter) {
  alter.on = TRY(c.expect_any({"ON", "OFF"})) == "ON";
  while (true) {
    if (c.accept_all({"CONJUNCTION", "TYPE"})) {
      alter.conjunction_and = TRY(c.expect_any({"AND", "OR"})) == "AND";
    } else if (c.accept_all({"FOR", "DATASHARES"})) {
      alter.for_datashares = true;
    } else {
      return {};
    }
  }
}

Result<void> parse_append(Cursor& c, rs::AlterTable& alter) {
  TRY(c.expect("FROM"));
  alter.action = Action::append_from;
  alter.source = TRY(c.name());
  auto option = c.accept_any({"IGNOREEXTRA", "FILLTARGET"});
  alter.ignore_extra = option == "IGNOREEXTRA";
  alter.fill_target = option == "FILLTARGET";
  return {};
}

Result<void> parse_set(Cursor& c, rs::AlterTable& alter) {
  if (c.accept("LOCATION")) {
    alter.action = Action::set_location;
    alter.text = TRY(c.string());
  } else if (c.accept("FILE")) {
    TRY(c.expect("FORMAT"));
    alter.action = Action::set_file_format;
    alter.text = TRY(parse_word_or_string(c));
  } else {
    TRY(c.expect_all({"TABLE", "PROPERTIES"}));
    alter.action = Action::set_properties;
    alter.properties = TRY(parse_text_properties(c));
  }
  return {};
}

Result<void> parse_action(Cursor& c, rs::AlterTable& alter) {
  if (c.accept("ADD")) return parse_add(c, alter);
  if (c.accept("DROP")) return parse_drop(c, alter);
  if (c.accept("RENAME")) return parse_rename(c, alter);
  if (c.accept("ALTER")) {
    if (c.accept("COLUMN")) return parse_alter_column(c, alter);
    return parse_alter_physical(c, alter);
  }
  if (c.accept("OWNER")) {
    TRY(c.expect("TO"));
    alter.action = Action::owner;
    alter.name = TRY(c.identifier());
    return {};
  }
  if (c.accept_all({"ROW", "LEVEL", "SECURITY"})) {
    alter.action = Action::row_level_security;
    return parse_security(c, alter);
  }
  if (c.accept("MASKING")) {
    alter.action = Action::masking_for_datashares;
    return parse_security(c, alter);
  }
  if (c.accept("APPEND")) return parse_append(c, alter);
  if (c.accept("SET")) return parse_set(c, alter);
  TRY(c.expect("PARTITION"));
  alter.action = Action::set_partition_location;
  alter.partitions.push_back(TRY(parse_partition_spec(c, false)));
  TRY(c.expect_all({"SET", "LOCATION"}));
  alter.text = TRY(c.string());
  return {};
}

}  // namespace

Result<StatementPtr> parse_alter_table(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect_all({"ALTER", "TABLE"}));
  auto alter = std::make_unique<rs::AlterTable>();
  alter->table = TRY(c.name());
  TRY(parse_action(c, *alter));
  return finish(c, begin, std::move(alter));
}

}  // namespace tarn::sql::redshift
