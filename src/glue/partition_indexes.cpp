#include "glue/partition_indexes.h"

#include "catalog/partition_index.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/links.h"

namespace tarn::glue {
namespace {

PartitionIndexDescriptor shown(const catalog::Table& table, const catalog::PartitionIndex& index) {
  PartitionIndexDescriptor out;
  out.index_name = index.name;
  out.index_status = index_state_name(index.state);
  for (size_t key : index.keys)
    if (key < table.partition_keys.size()) out.keys.push_back({.name = table.partition_keys[key].name, .type = table.partition_keys[key].type});
  if (index.errors.empty()) return out;
  std::map<std::string, BackfillError> by_code;
  for (const catalog::BackfillError& error : index.errors) {
    BackfillError& entry = by_code[error.code];
    entry.code = error.code;
    if (!entry.partitions) entry.partitions.emplace();
    entry.partitions->push_back({.values = error.partition});
  }
  out.backfill_errors.emplace();
  for (auto& [code, entry] : by_code) out.backfill_errors->push_back(std::move(entry));
  return out;
}

}  // namespace

Result<CreatePartitionIndexOutput> create_partition_index(Glue& glue, const CreatePartitionIndexInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreatePartitionIndexOutput> {
    const auto table = TRY(table_behind(glue, txn, in.catalog_id, in.database_name, in.table_name, "CreatePartitionIndex", ctx));
    TRY(catalog::create_partition_index(txn, table, in.partition_index.index_name, in.partition_index.keys));
    return CreatePartitionIndexOutput{};
  });
}

Result<GetPartitionIndexesOutput> get_partition_indexes(Glue& glue, const GetPartitionIndexesInput& in, const aws::RequestContext& ctx) {
  if (in.next_token && !in.next_token->empty()) return errors::foreign_token();  // a table has no second page of them
  auto reader = glue.store.snapshot();
  const auto table = TRY(table_behind(glue, *reader, in.catalog_id, in.database_name, in.table_name, "GetPartitionIndexes", ctx));
  GetPartitionIndexesOutput out;
  out.partition_index_descriptor_list.emplace();
  const auto indexes = TRY(catalog::partition_indexes(*reader, table));
  for (const catalog::PartitionIndex& index : indexes) out.partition_index_descriptor_list->push_back(shown(table, index));
  return out;
}

Result<DeletePartitionIndexOutput> delete_partition_index(Glue& glue, const DeletePartitionIndexInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeletePartitionIndexOutput> {
    const auto table = TRY(table_behind(glue, txn, in.catalog_id, in.database_name, in.table_name, "DeletePartitionIndex", ctx));
    TRY(catalog::delete_partition_index(txn, table, in.index_name));
    return DeletePartitionIndexOutput{};
  });
}

aws::AccessChecks may_create_partition_index(const CreatePartitionIndexInput& in, const aws::RequestContext& ctx) {
  return table_checks("CreatePartitionIndex", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_get_partition_indexes(const GetPartitionIndexesInput& in, const aws::RequestContext& ctx) {
  return table_checks("GetPartitionIndexes", ctx, in.database_name, in.table_name, in.catalog_id);
}
aws::AccessChecks may_delete_partition_index(const DeletePartitionIndexInput& in, const aws::RequestContext& ctx) {
  return table_checks("DeletePartitionIndex", ctx, in.database_name, in.table_name, in.catalog_id);
}

}  // namespace tarn::glue
