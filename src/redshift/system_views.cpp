#include "redshift/system_views.h"

#include <map>

#include "base/assert.h"
#include "redshift/column_types.h"
#include "sql/emit/layout.h"

namespace tarn::redshift {
namespace {

using Key = std::pair<std::string, std::string>;

sql::Type view_column_type(const std::string& word) {
  if (word.ends_with("[]")) return sql::array_of(view_column_type(word.substr(0, word.size() - 2)));
  if (word == "text") return sql::varchar();
  auto type = column_type(word);
  ASSERT(type.ok());
  return *type;
}

// "oid oid, relname name": one column after the other.
std::vector<ColumnRecord> parse_columns(const std::string& text) {
  std::vector<ColumnRecord> columns;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(", ", at), text.size());
    const std::string column = text.substr(at, end - at);
    const size_t blank = column.find(' ');
    ASSERT(blank != column.npos);
    ColumnRecord record;
    record.number = static_cast<int>(columns.size() + 1);
    record.name = column.substr(0, blank);
    record.type = view_column_type(column.substr(blank + 1));
    columns.push_back(std::move(record));
    at = end + 2;
  }
  return columns;
}

std::map<Key, RelationRecord> make_records() {
  std::map<Key, RelationRecord> records;
  int64_t oid = 10'000;
  // OIDs that PostgreSQL's own catalogs have always had: pg_depend and pg_description name them, clients too.
  const std::map<std::string, int64_t> known{{"pg_type", 1247},      {"pg_attribute", 1249},   {"pg_proc", 1255},    {"pg_class", 1259},    {"pg_database", 1262}, {"pg_attrdef", 2604},
                                             {"pg_constraint", 2606}, {"pg_depend", 2608},      {"pg_description", 2609}, {"pg_index", 2610},   {"pg_namespace", 2615}, {"pg_rewrite", 2618}};
  for (const SystemView& view : system_views()) {
    RelationRecord record;
    record.name = view.name;
    record.oid = known.contains(record.name) ? known.at(record.name) : ++oid;
    record.schema = view.schema;
    record.schema_oid = record.schema == "pg_catalog" ? kPgCatalogSchema : kInformationSchema;
    record.owner = 1;
    record.kind = known.contains(record.name) ? RelationKind::table : RelationKind::view;
    record.physical = "tarn_view." + sql::quote_identifier((record.schema == "pg_catalog" ? "" : "information_schema.") + record.name);
    record.columns = parse_columns(view.columns);
    records.emplace(Key{view.schema, view.name}, std::move(record));
  }
  return records;
}

}  // namespace

std::vector<SystemView> system_views() {
  std::vector<SystemView> all;
  for (auto views : {pg_catalog_views(), principal_views(), svv_views(), history_views(), empty_views()}) all.insert(all.end(), views.begin(), views.end());
  return all;
}

const RelationRecord* find_system_view(std::string_view schema, std::string_view name) {
  static const std::map<Key, RelationRecord> records = make_records();
  auto found = records.find({std::string(schema), std::string(name)});
  return found == records.end() ? nullptr : &found->second;
}

// Casts every column to its declared type, so that what clients see never depends on how the query was written.
std::string system_view_sql(const SystemView& view) {
  const RelationRecord& record = *find_system_view(view.schema, view.name);
  std::string names, casts;
  for (const ColumnRecord& column : record.columns) {
    const std::string name = sql::quote_identifier(column.name);
    names += (names.empty() ? "" : ", ") + name;
    casts += (casts.empty() ? "" : ", ") + ("CAST(" + name + " AS " + sql::duckdb_type(column.type, sql::Dialect::redshift) + ") AS " + name);
  }
  return "CREATE VIEW " + record.physical + " AS SELECT " + casts + " FROM (" + view.query + ") AS q(" + names + ")";
}

}  // namespace tarn::redshift
