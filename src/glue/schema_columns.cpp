#include "glue/schema_columns.h"

#include <boost/json/parse.hpp>

#include "base/encoding.h"
#include "glue/crawler/avro_schema.h"
#include "glue/errors.h"
#include "glue/schema_names.h"

namespace tarn::glue {
namespace {

namespace json = boost::json;
using sql::TypeKind;

constexpr int kMaxDepth = 32;

std::string type_name(const json::object& schema) {
  const auto* type = schema.if_contains("type");
  if (!type) return schema.contains("properties") ? "object" : "string";
  if (type->is_string()) return std::string(std::string_view(type->get_string()));
  // ["null", "integer"]: what it is when it is not null.
  for (const json::value& one : *type->if_array())
    if (one.is_string() && one.get_string() != "null") return std::string(std::string_view(one.get_string()));
  return "string";
}

// The column type of a JSON Schema; what is not plain is a string.
sql::Type column_type(const json::value& schema, int depth = 0) {
  const auto* object = schema.if_object();
  if (!object || depth > kMaxDepth) return sql::varchar();
  const std::string type = type_name(*object);
  if (type == "boolean") return sql::simple(TypeKind::boolean);
  if (type == "integer") return sql::simple(TypeKind::bigint);
  if (type == "number") return sql::simple(TypeKind::double_);
  if (type == "array") {
    const auto* items = object->if_contains("items");
    return sql::array_of(items ? column_type(*items, depth + 1) : sql::varchar());
  }
  const auto* properties = object->if_contains("properties");
  if (type != "object" || !properties || !properties->is_object() || properties->get_object().empty()) return sql::varchar();
  sql::Type row = sql::simple(TypeKind::row);
  for (const auto& property : properties->get_object()) {
    row.field_names.push_back(to_lower(property.key()));
    row.children.push_back(column_type(property.value(), depth + 1));
  }
  return row;
}

std::optional<crawler::Schema> json_columns(const std::string& definition) {
  boost::system::error_code failed;
  const auto document = json::parse(definition, failed);
  const sql::Type type = failed ? sql::varchar() : column_type(document);
  if (!type.is(TypeKind::row)) return std::nullopt;
  crawler::Schema out;
  for (size_t i = 0; i < type.children.size(); ++i) out.push_back({type.field_names[i], type.children[i]});
  return out;
}

}  // namespace

Result<void> resolve_schema_reference(Glue& glue, kv::Reader& reader, TableInput& table, const aws::RequestContext& ctx) {
  if (!table.storage_descriptor || !table.storage_descriptor->schema_reference) return {};
  auto& descriptor = *table.storage_descriptor;
  const SchemaReference& reference = *descriptor.schema_reference;
  if (descriptor.columns && !descriptor.columns->empty()) return errors::invalid_input("Columns and SchemaReference exclude each other.");
  std::optional<SchemaVersionNumber> number;
  if (reference.schema_version_number) number.emplace().version_number = *reference.schema_version_number;
  const VersionName name{reference.schema_id, reference.schema_version_id, number};
  for (const aws::AccessCheck& check : TRY(version_checks(glue, "GetSchemaVersion", name, ctx))) TRY(glue.iam.authorizer().authorize(ctx.access, check));
  const auto version = TRY(require_version(reader, name, ctx));
  const auto schema = TRY(require_schema(reader, {version.registry, version.schema}, ctx));
  const auto columns = schema.format == "AVRO" ? crawler::avro_columns(version.definition) : json_columns(version.definition);
  if (!columns) return errors::invalid_input("The schema " + schema.name + " describes no columns.");
  descriptor.columns.emplace();
  for (const crawler::FoundColumn& column : *columns) {
    Column& out = descriptor.columns->emplace_back();
    out.name = column.name;
    out.type = crawler::hive_type_text(column.type);
  }
  return {};
}

}  // namespace tarn::glue
