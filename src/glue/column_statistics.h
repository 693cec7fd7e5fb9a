// Column statistics of tables and partitions (glue-catalog.md 8).
#pragma once
#include "glue/column_statistics.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<UpdateColumnStatisticsForTableOutput> update_column_statistics_for_table(Glue& glue, const UpdateColumnStatisticsForTableInput& in, const aws::RequestContext& ctx);
Result<GetColumnStatisticsForTableOutput> get_column_statistics_for_table(Glue& glue, const GetColumnStatisticsForTableInput& in, const aws::RequestContext& ctx);
Result<DeleteColumnStatisticsForTableOutput> delete_column_statistics_for_table(Glue& glue, const DeleteColumnStatisticsForTableInput& in, const aws::RequestContext& ctx);
Result<UpdateColumnStatisticsForPartitionOutput> update_column_statistics_for_partition(Glue& glue, const UpdateColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx);
Result<GetColumnStatisticsForPartitionOutput> get_column_statistics_for_partition(Glue& glue, const GetColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx);
Result<DeleteColumnStatisticsForPartitionOutput> delete_column_statistics_for_partition(Glue& glue, const DeleteColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_update_column_statistics_for_table(const UpdateColumnStatisticsForTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_column_statistics_for_table(const GetColumnStatisticsForTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_column_statistics_for_table(const DeleteColumnStatisticsForTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_column_statistics_for_partition(const UpdateColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_column_statistics_for_partition(const GetColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_column_statistics_for_partition(const DeleteColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
