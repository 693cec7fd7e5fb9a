#include "glue/iceberg/commits.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>

#include "base/encoding.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/iceberg/names.h"
#include "iceberg/errors.h"
#include "iceberg/files.h"
#include "iceberg/glue_table.h"
#include "iceberg/requirements.h"
#include "iceberg/updates.h"

namespace tarn::glue_iceberg {
namespace {

using Changes = std::vector<boost::json::value>;

// Other commits may come between reading a table and changing it; those that do not touch what this one demands are no reason to fail.
constexpr int kMaxAttempts = 10;
constexpr size_t kMaxTablesOfTransaction = 100;  // ours

struct TableChange {
  TableName name;
  Changes requirements, updates;
};

// A change worked out against the table as it was read, its metadata file durable but not visible.
struct PreparedChange {
  const TableChange* change;
  std::string base_location;  // empty: the table is to be created
  catalog::Table table;
  iceberg::TableMetadata metadata;
  iceberg::StagedMetadata file;
};

struct Base {
  std::string location;
  std::optional<catalog::Table> table;
  std::optional<iceberg::TableMetadata> metadata;
};

Result<Base> read_base(Glue& glue, const catalog::CatalogId& id, const TableChange& change, const aws::RequestContext& ctx) {
  const auto reader = glue.store.snapshot();
  TRY(get_namespace(*reader, id, change.name.database, ctx.access));
  auto known = TRY(catalog::find_table(*reader, id, change.name.database, change.name.table, ctx.access));
  if (!known && iceberg::asserts_create(change.requirements)) return Base{};
  if (known && iceberg::asserts_create(change.requirements)) return iceberg::errors::commit_failed("Requirement failed: table already exists");
  Base base;
  base.table = TRY(get_iceberg_table(*reader, id, change.name, ctx.access));
  base.location = iceberg::metadata_location(*base.table);
  base.metadata = TRY(iceberg::read_metadata(glue.objects, ctx.access, base.location));
  return base;
}

Result<PreparedChange> prepare(Glue& glue, const catalog::CatalogId& id, const TableChange& change, const aws::RequestContext& ctx) {
  Base base = TRY(read_base(glue, id, change, ctx));
  for (const auto& requirement : change.requirements) TRY(iceberg::check_requirement(base.metadata ? &*base.metadata : nullptr, requirement));
  iceberg::TableMetadata metadata = base.metadata ? *base.metadata : iceberg::TableMetadata::blank();
  TRY(iceberg::apply_updates(metadata, change.updates, ctx.now()));
  if (base.metadata) {
    iceberg::follow(metadata, base.location, base.metadata->number("last-updated-ms"), ctx.now());
  } else {
    metadata.json()["last-updated-ms"] = std::max(iceberg::milliseconds(ctx.now()), metadata.number("last-updated-ms"));
  }
  auto file = TRY(iceberg::stage_metadata(glue.objects, ctx.access, metadata, base.location, glue.random));
  catalog::Table table = base.table ? std::move(*base.table) : catalog::Table{};
  table.database = change.name.database;
  table.name = change.name.table;
  iceberg::show_metadata(table, metadata, file.location);
  return PreparedChange{&change, base.location, std::move(table), std::move(metadata), std::move(file)};
}

// Within the transaction: false when the table is no longer as it was read.
Result<bool> is_current(kv::Txn& txn, const catalog::CatalogId& id, const PreparedChange& prepared, const aws::RequestContext& ctx) {
  auto known = TRY(catalog::find_table(txn, id, prepared.change->name.database, prepared.change->name.table, ctx.access));
  if (prepared.base_location.empty()) return !known.has_value();
  return known && known->id == prepared.table.id && known->version == prepared.table.version;
}

// Every table or none; false: somebody was faster, and nothing has changed.
Result<bool> swap_all(Glue& glue, const catalog::CatalogId& id, std::vector<PreparedChange>& all, const aws::RequestContext& ctx) {
  const bool swapped = TRY(glue.store.transact([&](kv::Txn& txn) -> Result<bool> {
    for (const auto& prepared : all)
      if (!TRY(is_current(txn, id, prepared, ctx))) return false;
    for (const auto& prepared : all) {
      TRY(objects::publish(txn, glue.objects, prepared.file.object));
      if (prepared.base_location.empty()) {
        TRY(catalog::create_table(txn, id, prepared.table, ctx.access));
      } else {
        TRY(catalog::update_table(txn, id, prepared.table, {.expected_version = prepared.table.version, .skip_archive = true}, ctx.access));
      }
    }
    return true;
  }));
  if (swapped)
    for (auto& prepared : all) prepared.file.object.published();
  return swapped;
}

Result<std::vector<PreparedChange>> commit(Glue& glue, const catalog::CatalogId& id, const std::vector<TableChange>& changes, const aws::RequestContext& ctx) {
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    std::vector<PreparedChange> all;
    for (const auto& change : changes) all.push_back(TRY(prepare(glue, id, change, ctx)));
    if (TRY(swap_all(glue, id, all, ctx))) return all;
  }
  return iceberg::errors::commit_failed("Cannot commit: the table changes too often");
}

Result<Changes> listed(const boost::json::object& in, std::string_view name) {
  const auto* found = TRY(iceberg::get_array(in, name));
  return Changes(found->begin(), found->end());
}

Result<std::vector<TableChange>> table_changes(const CommitTransactionInput& in) {
  if (in.table_changes.empty() || in.table_changes.size() > kMaxTablesOfTransaction) return glue::errors::invalid_input("Invalid number of table changes");
  std::vector<TableChange> out;
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& item : in.table_changes) {
    if (!item.is_object()) return glue::errors::invalid_input("Cannot parse a table change: not an object");
    const auto& change = item.get_object();
    const boost::json::value identifier = *TRY(iceberg::get_object(change, "identifier"));
    const TableName name = TRY(table_named(identifier));
    if (!seen.emplace(name.database, name.table).second) return glue::errors::invalid_input("A table stands twice in the transaction: " + name.database + "." + name.table);
    out.push_back({name, TRY(listed(change, "requirements")), TRY(listed(change, "updates"))});
  }
  return out;
}

aws::AccessChecks change_checks(const TableName& name, const Changes& requirements, const aws::RequestContext& ctx) {
  return glue::table_checks(iceberg::asserts_create(requirements) ? "CreateTable" : "UpdateTable", ctx, name.database, name.table);
}

}  // namespace

Result<UpdateTableOutput> update_table(Glue& glue, const UpdateTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  const std::vector<TableChange> change{{{TRY(database_named(in.namespace_)), to_lower(in.table)}, in.requirements, in.updates}};
  auto done = TRY(commit(glue, id, change, ctx));
  return UpdateTableOutput{.metadata_location = done[0].file.location, .metadata = std::move(done[0].metadata.json())};
}

Result<CommitTransactionOutput> commit_transaction(Glue& glue, const CommitTransactionInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_named(in.catalog, ctx));
  TRY(commit(glue, id, TRY(table_changes(in)), ctx));
  return CommitTransactionOutput{};
}

aws::AccessChecks may_update_table(const UpdateTableInput& in, const aws::RequestContext& ctx) {
  return change_checks({in.namespace_, in.table}, in.requirements, ctx);
}

Result<aws::AccessChecks> may_commit_transaction(Glue&, const CommitTransactionInput& in, const aws::RequestContext& ctx) {
  aws::AccessChecks out;
  for (const auto& change : TRY(table_changes(in)))
    for (auto& check : change_checks(change.name, change.requirements, ctx)) out.push_back(std::move(check));
  return out;
}

}  // namespace tarn::glue_iceberg
