#include "redshift/catalog_lake.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "catalog/links.h"
#include "lake/object_files.h"
#include "redshift/errors.h"

namespace tarn::redshift {
namespace {

catalog::CatalogId catalog_of(const aws::AccessContext& who) { return {who.account_id(), who.region}; }

std::string as_json(const catalog::Parameters& parameters) {
  boost::json::object document;
  for (const auto& [name, value] : parameters) document[name] = value;
  return boost::json::serialize(document);
}

ExternalTable described(const catalog::Table& table) {
  ExternalTable external;
  external.name = table.name;
  external.location = table.storage.location;
  external.input_format = table.storage.input_format;
  external.output_format = table.storage.output_format;
  external.serialization_library = table.storage.serde_library;
  external.serde_parameters = as_json(table.storage.serde_parameters);
  external.parameters = as_json(table.parameters);
  for (const catalog::Column& column : table.storage.columns) external.columns.push_back({column.name, column.type, false});
  for (const catalog::Column& column : table.partition_keys) external.columns.push_back({column.name, column.type, true});
  return external;
}

// Names every string of the lake varchar(65535): Redshift has no varchar without a length.
void bound_lengths(std::vector<sql::RelationColumn>& columns) {
  for (sql::RelationColumn& column : columns)
    if (column.type.is(sql::TypeKind::varchar) && column.type.precision == 0) column.type.precision = 65'535;
}

// The service's own words for what the caller may not do, as the warehouse shows them.
Error as_spectrum(Error error) { return errors::make("XX000", "Spectrum error: " + error.message); }

}  // namespace

std::unique_ptr<engine::LakeFiles> CatalogLake::files(const aws::AccessContext& who) { return std::make_unique<lake::ObjectFiles>(objects_, who); }

Result<std::optional<LakeTable>> CatalogLake::find_table(const aws::AccessContext& who, const std::string& database, const std::string& table) {
  auto found = lake::find_table(tables_, who, database, table);
  if (!found.ok()) return as_spectrum(found.error());
  if (!*found) return std::optional<LakeTable>();
  auto pinned = lake::pin_table(tables_, who, **found, "lake:" + database + "." + table, "awsdatacatalog");
  if (!pinned.ok()) return as_spectrum(pinned.error());
  bound_lengths(pinned->relation.columns);
  return std::optional<LakeTable>(LakeTable{std::move(pinned->relation), std::move(pinned->pinned)});
}

Result<std::vector<ExternalTable>> CatalogLake::list_tables(const aws::AccessContext& who, const std::string& database) {
  std::vector<ExternalTable> tables;
  auto reader = tables_.store.snapshot();
  const std::string action = "glue:GetTables";
  const auto place = TRY(catalog::follow_database({*reader, tables_.authorizer, who, action}, catalog_of(who), database, ""));
  catalog::PageRequest request;
  for (;;) {
    auto page = TRY(catalog::list_tables(*reader, place.catalog, place.database, request, who));
    for (const catalog::Table& table : page.items) tables.push_back(described(table));
    if (!page.next) return tables;
    request.after = *page.next;
  }
}

Result<bool> CatalogLake::database_exists(const aws::AccessContext& who, const std::string& database) {
  auto reader = tables_.store.snapshot();
  return TRY(catalog::find_database(*reader, catalog_of(who), database, who)).has_value();
}

Result<void> CatalogLake::create_database(const aws::AccessContext& who, const std::string& database) {
  return tables_.store.transact([&](kv::Txn& txn) -> Result<void> {
    if (TRY(catalog::find_database(txn, catalog_of(who), database, who))) return {};
    const std::string arn = "arn:aws:glue:" + who.region + ":" + who.account_id() + ":database/" + database;
    TRY(tables_.authorizer.authorize(who, {"glue:CreateDatabase", arn, {}}));
    catalog::Database record;
    record.name = database;
    return catalog::create_database(txn, catalog_of(who), std::move(record), who);
  });
}

}  // namespace tarn::redshift
