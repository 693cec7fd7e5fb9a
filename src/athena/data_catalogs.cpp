#include "athena/data_catalogs.h"

#include <re2/re2.h>

#include "athena/errors.h"
#include "athena/paging.h"
#include "base/encoding.h"
#include "catalog/databases.h"
#include "catalog/tables.h"

namespace tarn::athena {
namespace {

constexpr const char* kShownName = "AwsDataCatalog";

Result<void> must_be_glue(const std::string& name) {
  if (!equals_ignoring_case(name, kShownName)) return errors::metadata("Catalog '" + name + "' does not exist");
  return {};
}

// What Glue answers, in the metadata calls' envelope.
Error as_metadata(const Error& error, const std::string& request_id) {
  if (error.code == "AccessDenied") return error;
  return errors::metadata(error.message + " (Service: AmazonDataCatalog; Status Code: 400; Error Code: " + error.code + "; Request ID: " + request_id + "; Proxy: null)");
}

Database shown(const catalog::Database& database) {
  Database out;
  out.name = database.name;
  if (!database.description.empty()) out.description = database.description;
  if (!database.parameters.empty()) out.parameters = database.parameters;
  return out;
}

std::vector<Column> shown(const std::vector<catalog::Column>& columns) {
  std::vector<Column> out;
  for (auto& column : columns)
    out.push_back({column.name, column.type, column.comment.empty() ? std::nullopt : std::optional(column.comment)});
  return out;
}

TableMetadata shown(const catalog::Table& table) {
  TableMetadata out;
  out.name = table.name;
  out.create_time = table.created_at;
  out.last_access_time = table.last_access_at;
  out.table_type = table.table_type;
  out.columns = shown(table.storage.columns);
  out.partition_keys = shown(table.partition_keys);
  auto& parameters = out.parameters.emplace(table.parameters);
  auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) parameters[name] = value;
  };
  add("inputformat", table.storage.input_format);
  add("outputformat", table.storage.output_format);
  add("location", table.storage.location);
  add("serde.serialization.lib", table.storage.serde_library);
  for (auto& [name, value] : table.storage.serde_parameters) parameters["serde.param." + name] = value;
  return out;
}

// Hive's name patterns: '*' is any text, '|' separates alternatives.
std::string regex_of(const std::string& pattern) {
  std::string out;
  for (char c : pattern) out += c == '*' ? std::string(".*") : std::string(1, c);
  return "(?i)(?:" + out + ")";
}

catalog::PageRequest page_request(const std::optional<std::string>& token, const std::optional<int32_t>& max) {
  catalog::PageRequest page;
  if (token) page.after = from_base64(*token).value_or("");
  page.limit = max.value_or(0) > 0 ? static_cast<size_t>(*max) : kListPage;
  return page;
}

}  // namespace

Result<GetDataCatalogOutput> get_data_catalog(State&, const GetDataCatalogInput& in, const aws::RequestContext& ctx) {
  if (!equals_ignoring_case(in.name, kShownName)) return errors::data_catalog_not_found(in.name);
  DataCatalog catalog;
  catalog.name = kShownName;
  catalog.type = "GLUE";
  catalog.parameters = std::map<std::string, std::string>{{"catalog-id", ctx.account_id()}};
  return GetDataCatalogOutput{.data_catalog = std::move(catalog)};
}

Result<ListDataCatalogsOutput> list_data_catalogs(State&, const ListDataCatalogsInput&, const aws::RequestContext&) {
  ListDataCatalogsOutput out;
  out.data_catalogs_summary.emplace().push_back({.catalog_name = kShownName, .type = "GLUE"});
  return out;
}

Result<GetDatabaseOutput> get_database(State& state, const GetDatabaseInput& in, const aws::RequestContext& ctx) {
  TRY(must_be_glue(in.catalog_name));
  auto found = catalog::get_database(*state.store.snapshot(), catalog::CatalogId::of(ctx.access), in.database_name, ctx.access);
  if (!found.ok()) return as_metadata(found.error(), ctx.request_id);
  return GetDatabaseOutput{.database = shown(*found)};
}

Result<ListDatabasesOutput> list_databases(State& state, const ListDatabasesInput& in, const aws::RequestContext& ctx) {
  TRY(must_be_glue(in.catalog_name));
  auto page = TRY(catalog::list_databases(*state.store.snapshot(), catalog::CatalogId::of(ctx.access), page_request(in.next_token, in.max_results), ctx.access));
  ListDatabasesOutput out;
  out.database_list.emplace();
  for (auto& database : page.items) out.database_list->push_back(shown(database));
  if (page.next) out.next_token = to_base64(*page.next);
  return out;
}

Result<GetTableMetadataOutput> get_table_metadata(State& state, const GetTableMetadataInput& in, const aws::RequestContext& ctx) {
  TRY(must_be_glue(in.catalog_name));
  auto found = catalog::get_table(*state.store.snapshot(), catalog::CatalogId::of(ctx.access), in.database_name, in.table_name, ctx.access);
  if (!found.ok()) return as_metadata(found.error(), ctx.request_id);
  return GetTableMetadataOutput{.table_metadata = shown(*found)};
}

Result<ListTableMetadataOutput> list_table_metadata(State& state, const ListTableMetadataInput& in, const aws::RequestContext& ctx) {
  TRY(must_be_glue(in.catalog_name));
  std::function<bool(std::string_view)> wanted;
  if (in.expression && !in.expression->empty()) {
    RE2::Options options;
    options.set_log_errors(false);
    auto pattern = std::make_shared<RE2>(regex_of(*in.expression), options);
    if (!pattern->ok()) return errors::metadata("Invalid expression: " + *in.expression);
    wanted = [pattern](std::string_view name) { return RE2::FullMatch(re2::StringPiece(name.data(), name.size()), *pattern); };
  }
  auto page = catalog::list_tables(*state.store.snapshot(), catalog::CatalogId::of(ctx.access), in.database_name, page_request(in.next_token, in.max_results),
                                   ctx.access, wanted);
  if (!page.ok()) return as_metadata(page.error(), ctx.request_id);
  ListTableMetadataOutput out;
  out.table_metadata_list.emplace();
  for (auto& table : page->items) out.table_metadata_list->push_back(shown(table));
  if (page->next) out.next_token = to_base64(*page->next);
  return out;
}

}  // namespace tarn::athena
