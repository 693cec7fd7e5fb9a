// Partitions (glue-catalog.md 4).
#pragma once
#include "glue/partition_batch.h"
#include "glue/partitions.gen.h"
#include "glue/service.h"
#include "glue/text_reply.h"

namespace tarn::glue {

Result<CreatePartitionOutput> create_partition(Glue& glue, const CreatePartitionInput& in, const aws::RequestContext& ctx);
Result<BatchCreatePartitionOutput> batch_create_partition(Glue& glue, const PartitionBatch& in, const aws::RequestContext& ctx);
Result<GetPartitionOutput> get_partition(Glue& glue, const GetPartitionInput& in, const aws::RequestContext& ctx);
Result<TextReply> get_partitions(Glue& glue, const GetPartitionsInput& in, const aws::RequestContext& ctx);
Result<BatchGetPartitionOutput> batch_get_partition(Glue& glue, const BatchGetPartitionInput& in, const aws::RequestContext& ctx);
Result<UpdatePartitionOutput> update_partition(Glue& glue, const UpdatePartitionInput& in, const aws::RequestContext& ctx);
Result<BatchUpdatePartitionOutput> batch_update_partition(Glue& glue, const BatchUpdatePartitionInput& in, const aws::RequestContext& ctx);
Result<DeletePartitionOutput> delete_partition(Glue& glue, const DeletePartitionInput& in, const aws::RequestContext& ctx);
Result<BatchDeletePartitionOutput> batch_delete_partition(Glue& glue, const BatchDeletePartitionInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_partition(const CreatePartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_create_partition(const PartitionBatch& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_partition(const GetPartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_partitions(const GetPartitionsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_get_partition(const BatchGetPartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_partition(const UpdatePartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_update_partition(const BatchUpdatePartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_partition(const DeletePartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_batch_delete_partition(const BatchDeletePartitionInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
