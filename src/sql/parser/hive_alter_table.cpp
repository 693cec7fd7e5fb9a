// ALTER TABLE of Hive DDL. The refusals are worded as Athena's StartQueryExecution was measured to word them (spec: athena 1.11).
#include "sql/parser/hive_clauses.h"
#include "sql/parser/hive_statements.h"
#include "sql/parser/statements.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;
using Action = HiveAlterTable::Action;

Error no_viable_alternative(const Cursor& c) {
  auto text = c.text();
  size_t first = text.find_first_not_of(" \t\r\n");
  return c.error_at(c.peek(), "no viable alternative at input '" + std::string(text.substr(first, c.peek().end - first)) + "'");
}

Result<void> parse_add(Cursor& c, HiveAlterTable& alter) {
  if (c.at("COLUMN")) return no_viable_alternative(c);
  if (c.accept("COLUMNS")) {
    alter.action = Action::add_columns;
    alter.columns = TRY(parse_hive_columns(c));
    return {};
  }
  alter.action = Action::add_partition;
  if (c.accept("IF")) {
    TRY(c.expect_all({"NOT", "EXISTS"}));
    alter.if_not_exists = true;
  }
  TRY(c.expect("PARTITION"));
  do {
    auto spec = TRY(parse_partition_spec(c, false));
    if (c.accept("LOCATION")) spec.location = TRY(c.string());
    alter.partitions.push_back(std::move(spec));
    c.accept(",");
  } while (c.accept("PARTITION"));
  return {};
}

Result<void> parse_drop_column(Cursor& c, HiveAlterTable& alter) {
  alter.action = Action::drop_column;
  if (c.at("IF") && c.at("EXISTS", 1)) {
    c.skip();
    return c.error_at(c.peek(), "mismatched input 'EXISTS' expecting {<EOF>, '.'}");
  }
  alter.column = TRY(c.identifier());
  return {};
}

Result<void> parse_drop(Cursor& c, HiveAlterTable& alter) {
  if (c.at("COLUMNS")) return c.error_at(c.peek(), "mismatched input 'COLUMNS'. Expecting: '.', 'DROP'");
  if (c.accept("COLUMN")) return parse_drop_column(c, alter);
  alter.action = Action::drop_partition;
  if (c.accept("IF")) {
    TRY(c.expect("EXISTS"));
    alter.if_exists = true;
  }
  if (!c.at("PARTITION") && c.at_identifier()) return parse_drop_column(c, alter);
  TRY(c.expect("PARTITION"));
  do {
    alter.partitions.push_back(TRY(parse_partition_spec(c, true)));
    if (!c.accept(",")) break;
  } while (c.accept("PARTITION"));
  c.accept("PURGE");
  return {};
}

Result<void> parse_rename(Cursor& c, HiveAlterTable& alter) {
  if (!c.at("TO")) return c.error_at(c.peek(), "missing 'TO' at '" + std::string(c.piece()) + "'");
  c.skip();
  if (!alter.partitions.empty()) {
    TRY(c.expect("PARTITION"));
    alter.action = Action::rename_partition;
    alter.rename_to = TRY(parse_partition_spec(c, false));
    return {};
  }
  alter.action = Action::rename_table;
  alter.new_name = TRY(parse_hive_name(c));
  return {};
}

Result<void> parse_change(Cursor& c, HiveAlterTable& alter) {
  alter.action = Action::change_column;
  c.accept("COLUMN");
  alter.column = TRY(c.identifier());
  HiveColumn column;
  column.name = TRY(c.identifier());
  column.type = TRY(parse_type(c));
  if (c.accept("COMMENT")) column.comment = TRY(c.string());
  alter.columns.push_back(std::move(column));
  if (c.accept("FIRST")) {
    alter.place = HiveAlterTable::Place::first;
  } else if (c.accept("AFTER")) {
    alter.place = HiveAlterTable::Place::after;
    alter.after = TRY(c.identifier());
  }
  return {};
}

Result<void> parse_set(Cursor& c, HiveAlterTable& alter) {
  if (c.at_any({"PROPERTIES", "AUTHORIZATION"})) return no_viable_alternative(c);
  if (c.at("SKEWED")) return c.not_supported();
  if (c.accept("FILEFORMAT")) {
    alter.action = Action::set_file_format;
    alter.text = upper_ascii(TRY(c.identifier()).text);
    return {};
  }
  if (c.accept("SERDE")) {
    alter.action = Action::set_serde;
    alter.text = TRY(c.string());
    return {};
  }
  if (c.accept("SERDEPROPERTIES")) {
    alter.action = Action::set_serde_properties;
    alter.properties = TRY(parse_text_properties(c));
    return {};
  }
  if (c.accept("TBLPROPERTIES")) {
    alter.action = Action::set_properties;
    alter.properties = TRY(parse_text_properties(c));
    return {};
  }
  TRY(c.expect("LOCATION"));
  alter.action = Action::set_location;
  alter.text = TRY(c.string());
  return {};
}

Result<void> parse_unset(Cursor& c, HiveAlterTable& alter) {
  TRY(c.expect("TBLPROPERTIES"));
  alter.action = Action::unset_properties;
  if (c.accept("IF")) {
    TRY(c.expect("EXISTS"));
    alter.if_exists = true;
  }
  TRY(c.expect("("));
  do {
    alter.property_names.push_back(TRY(c.string()));
  } while (c.accept(","));
  return c.expect(")");
}

Result<void> parse_action(Cursor& c, HiveAlterTable& alter) {
  if (c.accept("ADD")) return parse_add(c, alter);
  if (c.accept("DROP")) return parse_drop(c, alter);
  if (c.accept("RENAME")) return parse_rename(c, alter);
  if (c.accept("REPLACE")) {
    TRY(c.expect("COLUMNS"));
    alter.action = Action::replace_columns;
    alter.columns = TRY(parse_hive_columns(c));
    return {};
  }
  if (c.accept("CHANGE")) return parse_change(c, alter);
  if (c.accept("SET")) return parse_set(c, alter);
  if (c.accept("UNSET")) return parse_unset(c, alter);
  if (c.at("EXECUTE")) return no_viable_alternative(c);
  if (c.at_any({"ARCHIVE", "UNARCHIVE", "CLUSTERED", "NOT", "EXCHANGE", "CONCATENATE", "COMPACT", "SKEWED", "TOUCH", "ENABLE", "DISABLE"})) {
    return c.not_supported();
  }
  std::string found = c.at_end() ? "<EOF>" : std::string(c.piece());
  return c.error_at(c.peek(), "mismatched input '" + found + "'. Expecting: '.', 'ADD', 'DROP', 'EXECUTE', 'RENAME', 'SET'");
}

}  // namespace

Result<StatementPtr> parse_hive_alter_table(Cursor& c) {
  auto begin = c.mark();
  TRY(c.expect_all({"ALTER", "TABLE"}));
  if (c.at_all({"IF", "EXISTS"})) {
    c.skip();
    return no_viable_alternative(c);
  }
  auto alter = std::make_unique<HiveAlterTable>();
  alter->table = TRY(parse_hive_name(c));
  if (c.accept("PARTITION")) alter->partitions.push_back(TRY(parse_partition_spec(c, false)));
  TRY(parse_action(c, *alter));
  return finish(c, begin, std::move(alter));
}

}  // namespace tarn::sql
