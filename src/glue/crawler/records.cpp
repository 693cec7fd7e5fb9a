#include "glue/crawler/records.h"

#include "glue/cron.h"
#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

constexpr std::string_view kFamily = "glue.crawler", kDueFamily = "glue.crawler_due";

std::string crawler_key(const CrawlerName& name) { return kv::KeyBuilder(kFamily).text(name.account_id).text(name.region).text(name.name).take(); }

std::string due_key(TimePoint time, const CrawlerName& name) {
  return kv::KeyBuilder(kDueFamily).u64(static_cast<uint64_t>(kv::to_micros(time))).text(name.account_id).text(name.region).text(name.name).take();
}

std::optional<State> parse_state(std::string_view name) {
  for (auto state : {State::ready, State::running, State::stopping})
    if (state_name(state) == name) return state;
  return std::nullopt;
}

json::object to_json(const LastCrawl& last) {
  return {{"status", last.status}, {"error", last.error_message}, {"id", last.crawl_id}, {"started", kv::to_micros(last.started_at)},
          {"runtime", last.runtime_ms}, {"created", last.tables.created}, {"updated", last.tables.updated}, {"deleted", last.tables.deleted}};
}

Result<LastCrawl> read_last_crawl(const json::object& object) {
  kv::RecordFields fields(object);
  LastCrawl out;
  fields.read("status", out.status);
  fields.read("error", out.error_message);
  fields.read("id", out.crawl_id);
  fields.read("started", out.started_at);
  fields.read("runtime", out.runtime_ms);
  fields.read("created", out.tables.created);
  fields.read("updated", out.tables.updated);
  fields.read("deleted", out.tables.deleted);
  TRY(fields.finish());
  return out;
}

Result<CrawlerRecord> decode(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  CrawlerRecord out;
  std::string state;
  fields.read("account", out.name.account_id);
  fields.read("region", out.name.region);
  fields.read("name", out.name.name);
  fields.read("state", state);
  fields.read("crawl", out.crawl_id);
  fields.read("started", out.started_at);
  fields.read("next_run", out.next_run);
  if (auto document = fields.object("document")) out.document = *document;
  if (auto last = fields.object("last")) out.last_crawl = TRY(read_last_crawl(*last));
  if (auto runtimes = fields.list("runtimes"))
    for (auto& runtime : *runtimes)
      if (runtime.is_int64()) out.runtimes_ms.push_back(runtime.as_int64());
  TRY(fields.finish());
  auto parsed = parse_state(state);
  if (!parsed) return internal_error("a crawler is in the unknown state " + state);
  out.state = *parsed;
  return out;
}

}  // namespace

std::string_view state_name(State state) {
  switch (state) {
    case State::ready: return "READY";
    case State::running: return "RUNNING";
    case State::stopping: return "STOPPING";
  }
  return {};
}

std::optional<State> next(State from, Event event) {
  switch (event) {
    case Event::start: return from == State::ready ? std::optional(State::running) : std::nullopt;
    case Event::stop: return from == State::running ? std::optional(State::stopping) : std::nullopt;
    case Event::finish: return from == State::ready ? std::nullopt : std::optional(State::ready);
  }
  return std::nullopt;
}

std::string CrawlerRecord::text(std::string_view member) const {
  auto value = document.if_contains(member);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

Result<std::optional<CrawlerRecord>> find_crawler(kv::Reader& reader, const CrawlerName& name) {
  auto stored = TRY(reader.get(crawler_key(name)));
  if (!stored) return std::optional<CrawlerRecord>();
  return std::optional<CrawlerRecord>(TRY(decode(*stored)));
}

void put_crawler(kv::Txn& txn, const CrawlerRecord& crawler) {
  json::array runtimes(crawler.runtimes_ms.begin(), crawler.runtimes_ms.end());
  json::object record{{"account", crawler.name.account_id}, {"region", crawler.name.region}, {"name", crawler.name.name},
                      {"document", crawler.document}, {"state", state_name(crawler.state)},
                      {"crawl", crawler.crawl_id}, {"started", kv::to_micros(crawler.started_at)}, {"runtimes", std::move(runtimes)}};
  if (crawler.last_crawl) record["last"] = to_json(*crawler.last_crawl);
  if (crawler.next_run) record["next_run"] = kv::to_micros(*crawler.next_run);
  txn.put(crawler_key(crawler.name), kv::encode_record(record));
}

void erase_crawler(kv::Txn& txn, const CrawlerName& name) { txn.erase(crawler_key(name)); }

Result<std::vector<CrawlerRecord>> list_crawlers(kv::Reader& reader, const std::string& account_id, const std::string& region,
                                                 const std::string& after, size_t limit) {
  auto range = kv::Range::prefix(kv::KeyBuilder(kFamily).text(account_id).text(region).take());
  if (!after.empty()) range.begin = crawler_key({account_id, region, after}) + '\0';
  std::vector<CrawlerRecord> out;
  for (auto& entry : TRY(reader.page(range, limit))) out.push_back(TRY(decode(entry.value)));
  return out;
}

void reschedule(kv::Txn& txn, CrawlerRecord& crawler, TimePoint now) {
  if (crawler.next_run) txn.erase(due_key(*crawler.next_run, crawler.name));
  crawler.next_run.reset();
  auto schedule = crawler.document.if_contains("Schedule");
  if (!schedule || !schedule->is_object()) return;
  auto& object = schedule->get_object();
  auto state = object.if_contains("State"), expression = object.if_contains("ScheduleExpression");
  if (!state || *state != "SCHEDULED" || !expression || !expression->is_string()) return;
  auto cron = Cron::parse(expression->get_string());
  if (cron.ok()) crawler.next_run = cron->next(now);
  if (crawler.next_run) txn.put(due_key(*crawler.next_run, crawler.name), "");
}

Result<std::vector<CrawlerName>> list_due(kv::Reader& reader, TimePoint now, size_t limit) {
  kv::Range range{kv::KeyBuilder(kDueFamily).take(), kv::KeyBuilder(kDueFamily).u64(static_cast<uint64_t>(kv::to_micros(now)) + 1).take()};
  std::vector<CrawlerName> out;
  for (auto& entry : TRY(reader.page(range, limit))) {
    kv::KeyReader key(kDueFamily, entry.key);
    auto time = key.u64();
    auto account = key.text(), region = key.text(), name = key.text();
    if (!time || !account || !region || !name) return internal_error("a due crawler's key is damaged");
    out.push_back({std::move(*account), std::move(*region), std::move(*name)});
  }
  return out;
}

Result<std::vector<CrawlerRecord>> list_unfinished(kv::Reader& reader) {
  std::vector<CrawlerRecord> out;
  for (auto& entry : TRY(reader.page(kv::Range::prefix(kv::KeyBuilder(kFamily).take()), SIZE_MAX))) {
    auto crawler = TRY(decode(entry.value));
    if (crawler.state != State::ready) out.push_back(std::move(crawler));
  }
  return out;
}

}  // namespace tarn::glue::crawler
