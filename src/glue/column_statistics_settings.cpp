#include "catalog/catalog_names.h"
#include "glue/catalog_access.h"
#include "glue/column_statistics_requests.h"
#include "glue/column_statistics_tasks.h"
#include "glue/cron.h"
#include "glue/errors.h"

namespace tarn::glue {
namespace {

using statistics::Settings;
using statistics::TaskTable;

constexpr const char* kScheduled = "SCHEDULED";
constexpr const char* kNotScheduled = "NOT_SCHEDULED";

Error settings_not_found(const TaskTable& table) { return errors::not_found("Column statistics task settings not found for table " + table.database + "." + table.table + "."); }

Result<Settings> require(kv::Reader& reader, const TaskTable& table) {
  auto found = TRY(statistics::find_settings(reader, table));
  if (!found) return settings_not_found(table);
  return std::move(*found);
}

// Counts from now on. An empty expression takes the schedule away.
Result<void> set_schedule(Settings& settings, const std::optional<std::string>& expression, TimePoint now) {
  if (!expression) return {};
  settings.since = now;
  settings.shown.schedule.reset();
  settings.shown.schedule_type.reset();
  if (expression->empty()) return {};
  TRY(Cron::parse(*expression));
  auto& schedule = settings.shown.schedule.emplace();
  schedule.schedule_expression = *expression;
  schedule.state = kScheduled;
  settings.shown.schedule_type = "CRON";
  return {};
}

// Starts or stops the schedule of a table.
Result<void> move_schedule(Glue& glue, const TaskTable& table, const char* from, const char* to, TimePoint now) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto settings = TRY(require(txn, table));
    if (!settings.shown.schedule) return errors::invalid_input("The column statistics task settings have no schedule.");
    if (settings.shown.schedule->state != from) return errors::invalid_input(std::string("The schedule is already ") + to + ".");
    settings.shown.schedule->state = to;
    settings.since = now;
    statistics::put_settings(txn, settings);
    return {};
  });
}

template <class Input>
Result<TaskTable> table_of(const Input& in, const aws::RequestContext& ctx) {
  return TaskTable::of(TRY(catalog_of(in.catalog_id, ctx)), in.database_name, in.table_name);
}

template <class Input>
aws::AccessChecks checks_of(const char* action, const Input& in, const aws::RequestContext& ctx) {
  return table_checks(action, ctx, in.database_name, in.table_name, in.catalog_id);
}

}  // namespace

Result<CreateColumnStatisticsTaskSettingsOutput> create_column_statistics_task_settings(Glue& glue, const CreateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) {
  if (in.tags && !in.tags->empty()) return errors::not_supported("Tags of column statistics task settings");
  Settings settings{.table = TRY(table_of(in, ctx)), .shown = {}, .since = ctx.now()};
  settings.shown.database_name = settings.table.database;
  settings.shown.table_name = settings.table.table;
  settings.shown.catalog_id = catalog::catalog_id_text(settings.table.catalog);
  settings.shown.role = TRY(task_role(glue, in.role, ctx));
  settings.shown.column_name_list = in.column_name_list;
  settings.shown.sample_size = in.sample_size;
  settings.shown.security_configuration = in.security_configuration;
  settings.shown.setting_source = "TABLE";
  TRY(set_schedule(settings, in.schedule, ctx.now()));
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateColumnStatisticsTaskSettingsOutput> {
    TRY(check_task(glue, txn, settings.table, in.column_name_list, in.sample_size, ctx));
    if (TRY(statistics::find_settings(txn, settings.table))) return Error{"AlreadyExistsException", "Column statistics task settings already exist for this table.", 0, {}};
    statistics::put_settings(txn, settings);
    return CreateColumnStatisticsTaskSettingsOutput{};
  });
}

Result<GetColumnStatisticsTaskSettingsOutput> get_column_statistics_task_settings(Glue& glue, const GetColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) {
  GetColumnStatisticsTaskSettingsOutput out;
  out.column_statistics_task_settings = TRY(require(*glue.store.snapshot(), TRY(table_of(in, ctx)))).shown;
  return out;
}

Result<UpdateColumnStatisticsTaskSettingsOutput> update_column_statistics_task_settings(Glue& glue, const UpdateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) {
  const auto table = TRY(table_of(in, ctx));
  std::optional<std::string> role;
  if (in.role) role = TRY(task_role(glue, *in.role, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateColumnStatisticsTaskSettingsOutput> {
    auto settings = TRY(require(txn, table));
    TRY(check_task(glue, txn, table, in.column_name_list, in.sample_size, ctx));
    if (role) settings.shown.role = role;
    if (in.column_name_list) settings.shown.column_name_list = in.column_name_list;
    if (in.sample_size) settings.shown.sample_size = in.sample_size;
    if (in.security_configuration) settings.shown.security_configuration = in.security_configuration;
    TRY(set_schedule(settings, in.schedule, ctx.now()));
    statistics::put_settings(txn, settings);
    return UpdateColumnStatisticsTaskSettingsOutput{};
  });
}

Result<DeleteColumnStatisticsTaskSettingsOutput> delete_column_statistics_task_settings(Glue& glue, const DeleteColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) {
  const auto table = TRY(table_of(in, ctx));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteColumnStatisticsTaskSettingsOutput> {
    TRY(require(txn, table));
    statistics::erase_settings(txn, table);
    return DeleteColumnStatisticsTaskSettingsOutput{};
  });
}

Result<StartColumnStatisticsTaskRunScheduleOutput> start_column_statistics_task_run_schedule(Glue& glue, const StartColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx) {
  TRY(move_schedule(glue, TRY(table_of(in, ctx)), kNotScheduled, kScheduled, ctx.now()));
  return StartColumnStatisticsTaskRunScheduleOutput{};
}

Result<StopColumnStatisticsTaskRunScheduleOutput> stop_column_statistics_task_run_schedule(Glue& glue, const StopColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx) {
  TRY(move_schedule(glue, TRY(table_of(in, ctx)), kScheduled, kNotScheduled, ctx.now()));
  return StopColumnStatisticsTaskRunScheduleOutput{};
}

aws::AccessChecks may_create_column_statistics_task_settings(const CreateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) { return checks_of("CreateColumnStatisticsTaskSettings", in, ctx); }
aws::AccessChecks may_get_column_statistics_task_settings(const GetColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) { return checks_of("GetColumnStatisticsTaskSettings", in, ctx); }
aws::AccessChecks may_update_column_statistics_task_settings(const UpdateColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) { return checks_of("UpdateColumnStatisticsTaskSettings", in, ctx); }
aws::AccessChecks may_delete_column_statistics_task_settings(const DeleteColumnStatisticsTaskSettingsInput& in, const aws::RequestContext& ctx) { return checks_of("DeleteColumnStatisticsTaskSettings", in, ctx); }
aws::AccessChecks may_start_column_statistics_task_run_schedule(const StartColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx) { return checks_of("StartColumnStatisticsTaskRunSchedule", in, ctx); }
aws::AccessChecks may_stop_column_statistics_task_run_schedule(const StopColumnStatisticsTaskRunScheduleInput& in, const aws::RequestContext& ctx) { return checks_of("StopColumnStatisticsTaskRunSchedule", in, ctx); }

}  // namespace tarn::glue
