#include "glue/partitions.h"

#include "catalog/catalog_names.h"
#include "catalog/partitions.h"
#include "glue/catalog_access.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "glue/links.h"
#include "glue/page_token.h"
#include "glue/partition_page.h"
#include "glue/table_shapes.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 1000;
constexpr size_t kMaxReplyBytes = 6 * 1024 * 1024;  // the service's own bound on a page of partitions

// Every operation here names its table the same way; partitions are those of the table behind a link.
template <class Input>
Result<catalog::Table> table_of(Glue& glue, kv::Reader& reader, const Input& in, const char* action, const aws::RequestContext& ctx) {
  return table_behind(glue, reader, in.catalog_id, in.database_name, in.table_name, action, ctx);
}

template <class Input>
aws::AccessChecks checks_of(const char* action, const Input& in, const aws::RequestContext& ctx) {
  return table_checks(action, ctx, in.database_name, in.table_name, in.catalog_id);
}

Result<void> check_segment(const std::optional<Segment>& segment) {
  if (segment && segment->segment_number >= segment->total_segments) return errors::invalid_input("SegmentNumber must be less than TotalSegments.");
  return {};
}

}  // namespace

Result<CreatePartitionOutput> create_partition(Glue& glue, const CreatePartitionInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreatePartitionOutput> {
    TRY(catalog::create_partition(txn, TRY(table_of(glue, txn, in, "CreatePartition", ctx)), stored_partition(in.partition_input), ctx.access));
    return CreatePartitionOutput{};
  });
}

Result<BatchCreatePartitionOutput> batch_create_partition(Glue& glue, const PartitionBatch& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<BatchCreatePartitionOutput> {
    BatchCreatePartitionOutput out;
    out.errors.emplace();
    for (const auto& refused : TRY(catalog::create_partition_rows(txn, TRY(table_of(glue, txn, in, "BatchCreatePartition", ctx)), in.partitions, ctx.access)))
      out.errors->push_back({.partition_values = refused.values, .error_detail = errors::as_detail(refused.error)});
    return out;
  });
}

Result<GetPartitionOutput> get_partition(Glue& glue, const GetPartitionInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto table = TRY(table_of(glue, *reader, in, "GetPartition", ctx));
  return GetPartitionOutput{.partition = shown_partition(table, TRY(catalog::get_partition(*reader, table, in.partition_values)))};
}

Result<TextReply> get_partitions(Glue& glue, const GetPartitionsInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto table = TRY(table_of(glue, *reader, in, "GetPartitions", ctx));
  TRY(check_segment(in.segment));
  const std::string expression = in.expression.value_or("");
  const auto filter = TRY(catalog::PartitionExpression::parse(expression, table.partition_keys));
  catalog::PartitionQuery query{.filter = &filter, .limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage};
  if (in.segment) {
    query.segment = static_cast<uint32_t>(in.segment->segment_number);
    query.segments = static_cast<uint32_t>(in.segment->total_segments);
  }
  const PageToken token({"GetPartitions", std::to_string(table.id), expression, std::to_string(query.segment), std::to_string(query.segments)});
  query.after = TRY(token.decode(in.next_token));

  PartitionPage text(table, catalog::catalog_id_text(table.catalog), !in.exclude_column_schema.value_or(false));
  auto page = TRY(catalog::list_partition_rows(*reader, table, query, ctx.access));
  for (size_t i = 0; i < page.items.size(); ++i) {
    text.add(page.items[i]);
    if (i == 0 || text.size_bytes() <= kMaxReplyBytes) continue;
    text.remove_last();
    page.next = page.positions[i - 1];
    break;
  }
  return TextReply{text.finish(page.next ? std::optional(token.encode(*page.next)) : std::nullopt)};
}

