#include "glue/crawler/crawl_history.h"

#include <boost/json.hpp>

#include "base/assert.h"
#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

constexpr std::string_view kFamily = "glue.crawl";
constexpr std::chrono::hours kKept{24 * 365};
constexpr size_t kErasedAtOnce = 100;
constexpr size_t kForgottenAtOnce = 1000;
constexpr size_t kNamesInSummary = 100;  // the others are counted only

kv::KeyBuilder prefix_of(const CrawlerName& crawler) {
  kv::KeyBuilder key(kFamily);
  key.text(crawler.account_id).text(crawler.region).text(crawler.name);
  return key;
}
std::string crawl_key(const CrawlerName& crawler, TimePoint started_at, const std::string& crawl_id) {
  return prefix_of(crawler).descending_u64(static_cast<uint64_t>(kv::to_micros(started_at))).text(crawl_id).take();
}

Result<CrawlRecord> decode(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  CrawlRecord out;
  fields.read("id", out.crawl_id);
  fields.read("state", out.state);
  fields.read("started", out.started_at);
  fields.read("ended", out.ended_at);
  fields.read("summary", out.summary);
  fields.read("error", out.error_message);
  TRY(fields.finish());
  return out;
}

void add_counted(json::object& into, std::string_view what, int64_t count, const std::vector<std::string>& names) {
  if (count == 0) return;
  json::object change{{"Count", count}};
  if (!names.empty()) {
    json::array listed(names.begin(), names.begin() + static_cast<ptrdiff_t>(std::min(names.size(), kNamesInSummary)));
    change["Details"] = json::object{{"names", std::move(listed)}};
  }
  into[what] = std::move(change);
}

}  // namespace

double CrawlRecord::dpu_hours(TimePoint now) const {
  return std::chrono::duration<double, std::ratio<3600>>(ended_at.value_or(now) - started_at).count();
}

void begin_crawl(kv::Txn& txn, CrawlerRecord& crawler, const std::string& crawl_id, TimePoint now) {
  auto state = next(crawler.state, Event::start);
  ASSERT(state);
  crawler.state = *state;
  crawler.crawl_id = crawl_id;
  crawler.started_at = now;
  put_crawl(txn, crawler.name, {.crawl_id = crawl_id, .state = "RUNNING", .started_at = now, .ended_at = {}, .summary = {}, .error_message = {}});
}

void put_crawl(kv::Txn& txn, const CrawlerName& crawler, const CrawlRecord& crawl) {
  json::object record{{"id", crawl.crawl_id}, {"state", crawl.state}, {"started", kv::to_micros(crawl.started_at)}};
  if (crawl.ended_at) record["ended"] = kv::to_micros(*crawl.ended_at);
  if (!crawl.summary.empty()) record["summary"] = crawl.summary;
  if (!crawl.error_message.empty()) record["error"] = crawl.error_message;
  txn.put(crawl_key(crawler, crawl.started_at, crawl.crawl_id), kv::encode_record(record));
}

Result<void> erase_old_crawls(kv::Txn& txn, const CrawlerName& crawler, TimePoint now) {
  auto range = kv::Range::prefix(prefix_of(crawler).take());
  range.begin = crawl_key(crawler, now - kKept, "");
  for (auto& entry : TRY(txn.page(range, kErasedAtOnce))) txn.erase(entry.key);
  return {};
}

Result<void> forget_crawls(kv::Store& store, const CrawlerName& crawler) {
  while (true) {
    auto rows = TRY(store.snapshot()->page(kv::Range::prefix(prefix_of(crawler).take()), kForgottenAtOnce));
    if (rows.empty()) return {};
    TRY(store.transact([&](kv::Txn& txn) -> Result<void> {
      for (auto& row : rows) txn.erase(row.key);
      return {};
    }));
  }
}

Result<void> visit_crawls(kv::Reader& reader, const CrawlerName& crawler, const std::string& after,
                          const std::function<bool(const CrawlRecord& crawl, const std::string& position)>& visit) {
  const std::string prefix = prefix_of(crawler).take();
  auto range = kv::Range::prefix(prefix);
  if (!after.empty()) range.begin = prefix + after + '\0';
  Result<void> outcome;
  TRY(reader.scan(range, [&](std::string_view key, std::string_view value) {
    auto crawl = decode(value);
    if (!crawl.ok()) outcome = crawl.error();
    return crawl.ok() && visit(*crawl, std::string(key.substr(prefix.size())));
  }));
  return outcome;
}

std::string summary_text(const Summary& summary) {
  json::object tables, partitions, out;
  add_counted(tables, "ADD", summary.tables.created, summary.created);
  add_counted(tables, "UPDATE", summary.tables.updated, summary.updated);
  add_counted(tables, "DELETE", summary.tables.deleted, summary.deleted);
  add_counted(partitions, "ADD", summary.partitions.created, {});
  add_counted(partitions, "UPDATE", summary.partitions.updated, {});
  add_counted(partitions, "DELETE", summary.partitions.deleted, {});
  if (!tables.empty()) out["TABLE"] = std::move(tables);
  if (!partitions.empty()) out["PARTITION"] = std::move(partitions);
  return json::serialize(out);
}

}  // namespace tarn::glue::crawler
