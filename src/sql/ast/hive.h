// Hive DDL, which Athena runs on the catalog. Names are lower case; types keep the Hive spelling (DataType).
#pragma once
#include "sql/ast/statements.h"

namespace tarn::sql::ast {

using TextProperties = std::vector<std::pair<std::string, std::string>>;  // ('k'='v', ...), in order

struct HiveColumn {
  Identifier name;
  DataType type;
  std::optional<std::string> comment;
};

// PARTITIONED BY (c type) of Hive tables; c, year(c), bucket(16, c) of Iceberg ones.
struct PartitionField {
  Identifier column;
  std::optional<DataType> type;         // Hive
  std::optional<std::string> comment;
  std::string transform;                // Iceberg: "", year, month, day, hour, bucket, truncate
  std::optional<int64_t> argument;      // of bucket and truncate
};

struct RowFormat {
  std::optional<std::string> serde;     // ROW FORMAT SERDE 'class'; else DELIMITED
  TextProperties serde_properties;
  std::optional<std::string> fields, escaped_by, collection_items, map_keys, lines, null_defined_as;
};

struct StoredAs {
  std::string format;  // upper case: TEXTFILE, PARQUET, ...; empty when the two classes are set
  std::string input_format, output_format;
};

struct HiveCreateTable : StatementOf<StatementKind::hive_create_table> {
  bool external = false;
  bool if_not_exists = false;
  ObjectName table;
  std::vector<HiveColumn> columns;
  std::optional<std::string> comment;
  std::vector<PartitionField> partitioned_by;
  std::vector<Identifier> clustered_by;
  std::vector<SortItem> sorted_by;
  std::optional<int64_t> buckets;
  std::optional<RowFormat> row_format;
  std::optional<StoredAs> stored_as;
  std::optional<std::string> location;
  TextProperties properties;
};

struct PartitionSpec {  // (k='v', ...): literals as text; in DROP also k < 'v'
  struct Item {
    Identifier key;
    BinaryOp op = BinaryOp::equal;
    ExprPtr value;
  };
  std::vector<Item> items;
  std::optional<std::string> location;  // of ADD PARTITION
  Span span;
};

struct HiveAlterTable : StatementOf<StatementKind::hive_alter_table> {
  enum class Action : uint8_t {
    add_partition, drop_partition, rename_partition, add_columns, replace_columns, change_column, drop_column, rename_table,
    set_properties, unset_properties, set_location, set_file_format, set_serde, set_serde_properties,
  } action = Action::add_columns;
  ObjectName table;
  bool if_exists = false, if_not_exists = false;
  std::vector<PartitionSpec> partitions;  // subject of the action, if any
  std::optional<PartitionSpec> rename_to;
  ObjectName new_name;
  std::vector<HiveColumn> columns;        // add, replace; the new column of change
  Identifier column;                      // change, drop
  enum class Place : uint8_t { unspecified, first, after } place = Place::unspecified;
  Identifier after;
  TextProperties properties;
  std::vector<std::string> property_names;  // unset
  std::string text;                         // location, file format, serde class
};

struct HiveDropTable : StatementOf<StatementKind::hive_drop_table> {
  ObjectName table;
  bool if_exists = false;
  bool purge = false;
};

struct HiveCreateDatabase : StatementOf<StatementKind::hive_create_database> {
  Identifier name;
  bool if_not_exists = false;
  std::optional<std::string> comment, location;
  TextProperties properties;
};

struct HiveAlterDatabase : StatementOf<StatementKind::hive_alter_database> {
  Identifier name;
  TextProperties properties;
};

struct HiveDropDatabase : StatementOf<StatementKind::hive_drop_database> {
  Identifier name;
  bool if_exists = false;
  bool cascade = false;
};

struct HiveShow : StatementOf<StatementKind::hive_show> {
  enum class What : uint8_t { databases, tables, views, columns, partitions, create_table, table_properties } what = What::tables;
  ObjectName name;                     // database of tables and views (may be empty), table of the rest
  std::optional<std::string> pattern;  // LIKE 'regex' or a bare 'regex'
  std::string property;                // SHOW TBLPROPERTIES t ('k')
};

struct HiveDescribe : StatementOf<StatementKind::hive_describe> {
  enum class Detail : uint8_t { plain, extended, formatted } detail = Detail::plain;
  ObjectName table;
  std::optional<PartitionSpec> partition;
  std::vector<Identifier> column_path;
};

struct HiveRepair : StatementOf<StatementKind::hive_repair> {  // MSCK REPAIR TABLE t
  ObjectName table;
};

struct HiveAlterView : StatementOf<StatementKind::hive_alter_view> {  // ALTER VIEW v AS query
  ObjectName name;
  QueryPtr query;
};

}  // namespace tarn::sql::ast
