#include "glue/statistics/records.h"

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "glue/errors.h"
#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::glue::statistics {
namespace {

constexpr size_t kMaxRunning = 50;  // column statistics: concurrent task runs of an account
constexpr std::string_view kRun = "glue.statsrun", kRuns = "glue.statsruns", kBusy = "glue.statsbusy", kSettings = "glue.statssettings";

kv::KeyBuilder of_account(std::string_view family, const std::string& account_id, const std::string& region) {
  kv::KeyBuilder key(family);
  key.text(account_id).text(region);
  return key;
}

kv::KeyBuilder of_table(std::string_view family, const TaskTable& table) {
  auto key = of_account(family, table.catalog.account_id, table.catalog.region);
  key.text(table.catalog.nested).text(table.database).text(table.table);
  return key;
}

std::string run_key(const RunId& id) { return of_account(kRun, id.account_id, id.region).text(id.id).take(); }

boost::json::object table_object(const TaskTable& table) {
  return {{"account", table.catalog.account_id}, {"region", table.catalog.region}, {"catalog", table.catalog.nested}, {"database", table.database}, {"table", table.table}};
}

void read_table(kv::RecordFields& fields, TaskTable& table) {
  fields.read("account", table.catalog.account_id);
  fields.read("region", table.catalog.region);
  fields.read("catalog", table.catalog.nested);
  fields.read("database", table.database);
  fields.read("table", table.table);
}

Result<ColumnStatisticsTaskRun> decode_run(std::string_view stored) {
  ColumnStatisticsTaskRun run;
  TRY(from_document(TRY(kv::decode_record(stored)), run));
  return run;
}

Result<Busy> decode_busy(std::string_view stored) {
  const auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  Busy busy;
  read_table(fields, busy.table);
  fields.read("run", busy.run.id);
  fields.read("stopping", busy.stopping);
  TRY(fields.finish());
  busy.run.account_id = busy.table.catalog.account_id;
  busy.run.region = busy.table.catalog.region;
  return busy;
}

Result<Settings> decode_settings(std::string_view stored) {
  const auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  Settings settings;
  read_table(fields, settings.table);
  fields.read("since", settings.since);
  if (const auto* shown = fields.object("shown")) TRY(from_document(aws::Document(*shown), settings.shown));
  TRY(fields.finish());
  return settings;
}

}  // namespace

TaskTable TaskTable::of(const catalog::CatalogId& catalog, const std::string& database, const std::string& table) { return {catalog, to_lower(database), to_lower(table)}; }

Result<std::optional<ColumnStatisticsTaskRun>> find_run(kv::Reader& reader, const RunId& id) {
  const auto stored = TRY(reader.get(run_key(id)));
  if (!stored) return std::optional<ColumnStatisticsTaskRun>();
  return std::optional(TRY(decode_run(*stored)));
}

void put_run(kv::Txn& txn, const RunId& id, const ColumnStatisticsTaskRun& run) { txn.put(run_key(id), kv::encode_record(to_document(run))); }

Result<RunPage> runs_of(kv::Reader& reader, const TaskTable& table, const std::string& after, size_t limit) {
  const std::string prefix = of_table(kRuns, table).take();
  kv::Range range = kv::Range::prefix(prefix);
  if (!after.empty()) range.begin = prefix + after + '\0';
  RunPage page;
  std::string last;
  const auto entries = TRY(reader.page(range, limit + 1));
  for (const kv::Entry& entry : entries) {
    if (page.runs.size() == limit) {
      page.next = last;
      break;
    }
    last = entry.key.substr(prefix.size());
    auto run = TRY(find_run(reader, {table.catalog.account_id, table.catalog.region, entry.value}));
    if (run) page.runs.push_back(std::move(*run));
  }
  return page;
}

Result<RunIdPage> list_runs(kv::Reader& reader, const std::string& account_id, const std::string& region, const std::string& after, size_t limit) {
  kv::Range range = kv::Range::prefix(of_account(kRun, account_id, region).take());
  if (!after.empty()) range.begin = run_key({account_id, region, after}) + '\0';
  RunIdPage page;
  const auto entries = TRY(reader.page(range, limit + 1));
  for (const kv::Entry& entry : entries) {
    if (page.ids.size() == limit) {
      page.next = page.ids.back();
      break;
    }
    kv::KeyReader key(kRun, entry.key);
    key.text();
    key.text();
    page.ids.push_back(key.text().value_or(""));
  }
  return page;
}

Result<void> begin_run(kv::Txn& txn, const RunId& id, const TaskTable& table, const ColumnStatisticsTaskRun& run) {
  if (TRY(find_busy(txn, table))) return Error{"ColumnStatisticsTaskRunningException", "A column statistics task run is already running for table " + table.database + "." + table.table + ".", 0, {}};
  const auto running = TRY(txn.page(kv::Range::prefix(of_account(kBusy, id.account_id, id.region).take()), kMaxRunning));
  if (running.size() == kMaxRunning) return Error{"ResourceNumberLimitExceededException", "The number of column statistics task runs at once exceeds the limit of 50.", 0, {}};
  put_run(txn, id, run);
  const auto started = static_cast<uint64_t>(kv::to_micros(run.creation_time.value_or(TimePoint{})));
  txn.put(of_table(kRuns, table).descending_u64(started).text(id.id).take(), id.id);
  put_busy(txn, {id, table, false});
  return {};
}

Result<std::optional<Busy>> find_busy(kv::Reader& reader, const TaskTable& table) {
  const auto stored = TRY(reader.get(of_table(kBusy, table).take()));
  if (!stored) return std::optional<Busy>();
  return std::optional(TRY(decode_busy(*stored)));
}

void put_busy(kv::Txn& txn, const Busy& busy) {
  auto object = table_object(busy.table);
  object["run"] = busy.run.id;
  object["stopping"] = busy.stopping;
  txn.put(of_table(kBusy, busy.table).take(), kv::encode_record(object));
}

Result<std::vector<Busy>> every_busy(kv::Reader& reader) {
  std::vector<Busy> out;
  const auto entries = TRY(reader.page(kv::Range::prefix(kv::KeyBuilder(kBusy).take()), 1'000'000));
  for (const kv::Entry& entry : entries) out.push_back(TRY(decode_busy(entry.value)));
  return out;
}

void end_run(kv::Txn& txn, const Busy& busy, const ColumnStatisticsTaskRun& run) {
  put_run(txn, busy.run, run);
  txn.erase(of_table(kBusy, busy.table).take());
}

Result<std::optional<Settings>> find_settings(kv::Reader& reader, const TaskTable& table) {
  const auto stored = TRY(reader.get(of_table(kSettings, table).take()));
  if (!stored) return std::optional<Settings>();
  return std::optional(TRY(decode_settings(*stored)));
}

Result<std::vector<Settings>> every_settings(kv::Reader& reader) {
  std::vector<Settings> out;
  const auto entries = TRY(reader.page(kv::Range::prefix(kv::KeyBuilder(kSettings).take()), 1'000'000));
  for (const kv::Entry& entry : entries) out.push_back(TRY(decode_settings(entry.value)));
  return out;
}

void put_settings(kv::Txn& txn, const Settings& settings) {
  auto object = table_object(settings.table);
  object["since"] = kv::to_micros(settings.since);
  object["shown"] = to_document(settings.shown);
  txn.put(of_table(kSettings, settings.table).take(), kv::encode_record(object));
}

void erase_settings(kv::Txn& txn, const TaskTable& table) { txn.erase(of_table(kSettings, table).take()); }

}  // namespace tarn::glue::statistics
