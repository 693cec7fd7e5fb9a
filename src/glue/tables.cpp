#include "glue/tables.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "catalog/partition_index.h"
#include "catalog/tables.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/iceberg/open_table_format.h"
#include "glue/links.h"
#include "glue/page_token.h"
#include "glue/schema_columns.h"
#include "glue/table_shapes.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;
constexpr int kNamePrefixBytes = 64;  // of an expression that narrow the range of names

// The optimistic lock: "3", or nothing.
Result<std::optional<uint64_t>> expected_version(const std::optional<std::string>& text) {
  if (!text) return std::optional<uint64_t>();
  if (text->empty() || text->size() > 18 || text->find_first_not_of("0123456789") != text->npos) return errors::stale_version();
  return std::optional<uint64_t>(std::stoull(*text));
}

// A listing that asks for names only, or names and types.
Table narrowed(Table table, const std::optional<std::vector<std::string>>& attributes) {
  if (!attributes || std::find(attributes->begin(), attributes->end(), "NAME") == attributes->end()) return table;
  const bool with_type = std::find(attributes->begin(), attributes->end(), "TABLE_TYPE") != attributes->end();
  Table out;
  out.name = table.name;
  out.database_name = table.database_name;
  out.catalog_id = table.catalog_id;
  if (with_type) out.table_type = table.table_type;
  return out;
}

// With the columns of a schema that the input refers to.
Result<catalog::Table> complete_table(Glue& glue, kv::Reader& reader, const std::string& database, const TableInput& in, const aws::RequestContext& ctx) {
  if (!in.storage_descriptor || !in.storage_descriptor->schema_reference) return stored_table(database, in);
  TableInput completed = in;
  TRY(resolve_schema_reference(glue, reader, completed, ctx));
  return stored_table(database, completed);
}

// A link goes, its target stays.
Result<void> remove_table(Glue& glue, kv::Txn& txn, const NamedCatalog& named, const std::string& database, const std::string& name, const char* action,
                          const aws::RequestContext& ctx) {
  const auto place = TRY(place_of(glue, txn, named, database, name, action, ctx));
  TRY(catalog::delete_table(txn, place.catalog, place.database, name, ctx.access));
  return {};
}

}  // namespace

Result<CreateTableOutput> create_table(Glue& glue, const CreateTableInput& in, const aws::RequestContext& ctx) {
  if (in.open_table_format_input) return create_open_format_table(glue, in, ctx);
  if (!in.table_input) return errors::invalid_input("TableInput must be given.");
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateTableOutput> {
    auto table = TRY(complete_table(glue, txn, in.database_name, *in.table_input, ctx));
    const auto place = TRY(place_of(glue, txn, in.catalog_id, in.database_name, table.name, "CreateTable", ctx));
    table.catalog = place.catalog;
    table.database = place.database;
    TRY(refuse_chain(glue, txn, table, ctx));
    const auto created = TRY(catalog::create_table(txn, place.catalog, table, ctx.access));
    if (in.partition_indexes)
      for (const PartitionIndex& index : *in.partition_indexes) TRY(catalog::create_partition_index(txn, created, index.index_name, index.keys));
    return CreateTableOutput{};
  });
}

Result<GetTableOutput> get_table(Glue& glue, const GetTableInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  GetTableOutput out;
  out.table = shown_with_target(glue, *reader, TRY(named_table(glue, *reader, in.catalog_id, in.database_name, in.name, "GetTable", ctx)), ctx);
  return out;
}