Result<BatchGetPartitionOutput> batch_get_partition(Glue& glue, const BatchGetPartitionInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto table = TRY(table_of(glue, *reader, in, "BatchGetPartition", ctx));
  BatchGetPartitionOutput out;
  out.partitions.emplace();
  out.unprocessed_keys.emplace();
  std::vector<std::vector<std::string>> wanted;
  for (const PartitionValueList& partition : in.partitions_to_get) wanted.push_back(partition.values);
  const auto found = TRY(catalog::find_partitions(*reader, table, wanted));
  for (const catalog::Partition& partition : found) out.partitions->push_back(shown_partition(table, partition));
  return out;
}

Result<UpdatePartitionOutput> update_partition(Glue& glue, const UpdatePartitionInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdatePartitionOutput> {
    TRY(catalog::update_partition(txn, TRY(table_of(glue, txn, in, "UpdatePartition", ctx)), in.partition_value_list, stored_partition(in.partition_input), ctx.access));
    return UpdatePartitionOutput{};
  });
}

Result<BatchUpdatePartitionOutput> batch_update_partition(Glue& glue, const BatchUpdatePartitionInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<BatchUpdatePartitionOutput> {
    const auto table = TRY(table_of(glue, txn, in, "BatchUpdatePartition", ctx));
    BatchUpdatePartitionOutput out;
    out.errors.emplace();
    for (const BatchUpdatePartitionRequestEntry& entry : in.entries) {
      auto updated = catalog::update_partition(txn, table, entry.partition_value_list, stored_partition(entry.partition_input), ctx.access);
      if (!updated.ok()) out.errors->push_back({.partition_value_list = entry.partition_value_list, .error_detail = errors::as_detail(updated.error())});
    }
    return out;
  });
}

Result<DeletePartitionOutput> delete_partition(Glue& glue, const DeletePartitionInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeletePartitionOutput> {
    TRY(catalog::delete_partition(txn, TRY(table_of(glue, txn, in, "DeletePartition", ctx)), in.partition_values));
    return DeletePartitionOutput{};
  });
}

Result<BatchDeletePartitionOutput> batch_delete_partition(Glue& glue, const BatchDeletePartitionInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<BatchDeletePartitionOutput> {
    const auto table = TRY(table_of(glue, txn, in, "BatchDeletePartition", ctx));
    BatchDeletePartitionOutput out;
    out.errors.emplace();
    for (const PartitionValueList& doomed : in.partitions_to_delete) {
      auto deleted = catalog::delete_partition(txn, table, doomed.values);
      if (!deleted.ok()) out.errors->push_back({.partition_values = doomed.values, .error_detail = errors::as_detail(deleted.error())});
    }
    return out;
  });
}

aws::AccessChecks may_create_partition(const CreatePartitionInput& in, const aws::RequestContext& ctx) { return checks_of("CreatePartition", in, ctx); }
aws::AccessChecks may_batch_create_partition(const PartitionBatch& in, const aws::RequestContext& ctx) { return checks_of("BatchCreatePartition", in, ctx); }
aws::AccessChecks may_get_partition(const GetPartitionInput& in, const aws::RequestContext& ctx) { return checks_of("GetPartition", in, ctx); }
aws::AccessChecks may_get_partitions(const GetPartitionsInput& in, const aws::RequestContext& ctx) { return checks_of("GetPartitions", in, ctx); }
aws::AccessChecks may_batch_get_partition(const BatchGetPartitionInput& in, const aws::RequestContext& ctx) { return checks_of("BatchGetPartition", in, ctx); }
aws::AccessChecks may_update_partition(const UpdatePartitionInput& in, const aws::RequestContext& ctx) { return checks_of("UpdatePartition", in, ctx); }
aws::AccessChecks may_batch_update_partition(const BatchUpdatePartitionInput& in, const aws::RequestContext& ctx) { return checks_of("BatchUpdatePartition", in, ctx); }
aws::AccessChecks may_delete_partition(const DeletePartitionInput& in, const aws::RequestContext& ctx) { return checks_of("DeletePartition", in, ctx); }
aws::AccessChecks may_batch_delete_partition(const BatchDeletePartitionInput& in, const aws::RequestContext& ctx) { return checks_of("BatchDeletePartition", in, ctx); }

}  // namespace tarn::glue
