#include "redshift/external.h"

#include <array>
#include <map>

#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "sql/emit/layout.h"

namespace tarn::redshift {
namespace {

using sql::simple;
using sql::TypeKind;

struct Column {
  const char* name;
  TypeKind kind;
};

constexpr std::array kTableColumns{
    Column{"redshift_database_name", TypeKind::varchar}, Column{"schemaname", TypeKind::varchar},     Column{"tablename", TypeKind::varchar},
    Column{"tabletype", TypeKind::varchar},              Column{"location", TypeKind::varchar},       Column{"input_format", TypeKind::varchar},
    Column{"output_format", TypeKind::varchar},          Column{"serialization_lib", TypeKind::varchar}, Column{"serde_parameters", TypeKind::varchar},
    Column{"compressed", TypeKind::integer},             Column{"parameters", TypeKind::varchar},
};
constexpr std::array kColumnColumns{
    Column{"redshift_database_name", TypeKind::varchar}, Column{"schemaname", TypeKind::varchar},    Column{"tablename", TypeKind::varchar},
    Column{"columnname", TypeKind::varchar},             Column{"external_type", TypeKind::varchar}, Column{"columnnum", TypeKind::integer},
    Column{"part_key", TypeKind::integer},               Column{"is_nullable", TypeKind::varchar},
};

template <size_t N>
RelationRecord make_record(int64_t oid, const char* name, const std::array<Column, N>& columns) {
  RelationRecord record;
  record.oid = oid;
  record.name = name;
  record.schema = "pg_catalog";
  record.schema_oid = kPgCatalogSchema;
  record.owner = 1;
  record.kind = RelationKind::view;
  record.physical = "temp.main." + sql::quote_identifier(name);
  for (const Column& column : columns) {
    ColumnRecord c;
    c.number = static_cast<int>(record.columns.size() + 1);
    c.name = column.name;
    c.type = simple(column.kind);
    record.columns.push_back(std::move(c));
  }
  return record;
}

const std::map<std::string, RelationRecord>& records() {
  static const std::map<std::string, RelationRecord> all = {
      {"svv_external_tables", make_record(9'001, "svv_external_tables", kTableColumns)},
      {"svv_external_columns", make_record(9'002, "svv_external_columns", kColumnColumns)},
  };
  return all;
}

Result<void> replace_rows(Database& db, const RelationRecord& record, const std::string& rows) {
  std::string columns;
  for (const ColumnRecord& c : record.columns)
    columns += (columns.empty() ? "" : ", ") + sql::quote_identifier(c.name) + " " + sql::duckdb_type(c.type, sql::Dialect::redshift);
  const std::string name = sql::quote_identifier(record.name);
  TRY(db.execute("CREATE TEMP TABLE IF NOT EXISTS " + name + "(" + columns + ")"));
  TRY(db.execute("DELETE FROM " + record.physical));
  if (!rows.empty()) TRY(db.execute("INSERT INTO " + record.physical + " VALUES " + rows));
  return {};
}

void add_row(std::string& rows, std::initializer_list<std::string> values) {
  std::string row;
  for (const std::string& value : values) row += (row.empty() ? "(" : ", ") + value;
  rows += (rows.empty() ? "" : ", ") + row + ")";
}

// "arn:aws:iam::A:role/path/name" -> is it one
bool is_role_arn(const std::string& arn) { return arn.starts_with("arn:aws") && arn.find(":iam::") != arn.npos && arn.find(":role/") != arn.npos; }

}  // namespace

Result<aws::AccessContext> assume_role(SqlSession& session, const std::string& role_arn) {
  if (role_arn == "default") return errors::make("XX000", "The default IAM role is not set for cluster " + session.shared().options.cluster);
  if (!is_role_arn(role_arn)) return errors::make("XX000", "Invalid IAM Role ARN: " + role_arn);
  const WarehouseOptions& options = session.shared().options;
  auto access = session.shared().needs.identities.act_as_role(options.account_id, role_arn, "redshift.amazonaws.com",
                                                              options.cluster + "-" + session.user().name, session.now());
  if (!access.ok()) {
    if (access.error().code == "NoSuchEntity") return errors::make("XX000", "Not authorized to get credentials of role " + role_arn);
    return errors::make("XX000", "User arn:aws:redshift:" + options.region + ":" + options.account_id + ":dbuser:" + options.cluster + "/" + session.user().name +
                                     " is not authorized to assume IAM Role " + role_arn);
  }
  access->region = options.region;
  access->now = session.now();
  return std::move(*access);
}

const RelationRecord* find_external_view(const std::string& name) {
  auto found = records().find(name);
  return found == records().end() ? nullptr : &found->second;
}

Result<void> list_external_tables(SqlSession& session) {
  Database& db = session.db();
  const std::string database = literal(session.shared().options.database);
  std::string tables, columns;
  for (const Row& row : TRY(db.rows("SELECT name FROM tarn.schemas WHERE external_database IS NOT NULL ORDER BY name", 1))) {
    auto schema = TRY(catalog::find_schema(db, *row[0]));
    if (!schema || !schema->external) continue;
    auto role = assume_role(session, schema->external->iam_role);
    if (!role.ok()) continue;  // a schema whose role is gone has no tables to show; reading it says why
    auto listed = session.shared().needs.lake.list_tables(*role, schema->external->database);
    if (!listed.ok()) continue;
    for (const ExternalTable& table : *listed) {
      add_row(tables, {database, literal(schema->name), literal(table.name), "'EXTERNAL TABLE'", literal(table.location), literal(table.input_format),
                       literal(table.output_format), literal(table.serialization_library), literal(table.serde_parameters), "0", literal(table.parameters)});
      int64_t number = 0, key = 0;
      for (const ExternalTable::Column& column : table.columns)
        add_row(columns, {database, literal(schema->name), literal(table.name), literal(column.name), literal(column.type), literal(++number),
                          literal(column.partition_key ? ++key : 0), "'true'"});
    }
  }
  TRY(replace_rows(db, records().at("svv_external_tables"), tables));
  TRY(replace_rows(db, records().at("svv_external_columns"), columns));
  return {};
}

}  // namespace tarn::redshift
