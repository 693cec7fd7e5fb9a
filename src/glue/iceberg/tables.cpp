#include "glue/iceberg/tables.h"

#include <boost/json/object.hpp>

#include "base/encoding.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/iceberg/names.h"
#include "glue/iceberg/paging.h"
#include "glue/iceberg/vending.h"
#include "iceberg/files.h"
#include "iceberg/glue_table.h"

namespace tarn::glue_iceberg {
namespace {

Error table_exists_error(const TableName& name) { return {"AlreadyExistsException", "Table already exists: " + name.database + "." + name.table, 409, {}}; }

// The reply that CreateTable, RegisterTable and LoadTable share.
template <class Output>
Output shown(Glue& glue, const catalog::Table& table, iceberg::TableMetadata metadata, const std::string& location, bool with_credentials, const aws::RequestContext& ctx) {
  Output out;
  if (!location.empty()) out.metadata_location = location;
  out.metadata = std::move(metadata.json());
  out.config.emplace();
  if (with_credentials) {
    *out.config = storage_endpoint(ctx);
    auto keys = vended_credentials(glue, table, ctx);
    boost::json::object config;
    for (const auto& [name, value] : keys) config[name] = value;
    if (!keys.empty()) out.storage_credentials = std::vector<boost::json::value>{boost::json::object{{"prefix", table.storage.location}, {"config", std::move(config)}}};
    out.config->merge(keys);
  }
  return out;
}

std::string default_location(const catalog::Database& database, const std::string& table) {
  std::string out = database.location_uri;
  while (out.ends_with('/')) out.pop_back();
  return out.empty() ? out : out + "/" + table;
}

Result<iceberg::TableMetadata> wanted_metadata(Glue& glue, const CreateTableInput& in, const catalog::Database& database, const TableName& name, TimePoint now) {
  iceberg::NewTable wanted;
  wanted.uuid = glue.random.uuid();
  wanted.location = in.location.value_or(default_location(database, name.table));
  while (wanted.location.ends_with('/')) wanted.location.pop_back();
  if (wanted.location.empty()) return glue::errors::invalid_input("The table needs a location: neither the request nor the namespace has one");
  if (!in.schema.is_object()) return glue::errors::invalid_input("Cannot parse schema: not an object");
  wanted.schema = in.schema.get_object();
  if (in.partition_spec && in.partition_spec->is_object()) wanted.partition_spec = in.partition_spec->get_object();
  if (in.write_order && in.write_order->is_object()) wanted.sort_order = in.write_order->get_object();
  wanted.properties = in.properties.value_or(std::map<std::string, std::string>());
  return iceberg::new_metadata(wanted, now);
}

catalog::Table table_for(const TableName& name, const iceberg::TableMetadata& metadata, const std::string& location) {
  catalog::Table table;
  table.database = name.database;
  table.name = name.table;
  iceberg::show_metadata(table, metadata, location);
  return table;
}

// Creates the table, and with it makes the metadata file visible when there is a new one.
Result<catalog::Table> store_table(Glue& glue, const catalog::CatalogId& id, const TableName& name, const catalog::Table& table, iceberg::StagedMetadata* file,
                                   const aws::RequestContext& ctx) {
  auto stored = TRY(glue.store.transact([&](kv::Txn& txn) -> Result<catalog::Table> {
    TRY(get_namespace(txn, id, name.database, ctx.access));
    if (TRY(catalog::find_table(txn, id, name.database, name.table, ctx.access))) return table_exists_error(name);
    if (file) TRY(objects::publish(txn, glue.objects, file->object));
    return TRY(catalog::create_table(txn, id, table, ctx.access));
  }));
  if (file) file->object.published();
  return stored;
}

}  // namespace

Result<ListTablesOutput> list_tables(Glue& glue, const ListTablesInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const std::string database = TRY(database_named(in.namespace_));
  const auto reader = glue.store.snapshot();
  TRY(get_namespace(*reader, id, database, ctx.access));
  const glue::PageToken token({"ListTables", id.account_id, id.region, database});
  auto wanted = [&](std::string_view name) { return glue.iam.authorizer().allowed(ctx.access, {"glue:GetTables", glue::table_arn(ctx, database, std::string(name)), {}}); };
  auto page = TRY(catalog::list_tables(*reader, id, database, TRY(page_request(token, in.page_token, in.page_size)), ctx.access, wanted));
  ListTablesOutput out;
  for (const auto& table : page.items) out.identifiers.push_back(identifier(database, table.name));
  if (page.next) out.next_page_token = token.encode(*page.next);
  return out;
}

Result<CreateTableOutput> create_table(Glue& glue, const CreateTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const TableName name{TRY(database_named(in.namespace_)), to_lower(in.name)};
  const auto reader = glue.store.snapshot();
  const auto database = TRY(get_namespace(*reader, id, name.database, ctx.access));
  if (TRY(catalog::find_table(*reader, id, name.database, name.table, ctx.access))) return table_exists_error(name);
  auto metadata = TRY(wanted_metadata(glue, in, database, name, ctx.now()));
  const bool with_credentials = wants_credentials(in.access_delegation);
  // A staged table is only described; the commit that follows creates it.
  if (in.stage_create.value_or(false)) {
    const auto table = table_for(name, metadata, "");
    return shown<CreateTableOutput>(glue, table, std::move(metadata), "", with_credentials, ctx);
  }
  auto file = TRY(iceberg::stage_metadata(glue.objects, ctx.access, metadata, "", glue.random));
  const auto table = TRY(store_table(glue, id, name, table_for(name, metadata, file.location), &file, ctx));
  return shown<CreateTableOutput>(glue, table, std::move(metadata), file.location, with_credentials, ctx);
}

Result<RegisterTableOutput> register_table(Glue& glue, const RegisterTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  if (in.overwrite.value_or(false)) return Error{"UnsupportedOperationException", "Registering over a table is not implemented", 406, {}};
  const TableName name{TRY(database_named(in.namespace_)), to_lower(in.name)};
  auto metadata = TRY(iceberg::read_metadata(glue.objects, ctx.access, in.metadata_location));
  const auto table = TRY(store_table(glue, id, name, table_for(name, metadata, in.metadata_location), nullptr, ctx));
  return shown<RegisterTableOutput>(glue, table, std::move(metadata), in.metadata_location, wants_credentials(in.access_delegation), ctx);
}

Result<LoadTableOutput> load_table(Glue& glue, const LoadTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  if (in.snapshots && *in.snapshots != "all" && *in.snapshots != "refs") return glue::errors::invalid_input("Unsupported value of snapshots: " + *in.snapshots);
  const TableName name{TRY(database_named(in.namespace_)), to_lower(in.table)};
  const auto table = TRY(get_iceberg_table(*glue.store.snapshot(), id, name, ctx.access));
  const std::string location = iceberg::metadata_location(table);
  auto metadata = TRY(iceberg::read_metadata(glue.objects, ctx.access, location));
  return shown<LoadTableOutput>(glue, table, std::move(metadata), location, wants_credentials(in.access_delegation), ctx);
}

Result<TableExistsOutput> table_exists(Glue& glue, const TableExistsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  TRY(get_iceberg_table(*glue.store.snapshot(), id, {TRY(database_named(in.namespace_)), to_lower(in.table)}, ctx.access));
  return TableExistsOutput{};
}

Result<DropTableOutput> drop_table(Glue& glue, const DropTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  if (in.purge_requested.value_or(false)) return Error{"UnsupportedOperationException", "Dropping a table with its files (purgeRequested) is not implemented", 406, {}};
  const TableName name{TRY(database_named(in.namespace_)), to_lower(in.table)};
  return glue.store.transact([&](kv::Txn& txn) -> Result<DropTableOutput> {
    TRY(get_iceberg_table(txn, id, name, ctx.access));
    TRY(catalog::delete_table(txn, id, name.database, name.table, ctx.access));
    return DropTableOutput{};
  });
}

Result<LoadCredentialsOutput> load_credentials(Glue& glue, const LoadCredentialsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const auto table = TRY(get_iceberg_table(*glue.store.snapshot(), id, {TRY(database_named(in.namespace_)), to_lower(in.table)}, ctx.access));
  boost::json::object config;
  for (const auto& [name, value] : vended_credentials(glue, table, ctx)) config[name] = value;
  LoadCredentialsOutput out;
  if (!config.empty()) out.storage_credentials.push_back(boost::json::object{{"prefix", table.storage.location}, {"config", std::move(config)}});
  return out;
}

// Reports are taken and not kept: nothing reads them.
Result<ReportMetricsOutput> report_metrics(Glue& glue, const ReportMetricsInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  TRY(get_iceberg_table(*glue.store.snapshot(), id, {TRY(database_named(in.namespace_)), to_lower(in.table)}, ctx.access));
  return ReportMetricsOutput{};
}

Result<RenameTableOutput> rename_table(Glue& glue, const RenameTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const TableName from = TRY(table_named(in.source)), to = TRY(table_named(in.destination));
  return glue.store.transact([&](kv::Txn& txn) -> Result<RenameTableOutput> {
    auto table = TRY(get_iceberg_table(txn, id, from, ctx.access));
    TRY(get_namespace(txn, id, to.database, ctx.access));
    if (TRY(catalog::find_table(txn, id, to.database, to.table, ctx.access))) return table_exists_error(to);
    TRY(catalog::delete_table(txn, id, from.database, from.table, ctx.access));
    table.database = to.database;
    table.name = to.table;
    TRY(catalog::create_table(txn, id, std::move(table), ctx.access));
    return RenameTableOutput{};
  });
}

aws::AccessChecks may_list_tables(const ListTablesInput& in, const aws::RequestContext& ctx) { return glue::database_checks("GetTables", ctx, in.namespace_); }
aws::AccessChecks may_create_table(const CreateTableInput& in, const aws::RequestContext& ctx) { return glue::table_checks("CreateTable", ctx, in.namespace_, in.name); }
aws::AccessChecks may_register_table(const RegisterTableInput& in, const aws::RequestContext& ctx) { return glue::table_checks("CreateTable", ctx, in.namespace_, in.name); }
aws::AccessChecks may_load_table(const LoadTableInput& in, const aws::RequestContext& ctx) { return glue::table_checks("GetTable", ctx, in.namespace_, in.table); }
aws::AccessChecks may_table_exists(const TableExistsInput& in, const aws::RequestContext& ctx) { return glue::table_checks("GetTable", ctx, in.namespace_, in.table); }
aws::AccessChecks may_drop_table(const DropTableInput& in, const aws::RequestContext& ctx) { return glue::table_checks("DeleteTable", ctx, in.namespace_, in.table); }
aws::AccessChecks may_load_credentials(const LoadCredentialsInput& in, const aws::RequestContext& ctx) { return glue::table_checks("GetTable", ctx, in.namespace_, in.table); }
aws::AccessChecks may_report_metrics(const ReportMetricsInput& in, const aws::RequestContext& ctx) { return glue::table_checks("GetTable", ctx, in.namespace_, in.table); }

Result<aws::AccessChecks> may_rename_table(Glue&, const RenameTableInput& in, const aws::RequestContext& ctx) {
  const TableName from = TRY(table_named(in.source)), to = TRY(table_named(in.destination));
  auto checks = glue::table_checks("GetTable", ctx, from.database, from.table);
  for (auto& check : glue::table_checks("DeleteTable", ctx, from.database, from.table)) checks.push_back(std::move(check));
  for (auto& check : glue::table_checks("CreateTable", ctx, to.database, to.table)) checks.push_back(std::move(check));
  return checks;
}

}  // namespace tarn::glue_iceberg
