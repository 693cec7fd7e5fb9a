#include "glue/table_shapes.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "catalog/catalog_names.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"

namespace tarn::glue {
namespace {

Result<void> check_link(const TableInput& in) {
  const TableIdentifier& target = *in.target_table;
  if (target.database_name.value_or("").empty() || target.name.value_or("").empty()) return errors::invalid_input("TargetTable must name a database and a table.");
  if (in.storage_descriptor || (in.partition_keys && !in.partition_keys->empty())) return errors::invalid_input("A resource link has no schema of its own.");
  return {};
}

template <class Member>
void read_member(const boost::json::value& document, std::string_view name, std::optional<Member>& out) {
  const auto* object = document.if_object();
  const auto* found = object ? object->if_contains(name) : nullptr;
  if (found && !from_document(*found, out.emplace()).ok()) out.reset();
}

}  // namespace

Result<catalog::Table> stored_table(const std::string& database, const TableInput& in) {
  if (in.target_table) TRY(check_link(in));
  if (in.federated_table) return errors::not_supported("A federated table (FederatedTable)");
  catalog::Table out;
  out.database = database;
  out.name = in.name;
  out.description = in.description.value_or("");
  out.owner = in.owner.value_or("");
  out.table_type = in.table_type.value_or("");
  out.partition_keys = stored_columns(in.partition_keys);
  out.storage = stored_descriptor(in.storage_descriptor);
  out.parameters = in.parameters.value_or(catalog::Parameters());
  out.view_original_text = in.view_original_text.value_or("");
  out.view_expanded_text = in.view_expanded_text.value_or("");
  out.retention = in.retention.value_or(0);
  out.last_access_at = in.last_access_time;
  out.last_analyzed_at = in.last_analyzed_time;
  boost::json::object more;
  if (in.view_definition) more["ViewDefinition"] = to_document(*in.view_definition);
  if (in.target_table) more["TargetTable"] = to_document(*in.target_table);
  if (!more.empty()) out.more = boost::json::serialize(more);
  return out;
}

Table shown_table(const catalog::Table& in) {
  Table out;
  boost::system::error_code failed;
  if (!in.more.empty()) {
    boost::json::value more = boost::json::parse(in.more, failed);
    read_member(more, "ViewDefinition", out.view_definition);
    read_member(more, "TargetTable", out.target_table);
  }
  out.name = in.name;
  out.database_name = in.database;
  out.description = shown_text(in.description);
  out.owner = shown_text(in.owner);
  out.create_time = whole_seconds(in.created_at);
  out.update_time = whole_seconds(in.updated_at);
  if (in.last_access_at) out.last_access_time = whole_seconds(*in.last_access_at);
  if (in.last_analyzed_at) out.last_analyzed_time = whole_seconds(*in.last_analyzed_at);
  out.retention = in.retention;
  out.storage_descriptor = shown_descriptor(in.storage);
  out.partition_keys = shown_columns(in.partition_keys);
  out.view_original_text = shown_text(in.view_original_text);
  out.view_expanded_text = shown_text(in.view_expanded_text);
  out.table_type = shown_text(in.table_type);
  out.parameters = shown_parameters(in.parameters);
  out.created_by = shown_text(in.created_by);
  out.is_registered_with_lake_formation = false;
  out.is_multi_dialect_view = false;
  out.catalog_id = catalog::catalog_id_text(in.catalog);
  out.version_id = std::to_string(in.version);
  return out;
}

Partition shown_partition(const catalog::Table& table, const catalog::Partition& in) {
  Partition out;
  out.values = in.values;
  out.database_name = table.database;
  out.table_name = table.name;
  out.creation_time = whole_seconds(in.created_at);
  if (in.last_access_at) out.last_access_time = whole_seconds(*in.last_access_at);
  if (in.last_analyzed_at) out.last_analyzed_time = whole_seconds(*in.last_analyzed_at);
  out.storage_descriptor = shown_descriptor(in.storage);
  out.parameters = shown_parameters(in.parameters);
  out.catalog_id = catalog::catalog_id_text(table.catalog);
  return out;
}

}  // namespace tarn::glue
