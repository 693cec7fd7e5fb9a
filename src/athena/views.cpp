#include "athena/views.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "sql/type_text.h"

namespace tarn::athena {
namespace {

constexpr std::string_view kPrefix = "/* Presto View: ";
constexpr std::string_view kSuffix = " */";

Error broken(const catalog::Table& table) {
  return {"INVALID_VIEW", "View 'awsdatacatalog." + table.database + "." + table.name + "' cannot be read: its text is no Presto view"};
}

std::string text(const boost::json::object& object, std::string_view name) {
  auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : "";
}

}  // namespace

bool is_view(const catalog::Table& table) { return table.table_type == "VIRTUAL_VIEW"; }

Result<StoredView> decode_view(const catalog::Table& table) {
  std::string_view original = table.view_original_text;
  if (!original.starts_with(kPrefix) || !original.ends_with(kSuffix)) return broken(table);
  original.remove_prefix(kPrefix.size());
  original.remove_suffix(kSuffix.size());
  auto json = from_base64(original);
  if (!json) return broken(table);
  boost::system::error_code error;
  auto document = boost::json::parse(*json, error);
  if (error || !document.is_object()) return broken(table);
  auto& object = document.get_object();
  StoredView view{text(object, "originalSql"), text(object, "catalog"), text(object, "schema"), {}};
  auto* columns = object.if_contains("columns");
  if (view.sql.empty() || !columns || !columns->is_array()) return broken(table);
  for (auto& column : columns->get_array()) {
    if (!column.is_object()) return broken(table);
    auto type = TRY(sql::parse_trino_type(text(column.get_object(), "type")));
    view.columns.push_back({text(column.get_object(), "name"), std::move(type)});
  }
  return view;
}

catalog::Table make_view(const std::string& database, const std::string& name, const StoredView& view, const std::string& owner) {
  boost::json::array columns;
  catalog::Table table;
  for (auto& column : view.columns) {
    columns.push_back({{"name", column.name}, {"type", sql::trino_name(column.type)}});
    table.storage.columns.push_back({.name = column.name, .type = sql::hive_name(column.type)});
  }
  boost::json::object document{{"originalSql", view.sql}, {"catalog", view.catalog}, {"schema", view.schema}, {"columns", std::move(columns)}};
  table.database = database;
  table.name = name;
  table.owner = owner;
  table.table_type = "VIRTUAL_VIEW";
  table.parameters = {{"presto_view", "true"}, {"comment", "Presto View"}};
  table.view_original_text = std::string(kPrefix) + to_base64(boost::json::serialize(document)) + std::string(kSuffix);
  table.view_expanded_text = "/* Presto View */";
  return table;
}

}  // namespace tarn::athena
