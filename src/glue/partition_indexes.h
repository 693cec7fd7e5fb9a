// Partition indexes (glue-catalog.md 4.2).
#pragma once
#include "glue/partitions.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreatePartitionIndexOutput> create_partition_index(Glue& glue, const CreatePartitionIndexInput& in, const aws::RequestContext& ctx);
Result<GetPartitionIndexesOutput> get_partition_indexes(Glue& glue, const GetPartitionIndexesInput& in, const aws::RequestContext& ctx);
Result<DeletePartitionIndexOutput> delete_partition_index(Glue& glue, const DeletePartitionIndexInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_partition_index(const CreatePartitionIndexInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_partition_indexes(const GetPartitionIndexesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_partition_index(const DeletePartitionIndexInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
