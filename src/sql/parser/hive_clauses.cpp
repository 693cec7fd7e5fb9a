#include "sql/parser/hive_clauses.h"

#include "sql/parser/expressions.h"
#include "sql/parser/types.h"

namespace tarn::sql {
namespace {

using namespace ast;

// "year(c)", "bucket(16, c)": an Iceberg transform. null optional: not one.
Result<bool> parse_transform(Cursor& c, PartitionField& field) {
  if (!c.at("(", 1) || !c.at_any({"YEAR", "MONTH", "DAY", "HOUR", "BUCKET", "TRUNCATE"})) return false;
  field.transform = c.take_word().value;
  TRY(c.expect("("));
  if (c.at_integer()) {
    field.argument = TRY(c.integer());
    TRY(c.expect(","));
  }
  field.column = TRY(c.identifier());
  if (!field.argument && c.accept(",")) field.argument = TRY(c.integer());
  TRY(c.expect(")"));
  return true;
}

Result<void> parse_delimited(Cursor& c, RowFormat& format) {
  auto terminated_by = [&](std::optional<std::string>& value) -> Result<void> {
    TRY(c.expect_all({"TERMINATED", "BY"}));
    value = TRY(c.string());
    return {};
  };
  while (true) {
    if (c.accept("FIELDS")) {
      TRY(terminated_by(format.fields));
      if (c.accept_all({"ESCAPED", "BY"})) format.escaped_by = TRY(c.string());
    } else if (c.accept("COLLECTION")) {
      TRY(c.expect("ITEMS"));
      TRY(terminated_by(format.collection_items));
    } else if (c.accept("MAP")) {
      TRY(c.expect("KEYS"));
      TRY(terminated_by(format.map_keys));
    } else if (c.accept("LINES")) {
      TRY(terminated_by(format.lines));
    } else if (c.accept("NULL")) {
      TRY(c.expect_all({"DEFINED", "AS"}));
      format.null_defined_as = TRY(c.string());
    } else {
      return {};
    }
  }
}

Result<void> parse_clustered_by(Cursor& c, HiveCreateTable& table) {
  TRY(c.expect("BY"));
  table.clustered_by = TRY(c.parenthesized_identifiers());
  if (c.accept_all({"SORTED", "BY"})) {
    TRY(c.expect("("));
    table.sorted_by = TRY(parse_sort_items(c));
    TRY(c.expect(")"));
  }
  TRY(c.expect("INTO"));
  table.buckets = TRY(c.integer());
  return c.expect("BUCKETS");
}

Result<void> parse_serde_properties(Cursor& c, HiveCreateTable& table) {
  TRY(c.expect("SERDEPROPERTIES"));
  if (!table.row_format) table.row_format.emplace();
  auto more = TRY(parse_text_properties(c));
  auto& known = table.row_format->serde_properties;
  known.insert(known.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return {};
}

// One clause; false: none stands here.
Result<bool> parse_table_clause(Cursor& c, HiveCreateTable& table) {
  if (c.accept("COMMENT")) {
    table.comment = TRY(c.string());
  } else if (c.accept("PARTITIONED")) {
    TRY(c.expect("BY"));
    table.partitioned_by = TRY(parse_partition_fields(c));
  } else if (c.accept("CLUSTERED")) {
    TRY(parse_clustered_by(c, table));
  } else if (c.accept("ROW")) {
    TRY(c.expect("FORMAT"));
    table.row_format = TRY(parse_row_format(c));
  } else if (c.accept("STORED")) {
    TRY(c.expect("AS"));
    table.stored_as = TRY(parse_stored_as(c));
  } else if (c.accept("WITH")) {
    TRY(parse_serde_properties(c, table));
  } else if (c.accept("LOCATION")) {
    table.location = TRY(c.string());
  } else if (c.accept("TBLPROPERTIES")) {
    table.properties = TRY(parse_text_properties(c));
  } else if (c.redshift() && c.accept_all({"TABLE", "PROPERTIES"})) {
    table.properties = TRY(parse_text_properties(c));
  } else {
    return false;
  }
  return true;
}

}  // namespace

Result<TextProperties> parse_text_properties(Cursor& c) {
  TextProperties out;
  TRY(c.expect("("));
  do {
    auto key = TRY(c.string());
    TRY(c.expect("="));
    out.emplace_back(std::move(key), TRY(c.string()));
  } while (c.accept(","));
  TRY(c.expect(")"));
  return out;
}

Result<std::vector<HiveColumn>> parse_hive_columns(Cursor& c) {
  std::vector<HiveColumn> out;
  TRY(c.expect("("));
  do {
    HiveColumn column;
    column.name = TRY(c.identifier());
    column.type = TRY(parse_type(c));
    if (c.accept("COMMENT")) column.comment = TRY(c.string());
    out.push_back(std::move(column));
  } while (c.accept(","));
  TRY(c.expect(")"));
  return out;
}

Result<std::vector<PartitionField>> parse_partition_fields(Cursor& c) {
  std::vector<PartitionField> out;
  TRY(c.expect("("));
  do {
    PartitionField field;
    if (!TRY(parse_transform(c, field))) {
      field.column = TRY(c.identifier());
      if (!c.at_any({",", ")", "COMMENT"})) field.type = TRY(parse_type(c));
      if (c.accept("COMMENT")) field.comment = TRY(c.string());
    }
    out.push_back(std::move(field));
  } while (c.accept(","));
  TRY(c.expect(")"));
  return out;
}

Result<RowFormat> parse_row_format(Cursor& c) {
  RowFormat format;
  if (c.accept("DELIMITED")) {
    TRY(parse_delimited(c, format));
    return format;
  }
  TRY(c.expect("SERDE"));
  format.serde = TRY(c.string());
  if (c.accept_all({"WITH", "SERDEPROPERTIES"})) format.serde_properties = TRY(parse_text_properties(c));
  return format;
}

Result<StoredAs> parse_stored_as(Cursor& c) {
  StoredAs stored;
  if (c.accept("INPUTFORMAT")) {
    stored.input_format = TRY(c.string());
    TRY(c.expect("OUTPUTFORMAT"));
    stored.output_format = TRY(c.string());
    return stored;
  }
  stored.format = upper_ascii(TRY(c.identifier()).text);
  return stored;
}

Result<PartitionSpec> parse_partition_spec(Cursor& c, bool comparisons) {
  auto begin = c.mark();
  PartitionSpec spec;
  TRY(c.expect("("));
  do {
    PartitionSpec::Item item;
    item.key = TRY(c.identifier());
    constexpr std::pair<std::string_view, BinaryOp> kOperators[] = {
        {"=", BinaryOp::equal}, {"<>", BinaryOp::not_equal}, {"!=", BinaryOp::not_equal}, {"<", BinaryOp::less},
        {"<=", BinaryOp::less_equal}, {">", BinaryOp::greater}, {">=", BinaryOp::greater_equal}};
    bool found = false;
    for (const auto& [symbol, op] : kOperators) {
      if (found || (op != BinaryOp::equal && !comparisons) || !c.at(symbol)) continue;
      c.skip();
      item.op = op;
      found = true;
    }
    if (!found) TRY(c.expect("="));
    item.value = TRY(parse_value_expr(c));
    spec.items.push_back(std::move(item));
  } while (c.accept(","));
  TRY(c.expect(")"));
  spec.span = c.span_from(begin);
  return spec;
}

Result<void> parse_table_clauses(Cursor& c, HiveCreateTable& table) {
  while (TRY(parse_table_clause(c, table))) {
  }
  return {};
}

}  // namespace tarn::sql
