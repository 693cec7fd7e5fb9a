#include "glue/table_versions.h"

#include "catalog/tables.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/links.h"
#include "glue/page_token.h"
#include "glue/table_shapes.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 100;

Result<uint64_t> read_version(const std::string& text) {
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != text.npos) return errors::version_not_found();
  return std::stoull(text);
}

TableVersion shown(const catalog::Table& table) {
  TableVersion out;
  out.table = shown_table(table);
  out.version_id = std::to_string(table.version);
  return out;
}

Result<void> remove_version(kv::Txn& txn, const catalog::Table& table, const std::string& version) {
  return catalog::delete_table_version(txn, table, TRY(read_version(version)));
}

}  // namespace

Result<GetTableVersionOutput> get_table_version(Glue& glue, const GetTableVersionInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto table = TRY(named_table(glue, *reader, in.catalog_id, in.database_name, in.table_name, "GetTableVersion", ctx));
  const uint64_t version = in.version_id ? TRY(read_version(*in.version_id)) : table.version;
  auto found = TRY(catalog::find_table_version(*reader, table, version));
  if (!found) return errors::version_not_found();
  GetTableVersionOutput out;
  out.table_version = shown(*found);
  return out;
}

Result<GetTableVersionsOutput> get_table_versions(Glue& glue, const GetTableVersionsInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto table = TRY(named_table(glue, *reader, in.catalog_id, in.database_name, in.table_name, "GetTableVersions", ctx));
  const PageToken token({"GetTableVersions", std::to_string(table.id)});
  const size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto page = TRY(catalog::list_table_versions(*reader, table, {.after = TRY(token.decode(in.next_token)), .limit = limit}));
  GetTableVersionsOutput out;
  out.table_versions.emplace();
  for (const catalog::Table& version : page.items) out.table_versions->push_back(shown(version));
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

Result<DeleteTableVersionOutput> delete_table_version(Glue& glue, const DeleteTableVersionInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteTableVersionOutput> {
    const auto table = TRY(named_table(glue, txn, in.catalog_id, in.database_name, in.table_name, "DeleteTableVersion", ctx));
    TRY(remove_version(txn, table, in.version_id));
    return DeleteTableVersionOutput{};
  });
}

Result<BatchDeleteTableVersionOutput> batch_delete_table_version(Glue& glue, const BatchDeleteTableVersionInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<BatchDeleteTableVersionOutput> {
    const auto table = TRY(named_table(glue, txn, in.catalog_id, in.database_name, in.table_name, "BatchDeleteTableVersion", ctx));
    BatchDeleteTableVersionOutput out;
    out.errors.emplace();
    for (const std::string& version : in.version_ids) {
      auto removed = remove_version(txn, table, version);
      if (!removed.ok()) out.errors->push_back({.table_name = table.name, .version_id = version, .error_detail = errors::as_detail(removed.error())});
    }
    return out;
  });
}

aws::AccessChecks may_get_table_version(const GetTableVersionInput& in, const aws::RequestContext& ctx) {
  return table_checks("GetTableVersion", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_get_table_versions(const GetTableVersionsInput& in, const aws::RequestContext& ctx) {
  return table_checks("GetTableVersions", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_delete_table_version(const DeleteTableVersionInput& in, const aws::RequestContext& ctx) {
  return table_checks("DeleteTableVersion", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_batch_delete_table_version(const BatchDeleteTableVersionInput& in, const aws::RequestContext& ctx) {
  return table_checks("BatchDeleteTableVersion", ctx, in.database_name, in.table_name, in.catalog_id);
}

}  // namespace tarn::glue
