// Column statistics of tables and partitions (glue-catalog.md 8).
#pragma once
#include "catalog/catalog.h"
#include "glue/column_statistics.gen.h"
#include "glue/service.h"

namespace tarn::glue {

// Stores statistics of a column of the table itself. Errors: EntityNotFoundException (the column); InvalidInputException (members that the
// type does not have).
Result<void> store_column_statistics(kv::Txn& txn, const catalog::Table& table, const ColumnStatistics& statistics);

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
