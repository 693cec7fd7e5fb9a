#include "glue/crawls.h"

#include <algorithm>
#include <charconv>

#include "glue/crawler/crawl_history.h"
#include "glue/crawler/crawl_log.h"
#include "glue/crawler_access.h"
#include "glue/page_token.h"

namespace tarn::glue {
namespace {

using crawler::CrawlRecord;

constexpr size_t kDefaultPage = 20;

Error no_such_entry(const std::string& name) { return errors::not_found("Crawler entry with name " + name + " does not exist"); }
Error wrong_operator(const std::string& field) { return errors::invalid_input("Only EQ or NE operator is allowed for field : " + field); }
Error invalid_filter(const CrawlsFilter& filter) {
  return errors::invalid_input("Invalid Filter Provided: FieldName: " + filter.field_name.value_or("null") + ", FilterOperator: " +
                               filter.filter_operator.value_or("null") + ", FieldValue: " + filter.field_value.value_or("null"));
}

// A filter whose field, operator and value go together.
struct Filter {
  std::string field, op, text;
  double number = 0;  // of START_TIME, END_TIME (ms since 1970) and DPU_HOUR
};

Result<Filter> parse_filter(const CrawlsFilter& in) {
  if (!in.field_name || !in.filter_operator || !in.field_value) return invalid_filter(in);
  Filter out{*in.field_name, *in.filter_operator, *in.field_value};
  if (out.field == "CRAWL_ID" || out.field == "STATE") {
    if (out.op != "EQ" && out.op != "NE") return wrong_operator(out.field);
    return out;
  }
  auto end = out.text.data() + out.text.size();
  auto parsed = std::from_chars(out.text.data(), end, out.number);
  if (out.text.empty() || parsed.ec != std::errc() || parsed.ptr != end) return invalid_filter(in);
  return out;
}

template <class Value>
bool compare(const std::string& op, const Value& left, const Value& right) {
  if (op == "EQ") return left == right;
  if (op == "NE") return left != right;
  if (op == "GT") return left > right;
  if (op == "GE") return left >= right;
  if (op == "LT") return left < right;
  return left <= right;
}

double ms(TimePoint time) { return static_cast<double>(std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count()); }

bool holds(const Filter& filter, const CrawlRecord& crawl, TimePoint now) {
  if (filter.field == "CRAWL_ID") return compare(filter.op, crawl.crawl_id, filter.text);
  if (filter.field == "STATE") return compare(filter.op, crawl.state, filter.text);
  if (filter.field == "START_TIME") return compare(filter.op, ms(crawl.started_at), filter.number);
  if (filter.field == "END_TIME") return crawl.ended_at && compare(filter.op, ms(*crawl.ended_at), filter.number);
  return compare(filter.op, crawl.dpu_hours(now), filter.number);
}

CrawlerHistory shown(const CrawlRecord& crawl, const std::string& crawler_name, TimePoint now) {
  CrawlerHistory out;
  out.crawl_id = out.message_prefix = crawl.crawl_id;
  out.state = crawl.state;
  out.start_time = crawl.started_at;
  out.end_time = crawl.ended_at;
  if (!crawl.summary.empty()) out.summary = crawl.summary;
  if (!crawl.error_message.empty()) out.error_message = crawl.error_message;
  out.log_group = std::string(crawler::kLogGroup);
  out.log_stream = crawler_name;
  out.dpu_hour = crawl.dpu_hours(now);
  return out;
}

// What the token must fit: the same question on each page.
std::string filters_text(const ListCrawlsInput& in) {
  std::string out;
  for (auto& filter : in.filters.value_or(std::vector<CrawlsFilter>()))
    out += filter.field_name.value_or("") + '\n' + filter.filter_operator.value_or("") + '\n' + filter.field_value.value_or("") + '\n';
  return out;
}

}  // namespace

Result<ListCrawlsOutput> list_crawls(Glue& glue, const ListCrawlsInput& in, const aws::RequestContext& ctx) {
  std::vector<Filter> filters;
  for (auto& filter : in.filters.value_or(std::vector<CrawlsFilter>())) filters.push_back(TRY(parse_filter(filter)));
  auto reader = glue.store.snapshot();
  auto name = crawler_name_of(ctx, in.crawler_name);
  if (!TRY(crawler::find_crawler(*reader, name))) return no_such_entry(in.crawler_name);
  PageToken tokens({"ListCrawls", ctx.account_id(), ctx.region(), in.crawler_name, filters_text(in)});
  size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  ListCrawlsOutput out;
  auto& crawls = out.crawls.emplace();
  std::string after = TRY(tokens.decode(in.next_token)), last;
  TRY(crawler::visit_crawls(*reader, name, after, [&](const CrawlRecord& crawl, const std::string& position) {
    bool wanted = std::all_of(filters.begin(), filters.end(), [&](const Filter& filter) { return holds(filter, crawl, ctx.now()); });
    if (!wanted) return true;
    if (crawls.size() == limit) {
      out.next_token = tokens.encode(last);
      return false;
    }
    crawls.push_back(shown(crawl, in.crawler_name, ctx.now()));
    last = position;
    return true;
  }));
  return out;
}

aws::AccessChecks may_list_crawls(const ListCrawlsInput& in, const aws::RequestContext& ctx) { return {{"glue:ListCrawls", crawler_arn(ctx, in.crawler_name), {}}}; }

}  // namespace tarn::glue
