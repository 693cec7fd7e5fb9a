#include "athena/lake_resolver.h"

#include <functional>

#include "athena/views.h"
#include "base/encoding.h"
#include "catalog/databases.h"
#include "catalog/partitions.h"
#include "catalog/tables.h"
#include "sql/emit/layout.h"
#include "sql/type_text.h"

namespace tarn::athena {
namespace {

using sql::quote_string;

// A relation that is nothing but rows: a view whose text is a VALUES list.
class RowsView {
 public:
  RowsView(std::string schema, std::string name) {
    relation_.kind = sql::Relation::Kind::view;
    relation_.catalog = relation_.view_catalog = kCatalog;
    relation_.schema = relation_.view_schema = std::move(schema);
    relation_.name = std::move(name);
  }
  RowsView& column(const std::string& name, sql::Type type = sql::varchar()) {
    relation_.columns.push_back({.name = name, .type = std::move(type)});
    return *this;
  }
  void row(const std::vector<std::optional<std::string>>& literals) {
    std::string text;
    for (size_t i = 0; i < literals.size(); ++i) {
      auto type = sql::trino_name(relation_.columns[i].type);
      text += (i ? ", CAST(" : "CAST(") + literals[i].value_or("NULL") + " AS " + type + ")";
    }
    rows_ += (rows_.empty() ? "ROW(" : ", ROW(") + text + ")";
  }
  sql::Relation take() {
    std::string names;
    for (auto& column : relation_.columns) names += (names.empty() ? "" : ", ") + sql::quote_identifier(column.name);
    bool empty = rows_.empty();
    if (empty) row(std::vector<std::optional<std::string>>(relation_.columns.size()));
    relation_.view_sql = "SELECT * FROM (VALUES " + rows_ + ") AS t (" + names + ")" + (empty ? " WHERE false" : "");
    return std::move(relation_);
  }

