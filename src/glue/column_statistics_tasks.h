// Tasks that compute column statistics, and the settings and schedules of tables (glue-catalog.md 8). The work is in statistics/.
#pragma once
#include "glue/column_statistics_tasks.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<StartColumnStatisticsTaskRunOutput> start_column_statistics_task_run(Glue& glue, const StartColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx);
Result<StopColumnStatisticsTaskRunOutput> stop_column_statistics_task_run(Glue& glue, const StopColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx);
Result<GetColumnStatisticsTaskRunOutput> get_column_statistics_task_run(Glue& glue, const GetColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx);
Result<GetColumnStatisticsTaskRunsOutput> get_column_statistics_task_runs(Glue& glue, const GetColumnStatisticsTaskRunsInput& in, const aws::RequestContext& ctx);
Result<ListColumnStatisticsTaskRunsOutput> list_column_statistics_task_runs(Glue& glue, const ListColumnStatisticsTaskRunsInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_start_column_statistics_task_run(const StartColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_stop_column_statistics_task_run(const StopColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_column_statistics_task_run(const GetColumnStatisticsTaskRunInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_column_statistics_task_runs(const GetColumnStatisticsTaskRunsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_list_column_statistics_task_runs(const ListColumnStatisticsTaskRunsInput& in, const aws::RequestContext& ctx);

// ---- settings of a table: what its runs are like, and when they begin (column_statistics_settings.cpp)

Result<CreateColumnStatisticsTaskSettingsOutput> create_column_statistics_task_settings(Glue& glue, const CreateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
Result<GetColumnStatisticsTaskSettingsOutput> get_column_statistics_task_settings(Glue& glue, const GetColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
Result<UpdateColumnStatisticsTaskSettingsOutput> update_column_statistics_task_settings(Glue& glue, const UpdateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
Result<DeleteColumnStatisticsTaskSettingsOutput> delete_column_statistics_task_settings(Glue& glue, const DeleteColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
Result<StartColumnStatisticsTaskRunScheduleOutput> start_column_statistics_task_run_schedule(Glue& glue, const StartColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx);
Result<StopColumnStatisticsTaskRunScheduleOutput> stop_column_statistics_task_run_schedule(Glue& glue, const StopColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_column_statistics_task_settings(const CreateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_column_statistics_task_settings(const GetColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_column_statistics_task_settings(const UpdateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_column_statistics_task_settings(const DeleteColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_start_column_statistics_task_run_schedule(const StartColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_stop_column_statistics_task_run_schedule(const StopColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