Result<GetTablesOutput> get_tables(Glue& glue, const GetTablesInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto place = TRY(place_of(glue, *reader, in.catalog_id, in.database_name, "", "GetTables", ctx));
  const std::string expression = in.expression.value_or("");
  const RE2 pattern(to_lower(expression), RE2::Quiet);
  if (!pattern.ok()) return errors::invalid_input("Invalid expression: " + expression);
  const PageToken token({"GetTables", catalog::catalog_id_text(place.catalog), place.catalog.region, place.database, expression});
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto wanted = [&](std::string_view name) {
    if (!expression.empty() && !RE2::FullMatch(re2::StringPiece(name.data(), name.size()), pattern)) return false;
    // Those that the caller may not see are left out.
    return glue.iam.authorizer().allowed(ctx.access, {"glue:GetTables", catalog::table_arn(place.catalog, place.database, name), {}});
  };
  catalog::PageRequest request{.after = TRY(token.decode(in.next_token)), .limit = limit};
  if (!expression.empty() && !pattern.PossibleMatchRange(&request.from, &request.through, kNamePrefixBytes)) request.from = request.through = "";
  auto page = TRY(catalog::list_tables(*reader, place.catalog, place.database, request, ctx.access, wanted));
  GetTablesOutput out;
  out.table_list.emplace();
  for (const catalog::Table& table : page.items) out.table_list->push_back(narrowed(shown_with_target(glue, *reader, table, ctx), in.attributes_to_get));
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

Result<UpdateTableOutput> update_table(Glue& glue, const UpdateTableInput& in, const aws::RequestContext& ctx) {
  if (in.update_open_table_format_input) return errors::not_supported("UpdateOpenTableFormatInput");
  if (in.view_update_action) return errors::not_supported("ViewUpdateAction");
  if (!in.table_input) return errors::invalid_input("TableInput must be given.");
  const catalog::UpdateOptions options{.expected_version = TRY(expected_version(in.version_id)), .skip_archive = in.skip_archive.value_or(false)};
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateTableOutput> {
    auto table = TRY(complete_table(glue, txn, in.database_name, *in.table_input, ctx));
    const auto place = TRY(place_of(glue, txn, in.catalog_id, in.database_name, table.name, "UpdateTable", ctx));
    table.catalog = place.catalog;
    table.database = place.database;
    TRY(refuse_chain(glue, txn, table, ctx));
    TRY(catalog::update_table(txn, place.catalog, table, options, ctx.access));
    return UpdateTableOutput{};
  });
}

Result<DeleteTableOutput> delete_table(Glue& glue, const DeleteTableInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteTableOutput> {
    TRY(remove_table(glue, txn, in.catalog_id, in.database_name, in.name, "DeleteTable", ctx));
    return DeleteTableOutput{};
  });
}

Result<BatchDeleteTableOutput> batch_delete_table(Glue& glue, const BatchDeleteTableInput& in, const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(in.catalog_id, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<BatchDeleteTableOutput> {
    TRY(catalog::get_database(txn, id, in.database_name, ctx.access));
    BatchDeleteTableOutput out;
    out.errors.emplace();
    for (const std::string& name : in.tables_to_delete) {
      auto deleted = remove_table(glue, txn, in.catalog_id, in.database_name, name, "BatchDeleteTable", ctx);
      if (!deleted.ok()) out.errors->push_back({.table_name = name, .error_detail = errors::as_detail(deleted.error())});
    }
    return out;
  });
}

aws::AccessChecks may_create_table(const CreateTableInput& in, const aws::RequestContext& ctx) {
  return table_checks("CreateTable", ctx, in.database_name, in.table_input ? in.table_input->name : in.name.value_or(""), in.catalog_id);
}
aws::AccessChecks may_get_table(const GetTableInput& in, const aws::RequestContext& ctx) { return table_checks("GetTable", ctx, in.database_name, in.name, in.catalog_id); }
aws::AccessChecks may_get_tables(const GetTablesInput& in, const aws::RequestContext& ctx) { return database_checks("GetTables", ctx, in.database_name, in.catalog_id); }
aws::AccessChecks may_update_table(const UpdateTableInput& in, const aws::RequestContext& ctx) {
  return table_checks("UpdateTable", ctx, in.database_name, in.table_input ? in.table_input->name : in.name.value_or(""), in.catalog_id);
}
aws::AccessChecks may_delete_table(const DeleteTableInput& in, const aws::RequestContext& ctx) { return table_checks("DeleteTable", ctx, in.database_name, in.name, in.catalog_id); }

aws::AccessChecks may_batch_delete_table(const BatchDeleteTableInput& in, const aws::RequestContext& ctx) {
  auto checks = database_checks("BatchDeleteTable", ctx, in.database_name, in.catalog_id);
  for (const std::string& name : in.tables_to_delete) checks.push_back(table_checks("BatchDeleteTable", ctx, in.database_name, name, in.catalog_id).back());
  return checks;
}

}  // namespace tarn::glue