 private:
  sql::Relation relation_;
  std::string rows_;
};

std::string type_name(const std::string& hive_type) {
  auto type = sql::parse_hive_type(hive_type);
  return type.ok() ? sql::trino_name(*type) : hive_type;
}

template <class Visit>
Result<void> each_database(kv::Reader& reader, const aws::AccessContext& who, Visit&& visit) {
  catalog::PageRequest page;
  while (true) {
    auto found = TRY(catalog::list_databases(reader, catalog::CatalogId::of(who), page, who));
    for (auto& database : found.items) TRY(visit(database));
    if (!found.next) return {};
    page.after = *found.next;
  }
}

template <class Visit>
Result<void> each_table(kv::Reader& reader, const aws::AccessContext& who, const std::string& database, Visit&& visit) {
  catalog::PageRequest page;
  while (true) {
    auto found = TRY(catalog::list_tables(reader, catalog::CatalogId::of(who), database, page, who));
    for (auto& table : found.items) TRY(visit(table));
    if (!found.next) return {};
    page.after = *found.next;
  }
}

}  // namespace

LakeResolver::LakeResolver(const State& state, const aws::AccessContext& who, std::string default_database)
    : state_(state), who_(who), default_database_(std::move(default_database)) {}

Result<LakeResolver::Name> LakeResolver::full_name(const sql::QualifiedName& name) const {
  auto& parts = name.parts;
  Name full{kCatalog, default_database_, to_lower(parts.back())};
  if (parts.size() >= 2) full.schema = to_lower(parts[parts.size() - 2]);
  if (parts.size() >= 3) full.catalog = to_lower(parts[parts.size() - 3]);
  if (full.catalog != kCatalog) return Error{"CATALOG_NOT_FOUND", "Catalog '" + full.catalog + "' does not exist"};
  return full;
}

Result<std::optional<sql::Relation>> LakeResolver::find_relation(const sql::QualifiedName& asked) {
  auto name = TRY(full_name(asked));
  auto key = name.schema + "." + name.table;
  if (auto found = known_.find(key); found != known_.end()) return std::optional(found->second);
  std::optional<sql::Relation> relation;
  if (name.schema == "information_schema") {
    relation = TRY(information_schema(name));
  } else if (name.table.ends_with("$partitions")) {
    relation = TRY(partitions_of(name));
  } else {
    relation = TRY(lake_relation(name));
  }
  if (relation) known_.emplace(key, *relation);
  return relation;
}

Result<std::optional<sql::Relation>> LakeResolver::lake_relation(const Name& name) {
  auto found = TRY(lake::find_table(state_.tables, who_, name.schema, name.table));
  if (!found) return std::optional<sql::Relation>();
  if (!is_view(*found)) {
    auto pinned = TRY(lake::pin_table(state_.tables, who_, *found, "t" + std::to_string(pinned_.size()), kCatalog));
    pinned_.push_back(std::move(pinned.pinned));
    return std::optional(std::move(pinned.relation));
  }
  auto view = TRY(decode_view(*found));
  sql::Relation relation;
  relation.kind = sql::Relation::Kind::view;
  relation.catalog = name.catalog;
  relation.schema = name.schema;
  relation.name = name.table;
  relation.view_sql = view.sql;
  relation.view_catalog = view.catalog.empty() ? kCatalog : to_lower(view.catalog);
  relation.view_schema = view.schema;
  for (auto& column : view.columns) relation.columns.push_back({.name = column.name, .type = column.type});
  return std::optional(std::move(relation));
}

Result<std::optional<sql::Relation>> LakeResolver::information_schema(const Name& name) {
  RowsView rows(name.schema, name.table);
  auto reader = state_.store.snapshot();
  rows.column(name.table == "schemata" ? "catalog_name" : "table_catalog");
  if (name.table == "schemata") {
    rows.column("schema_name");
    TRY(each_database(*reader, who_, [&](const catalog::Database& database) -> Result<void> {
      rows.row({quote_string(kCatalog), quote_string(database.name)});
      return {};
    }));
    rows.row({quote_string(kCatalog), quote_string("information_schema")});
    return std::optional(rows.take());
  }
  rows.column("table_schema").column("table_name");
  std::function<Result<void>(const catalog::Table&)> add;
  if (name.table == "tables") {
    rows.column("table_type");
    add = [&](const catalog::Table& table) -> Result<void> {
      rows.row({quote_string(kCatalog), quote_string(table.database), quote_string(table.name), quote_string(is_view(table) ? "VIEW" : "BASE TABLE")});
      return {};
    };
  } else if (name.table == "views") {
    rows.column("view_definition");
    add = [&](const catalog::Table& table) -> Result<void> {
      if (!is_view(table)) return {};
      auto view = decode_view(table);
      rows.row({quote_string(kCatalog), quote_string(table.database), quote_string(table.name),
                view.ok() ? std::optional(quote_string(view->sql)) : std::nullopt});
      return {};
    };
  } else if (name.table == "columns") {
    rows.column("column_name").column("ordinal_position", sql::simple(sql::TypeKind::bigint)).column("column_default").column("is_nullable");
    rows.column("data_type").column("comment").column("extra_info");
    add = [&](const catalog::Table& table) -> Result<void> {
      int position = 0;
      auto one = [&](const catalog::Column& column, bool key) {
        rows.row({quote_string(kCatalog), quote_string(table.database), quote_string(table.name), quote_string(column.name),
                  std::to_string(++position), std::nullopt, quote_string("YES"), quote_string(type_name(column.type)),
                  column.comment.empty() ? std::nullopt : std::optional(quote_string(column.comment)),
                  key ? std::optional(quote_string("partition key")) : std::nullopt});
      };
      for (auto& column : table.storage.columns) one(column, false);
      for (auto& column : table.partition_keys) one(column, true);
      return {};
    };
  } else {
    return std::optional<sql::Relation>();
  }
  TRY(each_database(*reader, who_, [&](const catalog::Database& database) { return each_table(*reader, who_, database.name, add); }));
  return std::optional(rows.take());
}

Result<std::optional<sql::Relation>> LakeResolver::partitions_of(const Name& name) {
  auto base = name.table.substr(0, name.table.rfind('$'));
  auto table = TRY(lake::find_table(state_.tables, who_, name.schema, base));
  if (!table || table->partition_keys.empty()) return std::optional<sql::Relation>();
  RowsView rows(name.schema, name.table);
  for (auto& key : table->partition_keys) rows.column(key.name, TRY(sql::parse_hive_type(key.type)));
  auto reader = state_.store.snapshot();
  for (auto& partition : TRY(catalog::all_partitions(*reader, *table, nullptr, who_))) {
    std::vector<std::optional<std::string>> literals;
    for (auto& value : partition.values) literals.push_back(value == catalog::kNullPartition ? std::nullopt : std::optional(quote_string(value)));
    rows.row(literals);
  }
  return std::optional(rows.take());
}

Result<bool> LakeResolver::schema_exists(const std::string& catalog, const std::string& schema) {
  if (to_lower(catalog) != kCatalog) return false;
  if (to_lower(schema) == "information_schema") return true;
  auto reader = state_.store.snapshot();
  return TRY(catalog::find_database(*reader, catalog::CatalogId::of(who_), schema, who_)).has_value();
}

std::optional<std::string> LakeResolver::session_value(const std::string& name) const {
  if (name == "current_user") return who_.principal.user_id;
  if (name == "current_catalog") return kCatalog;
  if (name == "current_schema") return default_database_.empty() ? std::nullopt : std::optional(default_database_);
  return std::nullopt;
}

}  // namespace tarn::athena
