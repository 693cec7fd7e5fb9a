// What engines ask that filter for Lake Formation themselves (glue-catalog.md 14). Nothing is registered with Lake Formation here: whoever
// IAM lets read the table and use the data may see every column and row.
#pragma once
#include "glue/service.h"
#include "glue/unfiltered_metadata.gen.h"

namespace tarn::glue {

Result<GetUnfilteredTableMetadataOutput> get_unfiltered_table_metadata(Glue& glue, const GetUnfilteredTableMetadataInput& in, const aws::RequestContext& ctx);
Result<GetUnfilteredPartitionMetadataOutput> get_unfiltered_partition_metadata(Glue& glue, const GetUnfilteredPartitionMetadataInput& in, const aws::RequestContext& ctx);
Result<GetUnfilteredPartitionsMetadataOutput> get_unfiltered_partitions_metadata(Glue& glue, const GetUnfilteredPartitionsMetadataInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_get_unfiltered_table_metadata(const GetUnfilteredTableMetadataInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_unfiltered_partition_metadata(const GetUnfilteredPartitionMetadataInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_unfiltered_partitions_metadata(const GetUnfilteredPartitionsMetadataInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
