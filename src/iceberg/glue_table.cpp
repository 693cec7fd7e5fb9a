#include "iceberg/glue_table.h"

#include <set>

#include "base/encoding.h"
#include "iceberg/schema.h"

namespace tarn::iceberg {
namespace {

constexpr size_t kMaxCommentChars = 255;       // Glue API, CommentString
constexpr size_t kMaxDescriptionChars = 2048;  // Glue API, DescriptionString

const std::string& parameter(const catalog::Table& table, const char* name) {
  static const std::string kNone;
  auto found = table.parameters.find(name);
  return found == table.parameters.end() ? kNone : found->second;
}

void add_columns(std::vector<catalog::Column>& columns, std::set<std::string>& names, const boost::json::object& schema, bool current) {
  for (const auto& item : schema.at("fields").get_array()) {
    const auto& field = item.get_object();
    catalog::Column column;
    column.name = std::string(std::string_view(field.at("name").get_string()));
    if (!names.insert(to_lower(column.name)).second) continue;
    column.type = hive_type(field.at("type"));
    if (const auto* doc = field.if_contains("doc"); doc && doc->is_string()) column.comment = std::string(std::string_view(doc->get_string())).substr(0, kMaxCommentChars);
    column.parameters = {{"iceberg.field.id", std::to_string(field.at("id").get_int64())},
                         {"iceberg.field.optional", field.at("required").get_bool() ? "false" : "true"},
                         {"iceberg.field.current", current ? "true" : "false"}};
    columns.push_back(std::move(column));
  }
}

// Columns of the current schema, then those that only older ones have.
std::vector<catalog::Column> columns_of(const TableMetadata& metadata) {
  std::vector<catalog::Column> columns;
  std::set<std::string> names;
  add_columns(columns, names, *metadata.current_schema(), true);
  for (const auto& schema : metadata.list("schemas"))
    if (schema.get_object().at("schema-id").get_int64() != metadata.number("current-schema-id")) add_columns(columns, names, schema.get_object(), false);
  return columns;
}

}  // namespace

bool is_iceberg(const catalog::Table& table) { return equals_ignoring_case(parameter(table, "table_type"), "ICEBERG"); }
std::string metadata_location(const catalog::Table& table) { return parameter(table, "metadata_location"); }

void show_metadata(catalog::Table& table, const TableMetadata& metadata, const std::string& location) {
  const std::string previous = metadata_location(table);
  if (!previous.empty()) table.parameters["previous_metadata_location"] = previous;
  table.parameters["table_type"] = "ICEBERG";
  table.parameters["metadata_location"] = location;
  table.table_type = "EXTERNAL_TABLE";
  table.storage.columns = columns_of(metadata);
  table.storage.location = metadata.location();
  if (const std::string comment = metadata.property("comment"); !comment.empty()) table.description = comment.substr(0, kMaxDescriptionChars);
}

}  // namespace tarn::iceberg
