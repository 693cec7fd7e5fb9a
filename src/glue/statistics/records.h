// Runs of column statistics tasks, and the settings of tables, as they are stored: the API's own documents. A table has one run at a time.
//
//   glue.statsrun       account, region, run id                                    -> ColumnStatisticsTaskRun
//   glue.statsruns      account, region, catalog, database, table, start (descending), run id -> nothing
//   glue.statsbusy      account, region, catalog, database, table                  -> Busy: the run that has not ended
//   glue.statssettings  account, region, catalog, database, table                  -> Settings
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "glue/column_statistics_tasks.gen.h"
#include "kv/store.h"

namespace tarn::glue::statistics {

// The table that a task is about, by the names that were asked for, in lower case.
struct TaskTable {
  catalog::CatalogId catalog;
  std::string database, table;
  static TaskTable of(const catalog::CatalogId& catalog, const std::string& database, const std::string& table);
};

struct RunId {
  std::string account_id, region, id;
};

struct Busy {
  RunId run;
  TaskTable table;
  bool stopping = false;
};

// Also keeps the region and account, which the document does not show.
Result<std::optional<ColumnStatisticsTaskRun>> find_run(kv::Reader& reader, const RunId& id);
void put_run(kv::Txn& txn, const RunId& id, const ColumnStatisticsTaskRun& run);
struct RunPage {
  std::vector<ColumnStatisticsTaskRun> runs;
  std::optional<std::string> next;
};
Result<RunPage> runs_of(kv::Reader& reader, const TaskTable& table, const std::string& after, size_t limit);  // newest first
struct RunIdPage {
  std::vector<std::string> ids;
  std::optional<std::string> next;
};
Result<RunIdPage> list_runs(kv::Reader& reader, const std::string& account_id, const std::string& region, const std::string& after, size_t limit);

// A new run: STARTING. Errors: ColumnStatisticsTaskRunningException; ResourceNumberLimitExceededException (50 at once in an account and
// region).
Result<void> begin_run(kv::Txn& txn, const RunId& id, const TaskTable& table, const ColumnStatisticsTaskRun& run);
Result<std::optional<Busy>> find_busy(kv::Reader& reader, const TaskTable& table);
void put_busy(kv::Txn& txn, const Busy& busy);
Result<std::vector<Busy>> every_busy(kv::Reader& reader);
// The run's final document; the table is free again.
void end_run(kv::Txn& txn, const Busy& busy, const ColumnStatisticsTaskRun& run);

struct Settings {
  TaskTable table;
  ColumnStatisticsTaskSettings shown;
  TimePoint since{};  // the schedule counts from here
};
Result<std::optional<Settings>> find_settings(kv::Reader& reader, const TaskTable& table);
Result<std::vector<Settings>> every_settings(kv::Reader& reader);
void put_settings(kv::Txn& txn, const Settings& settings);
void erase_settings(kv::Txn& txn, const TaskTable& table);

}  // namespace tarn::glue::statistics
