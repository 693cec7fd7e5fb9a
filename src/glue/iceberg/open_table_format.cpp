#include "glue/iceberg/open_table_format.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <re2/re2.h>

#include "base/encoding.h"
#include "catalog/tables.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/table_shapes.h"
#include "iceberg/files.h"
#include "iceberg/glue_table.h"

namespace tarn::glue {
namespace {

boost::json::object schema_json(const IcebergSchema& in) {
  boost::json::array fields;
  for (const auto& field : in.fields) {
    boost::json::object out{{"id", field.id}, {"name", field.name}, {"required", field.required}, {"type", field.type}};
    if (field.doc) out["doc"] = *field.doc;
    fields.push_back(std::move(out));
  }
  boost::json::object out{{"type", "struct"}, {"fields", std::move(fields)}};
  if (in.identifier_field_ids) out["identifier-field-ids"] = boost::json::array(in.identifier_field_ids->begin(), in.identifier_field_ids->end());
  return out;
}

boost::json::object spec_json(const IcebergPartitionSpec& in) {
  boost::json::array fields;
  for (const auto& field : in.fields) fields.push_back(boost::json::object{{"source-id", field.source_id}, {"transform", field.transform}, {"name", field.name}});
  return {{"fields", std::move(fields)}};
}

boost::json::object order_json(const IcebergSortOrder& in) {
  boost::json::array fields;
  for (const auto& field : in.fields)
    fields.push_back(boost::json::object{{"source-id", field.source_id}, {"transform", field.transform}, {"direction", field.direction}, {"null-order", field.null_order}});
  return {{"fields", std::move(fields)}};
}

// The short form's columns: Hive types, ids from 1 in order. Nested types have no ids there, so they are refused.
Result<boost::json::object> schema_of_columns(const std::vector<catalog::Column>& columns) {
  static const RE2 kSame(R"(boolean|int|float|double|date|timestamp|string|binary|decimal\(\d+,\s*\d+\))");
  boost::json::array fields;
  for (const auto& column : columns) {
    const std::string type = column.type == "bigint" ? "long" : column.type == "smallint" || column.type == "tinyint" ? "int" : column.type;
    if (type != "long" && !RE2::FullMatch(type, kSame)) return errors::invalid_input("The type " + column.type + " of column " + column.name + " has no Iceberg type; give a schema in CreateIcebergTableInput");
    boost::json::object field{{"id", static_cast<int64_t>(fields.size()) + 1}, {"name", column.name}, {"required", false}, {"type", type}};
    if (!column.comment.empty()) field["doc"] = column.comment;
    fields.push_back(std::move(field));
  }
  return boost::json::object{{"type", "struct"}, {"fields", std::move(fields)}};
}

Result<iceberg::NewTable> wanted_table(const CreateIcebergTableInput& in) {
  iceberg::NewTable out;
  out.location = in.location;
  out.schema = schema_json(in.schema);
  if (in.partition_spec) out.partition_spec = spec_json(*in.partition_spec);
  if (in.write_order) out.sort_order = order_json(*in.write_order);
  if (in.properties) out.properties = *in.properties;
  return out;
}

Result<iceberg::NewTable> wanted_table(const catalog::Table& table) {
  iceberg::NewTable out;
  out.location = table.storage.location;
  out.schema = TRY(schema_of_columns(table.storage.columns));
  return out;
}

}  // namespace

Result<CreateTableOutput> create_open_format_table(Glue& glue, const CreateTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  const auto& format = in.open_table_format_input->iceberg_input;
  if (!format) return errors::invalid_input("OpenTableFormatInput must name a format.");
  catalog::Table table;
  if (in.table_input) table = TRY(stored_table(in.database_name, *in.table_input));
  table.database = in.database_name;
  if (!in.table_input) table.name = in.name.value_or("");
  if (table.name.empty()) return errors::invalid_input("The table must have a name.");

  iceberg::NewTable wanted = TRY(format->create_iceberg_table_input ? wanted_table(*format->create_iceberg_table_input) : wanted_table(table));
  while (wanted.location.ends_with('/')) wanted.location.pop_back();
  if (wanted.location.empty()) return errors::invalid_input("The table must have a location.");
  wanted.uuid = glue.random.uuid();
  wanted.properties.emplace("format-version", format->version.value_or(std::to_string(iceberg::kDefaultFormatVersion)));
  const auto metadata = TRY(iceberg::new_metadata(wanted, ctx.now()));
  auto file = TRY(iceberg::stage_metadata(glue.objects, ctx.access, metadata, "", glue.random));
  iceberg::show_metadata(table, metadata, file.location);
  TRY(glue.store.transact([&](kv::Txn& txn) -> Result<void> {
    TRY(catalog::create_table(txn, id, table, ctx.access));
    TRY(objects::publish(txn, glue.objects, file.object));
    return {};
  }));
  file.object.published();
  return CreateTableOutput{};
}

}  // namespace tarn::glue
