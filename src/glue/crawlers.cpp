#include "glue/crawlers.h"

#include <algorithm>
#include <boost/json.hpp>

#include "glue/catalog_access.h"
#include "glue/connection_records.h"
#include "glue/crawler/classifier_records.h"
#include "glue/crawler/crawl_history.h"
#include "glue/crawler/crawl_log.h"
#include "glue/crawler/crawled_folders.h"
#include "glue/crawler/options.h"
#include "glue/crawler/runner.h"
#include "glue/crawler_access.h"
#include "glue/page_token.h"
#include "glue/security_settings.h"
#include "glue/tags.h"

namespace tarn::glue {
namespace {

using crawler::CrawlerName;
using crawler::CrawlerRecord;
using crawler::State;

constexpr const char* kGlueService = "glue.amazonaws.com";
constexpr size_t kDefaultPage = 100;
constexpr size_t kMaxListed = 100;     // Glue API, CrawlerNameList
constexpr size_t kMaxCrawlers = 1000;  // Glue quotas, crawlers per account

Error crawler_exists(const std::string& name) { return {"AlreadyExistsException", name + " already exists", 0, {}}; }
Error too_many_crawlers() {
  return {"ResourceNumberLimitExceededException", "The number of crawlers exceeds the limit of " + std::to_string(kMaxCrawlers) + ".", 0, {}};
}
Error already_started(const std::string& name) { return {"CrawlerRunningException", "Crawler with name " + name + " has already started", 0, {}}; }
Error is_running(const std::string& name) { return {"CrawlerRunningException", "Crawler with name " + name + " is running", 0, {}}; }
Error is_not_running(const std::string& name) { return {"CrawlerNotRunningException", "Crawler with name " + name + " isn't running", 0, {}}; }
Error is_stopping(const std::string& name) { return {"CrawlerStoppingException", "Crawler with name " + name + " is stopping", 0, {}}; }

// The caller must be allowed to pass the role, and Glue must be able to take it on.
Result<void> check_role(Glue& glue, const aws::RequestContext& ctx, const std::string& role) {
  auto passed = glue.iam.check_pass_role(ctx.access, role, kGlueService);
  if (passed.ok()) return {};
  if (passed.error().code == "AccessDenied") return passed.error();
  return errors::invalid_input(passed.error().message);
}

template <class List>
void make_present(std::optional<List>& list) {
  if (!list) list.emplace();
}

// What the service fills in and shows where nothing was given.
void complete(Crawler& shape) {
  auto& targets = shape.targets ? *shape.targets : shape.targets.emplace();
  make_present(targets.s3_targets);
  make_present(targets.jdbc_targets);
  make_present(targets.mongo_db_targets);
  make_present(targets.dynamo_db_targets);
  make_present(targets.catalog_targets);
  make_present(targets.delta_targets);
  make_present(targets.iceberg_targets);
  make_present(targets.hudi_targets);
  make_present(shape.classifiers);
  if (!shape.recrawl_policy) shape.recrawl_policy = RecrawlPolicy{"CRAWL_EVERYTHING"};
  auto& change = shape.schema_change_policy ? *shape.schema_change_policy : shape.schema_change_policy.emplace();
  if (!change.update_behavior) change.update_behavior = "UPDATE_IN_DATABASE";
  if (!change.delete_behavior) change.delete_behavior = "DEPRECATE_IN_DATABASE";
  if (!shape.lineage_configuration) shape.lineage_configuration = LineageConfiguration{"DISABLE"};
  if (!shape.lake_formation_configuration) shape.lake_formation_configuration = LakeFormationConfiguration{false, ""};
}

Result<void> check_settings(Glue& glue, const Crawler& shape, const aws::RequestContext& ctx) {
  TRY(catalog_of(shape.catalog_id, ctx));
  if (shape.lake_formation_configuration) {
    auto& lake_formation = *shape.lake_formation_configuration;
    // Stored, it would promise credentials that nobody vends.
    if (lake_formation.use_lake_formation_credentials.value_or(false)) return errors::not_supported("UseLakeFormationCredentials");
    std::string account = lake_formation.account_id.value_or("");
    bool is_account = account.size() == 12 && account.find_first_not_of("0123456789") == std::string::npos;
    if (!account.empty() && !is_account) return errors::invalid_input("AccountId of LakeFormationConfiguration must have 12 digits.");
  }
  if (auto name = shape.crawler_security_configuration.value_or(""); !name.empty()) {
    auto known = get_security_configuration(glue, {.name = name}, ctx);
    if (!known.ok()) return errors::invalid_input(known.error().message);
  }
  return {};
}

template <class Targets>
Result<void> check_connections(Glue& glue, const Targets& targets, const aws::RequestContext& ctx) {
  if (!targets) return {};
  for (auto& target : *targets) {
    if (!target.connection_name || target.connection_name->empty()) continue;
    auto known = TRY(find_connection(*glue.store.snapshot(), catalog::CatalogId::of(ctx.access), *target.connection_name, glue.secrets));
    if (!known) return errors::invalid_input("Connection " + *target.connection_name + " not found.");
  }
  return {};
}

// What the definition names must be there, and a crawl must be able to act on it.
Result<boost::json::object> checked_document(Glue& glue, Crawler shape, const aws::RequestContext& ctx) {
  complete(shape);
  auto document = to_document(shape);
  auto options = TRY(crawler::parse_options(document.as_object()));
  TRY(check_settings(glue, shape, ctx));
  TRY(check_connections(glue, shape.targets->s3_targets, ctx));
  TRY(check_connections(glue, shape.targets->catalog_targets, ctx));
  TRY(check_connections(glue, shape.targets->delta_targets, ctx));
  TRY(check_connections(glue, shape.targets->iceberg_targets, ctx));
  TRY(check_connections(glue, shape.targets->hudi_targets, ctx));
  TRY(crawler::load_classifiers(*glue.store.snapshot(), ctx.account_id(), ctx.region(), options.classifier_names));
  return std::move(document.as_object());
}

LastCrawlInfo shown(const crawler::LastCrawl& last, const CrawlerName& name) {
  LastCrawlInfo out;
  out.status = last.status;
  if (!last.error_message.empty()) out.error_message = last.error_message;
  out.log_group = std::string(crawler::kLogGroup);
  out.log_stream = name.name;
  out.message_prefix = last.crawl_id;
  out.start_time = last.started_at;
  return out;
}

Result<Crawler> shown(const CrawlerRecord& record, TimePoint now) {
  Crawler out;
  TRY(from_document(record.document, out));
  out.state = std::string(state_name(record.state));
  bool ready = record.state == State::ready;
  out.crawl_elapsed_time = ready ? 0 : std::chrono::floor<std::chrono::milliseconds>(now - record.started_at).count();
  if (record.last_crawl) out.last_crawl = shown(*record.last_crawl, record.name);
  return out;
}

double seconds(int64_t milliseconds) { return static_cast<double>(milliseconds) / 1000.0; }

CrawlerMetrics metrics_of(const CrawlerRecord& record, TimePoint now) {
  CrawlerMetrics out;
  out.crawler_name = record.name.name;
  auto runtimes = record.runtimes_ms;
  std::sort(runtimes.begin(), runtimes.end());
  int64_t median_ms = runtimes.empty() ? 0 : runtimes[runtimes.size() / 2];
  int64_t elapsed_ms = std::chrono::floor<std::chrono::milliseconds>(now - record.started_at).count();
  bool runs = record.state == State::running;
  out.still_estimating = runs && runtimes.empty();
  out.time_left_seconds = runs ? seconds(std::max<int64_t>(0, median_ms - elapsed_ms)) : 0;
  out.median_runtime_seconds = seconds(median_ms);
  out.last_runtime_seconds = record.last_crawl ? seconds(record.last_crawl->runtime_ms) : 0;
  auto tables = record.last_crawl ? record.last_crawl->tables : crawler::Counts{};
  out.tables_created = static_cast<int32_t>(tables.created);
  out.tables_updated = static_cast<int32_t>(tables.updated);
  out.tables_deleted = static_cast<int32_t>(tables.deleted);
  return out;
}

struct RecordPage {
  std::vector<CrawlerRecord> records;
  std::optional<std::string> next;
};

Result<RecordPage> page_of(Glue& glue, const aws::RequestContext& ctx, const std::optional<std::string>& token, const std::optional<int32_t>& max_results,
                           std::string_view operation) {
  PageToken tokens({operation, ctx.account_id(), ctx.region()});
  size_t limit = max_results ? static_cast<size_t>(*max_results) : kDefaultPage;
  RecordPage out;
  out.records = TRY(crawler::list_crawlers(*glue.store.snapshot(), ctx.account_id(), ctx.region(), TRY(tokens.decode(token)), limit + 1));
  if (out.records.size() <= limit) return out;
  out.records.resize(limit);
  out.next = tokens.encode(out.records.back().name.name);
  return out;
}

template <class Given, class Kept>
void replace_if_given(const std::optional<Given>& given, std::optional<Kept>& kept) {
  if (given) kept = *given;
}

bool crawls_new_folders_only(const boost::json::object& document) {
  auto policy = document.if_contains("RecrawlPolicy");
  auto behavior = policy && policy->is_object() ? policy->get_object().if_contains("RecrawlBehavior") : nullptr;
  return behavior && *behavior == "CRAWL_NEW_FOLDERS_ONLY";
}

// What has been crawled of other targets says nothing about these.
Result<void> check_may_move(const CrawlerRecord& record, CrawlerTargets targets) {
  if (!crawls_new_folders_only(record.document)) return {};
  Crawler shape;
  shape.targets = std::move(targets);
  complete(shape);
  auto known = record.document.if_contains("Targets");
  if (known && to_document(*shape.targets) == *known) return {};
  return errors::invalid_input("The targets of a crawler cannot change while its RecrawlBehavior is CRAWL_NEW_FOLDERS_ONLY.");
}

// The document of the crawler with what the update gives in the place of what it had.
Result<boost::json::object> updated_document(Glue& glue, const CrawlerRecord& record, const UpdateCrawlerInput& in, const aws::RequestContext& ctx) {
  Crawler shape;
  TRY(from_document(record.document, shape));
  if (in.targets) TRY(check_may_move(record, *in.targets));
  replace_if_given(in.role, shape.role);
  replace_if_given(in.targets, shape.targets);
  replace_if_given(in.database_name, shape.database_name);
  replace_if_given(in.description, shape.description);
  replace_if_given(in.classifiers, shape.classifiers);
  replace_if_given(in.table_prefix, shape.table_prefix);
  replace_if_given(in.schema_change_policy, shape.schema_change_policy);
  replace_if_given(in.recrawl_policy, shape.recrawl_policy);
  replace_if_given(in.lineage_configuration, shape.lineage_configuration);
  replace_if_given(in.lake_formation_configuration, shape.lake_formation_configuration);
  replace_if_given(in.configuration, shape.configuration);
  replace_if_given(in.crawler_security_configuration, shape.crawler_security_configuration);
  shape.last_updated = ctx.now();
  shape.version = shape.version.value_or(0) + 1;
  auto document = TRY(checked_document(glue, std::move(shape), ctx));
  if (in.schedule) TRY(set_schedule(document, *in.schedule));
  return document;
}

}  // namespace

Result<CreateCrawlerOutput> create_crawler(Glue& glue, const CreateCrawlerInput& in, const aws::RequestContext& ctx) {
  Crawler shape;
  shape.name = in.name;
  shape.role = in.role;
  shape.targets = in.targets;
  shape.database_name = in.database_name;
  shape.description = in.description;
  shape.classifiers = in.classifiers;
  shape.recrawl_policy = in.recrawl_policy;
  shape.schema_change_policy = in.schema_change_policy;
  shape.lineage_configuration = in.lineage_configuration;
  shape.lake_formation_configuration = in.lake_formation_configuration;
  shape.table_prefix = in.table_prefix;
  shape.configuration = in.configuration;
  shape.crawler_security_configuration = in.crawler_security_configuration;
  shape.catalog_id = in.catalog_id;
  shape.creation_time = shape.last_updated = ctx.now();
  shape.version = 1;
  CrawlerRecord record;
  record.name = crawler_name_of(ctx, in.name);
  record.document = TRY(checked_document(glue, std::move(shape), ctx));
  TRY(set_schedule(record.document, in.schedule.value_or("")));
  TRY(check_role(glue, ctx, in.role));
  auto now = glue.crawlers.schedule_clock().now();
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateCrawlerOutput> {
    if (TRY(crawler::find_crawler(txn, record.name))) return crawler_exists(in.name);
    auto known = TRY(crawler::list_crawlers(txn, ctx.account_id(), ctx.region(), "", kMaxCrawlers));
    if (known.size() >= kMaxCrawlers) return too_many_crawlers();
    crawler::reschedule(txn, record, now);
    put_crawler(txn, record);
    put_tags(txn, crawler_arn(ctx, in.name), in.tags);
    return CreateCrawlerOutput{};
  });
}

Result<GetCrawlerOutput> get_crawler(Glue& glue, const GetCrawlerInput& in, const aws::RequestContext& ctx) {
  auto record = TRY(get_crawler_record(*glue.store.snapshot(), crawler_name_of(ctx, in.name)));
  return GetCrawlerOutput{.crawler = TRY(shown(record, ctx.now()))};
}

Result<GetCrawlersOutput> get_crawlers(Glue& glue, const GetCrawlersInput& in, const aws::RequestContext& ctx) {
  auto page = TRY(page_of(glue, ctx, in.next_token, in.max_results, "GetCrawlers"));
  GetCrawlersOutput out;
  out.next_token = page.next;
  out.crawlers.emplace();
  for (auto& record : page.records) out.crawlers->push_back(TRY(shown(record, ctx.now())));
  return out;
}

Result<BatchGetCrawlersOutput> batch_get_crawlers(Glue& glue, const BatchGetCrawlersInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  BatchGetCrawlersOutput out;
  out.crawlers.emplace();
  out.crawlers_not_found.emplace();
  for (auto& name : in.crawler_names) {
    auto record = TRY(crawler::find_crawler(*reader, crawler_name_of(ctx, name)));
    if (record) out.crawlers->push_back(TRY(shown(*record, ctx.now())));
    else out.crawlers_not_found->push_back(name);
  }
  return out;
}

Result<ListCrawlersOutput> list_crawlers(Glue& glue, const ListCrawlersInput& in, const aws::RequestContext& ctx) {
  auto page = TRY(page_of(glue, ctx, in.next_token, std::min<int32_t>(in.max_results.value_or(kMaxListed), kMaxListed), "ListCrawlers"));
  auto reader = glue.store.snapshot();
  ListCrawlersOutput out;
  out.next_token = page.next;
  out.crawler_names.emplace();
  for (auto& record : page.records) {
    auto tags = TRY(find_tags(*reader, crawler_arn(ctx, record.name.name)));
    bool wanted = true;
    for (auto& [key, value] : in.tags.value_or(Tags())) wanted = wanted && tags.contains(key) && (value.empty() || tags[key] == value);
    if (wanted) out.crawler_names->push_back(record.name.name);
  }
  return out;
}

Result<UpdateCrawlerOutput> update_crawler(Glue& glue, const UpdateCrawlerInput& in, const aws::RequestContext& ctx) {
  if (in.role) TRY(check_role(glue, ctx, *in.role));
  auto name = crawler_name_of(ctx, in.name);
  auto now = glue.crawlers.schedule_clock().now();
  bool forgets = TRY(glue.store.transact([&](kv::Txn& txn) -> Result<bool> {
    auto record = TRY(get_crawler_record(txn, name));
    if (record.state != State::ready) return is_running(in.name);
    bool remembers = crawls_new_folders_only(record.document);
    record.document = TRY(updated_document(glue, record, in, ctx));
    if (in.schedule) crawler::reschedule(txn, record, now);
    put_crawler(txn, record);
    return remembers && !crawls_new_folders_only(record.document);
  }));
  if (forgets) TRY(crawler::forget_folders(glue.store, name));
  return UpdateCrawlerOutput{};
}

Result<DeleteCrawlerOutput> delete_crawler(Glue& glue, const DeleteCrawlerInput& in, const aws::RequestContext& ctx) {
  auto name = crawler_name_of(ctx, in.name);
  auto deletable = [&](kv::Reader& reader) -> Result<CrawlerRecord> {
    auto record = TRY(get_crawler_record(reader, name));
    if (record.state != State::ready) return is_running(in.name);
    return record;
  };
  TRY(deletable(*glue.store.snapshot()));
  // Before the crawler itself, so that one of the same name can never find them.
  TRY(crawler::forget_folders(glue.store, name));
  TRY(crawler::forget_crawls(glue.store, name));
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteCrawlerOutput> {
    auto record = TRY(deletable(txn));
    record.document.erase("Schedule");
    crawler::reschedule(txn, record, ctx.now());
    erase_crawler(txn, name);
    put_tags(txn, crawler_arn(ctx, in.name), Tags());
    return DeleteCrawlerOutput{};
  });
}

Result<StartCrawlerOutput> start_crawler(Glue& glue, const StartCrawlerInput& in, const aws::RequestContext& ctx) {
  std::string crawl_id = glue.random.uuid();
  auto name = crawler_name_of(ctx, in.name);
  TRY(glue.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto record = TRY(get_crawler_record(txn, name));
    if (record.state != State::ready) return already_started(in.name);
    crawler::begin_crawl(txn, record, crawl_id, ctx.now());
    put_crawler(txn, record);
    return {};
  }));
  glue.crawlers.start(name);
  return StartCrawlerOutput{};
}

Result<StopCrawlerOutput> stop_crawler(Glue& glue, const StopCrawlerInput& in, const aws::RequestContext& ctx) {
  auto name = crawler_name_of(ctx, in.name);
  TRY(glue.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto record = TRY(get_crawler_record(txn, name));
    auto state = next(record.state, crawler::Event::stop);
    if (!state) return record.state == State::ready ? is_not_running(in.name) : is_stopping(in.name);
    record.state = *state;
    put_crawler(txn, record);
    return {};
  }));
  glue.crawlers.stop(name);
  return StopCrawlerOutput{};
}

Result<GetCrawlerMetricsOutput> get_crawler_metrics(Glue& glue, const GetCrawlerMetricsInput& in, const aws::RequestContext& ctx) {
  GetCrawlerMetricsOutput out;
  out.crawler_metrics_list.emplace();
  if (in.crawler_name_list && !in.crawler_name_list->empty()) {
    auto reader = glue.store.snapshot();
    for (auto& name : *in.crawler_name_list) {
      auto record = TRY(crawler::find_crawler(*reader, crawler_name_of(ctx, name)));
      if (record) out.crawler_metrics_list->push_back(metrics_of(*record, ctx.now()));
    }
    return out;
  }
  auto page = TRY(page_of(glue, ctx, in.next_token, in.max_results, "GetCrawlerMetrics"));
  out.next_token = page.next;
  for (auto& record : page.records) out.crawler_metrics_list->push_back(metrics_of(record, ctx.now()));
  return out;
}

// Actions and resources: actions.md section 2.
aws::AccessChecks may_create_crawler(const CreateCrawlerInput& in, const aws::RequestContext&) {
  aws::AccessChecks checks{{"glue:CreateCrawler", "*", {}}};
  add_request_tags(checks, in.tags);
  return checks;
}
aws::AccessChecks may_get_crawler(const GetCrawlerInput& in, const aws::RequestContext& ctx) { return {{"glue:GetCrawler", crawler_arn(ctx, in.name), {}}}; }
aws::AccessChecks may_get_crawlers(const GetCrawlersInput&, const aws::RequestContext&) { return {{"glue:GetCrawlers", "*", {}}}; }
aws::AccessChecks may_batch_get_crawlers(const BatchGetCrawlersInput& in, const aws::RequestContext& ctx) {
  aws::AccessChecks checks;
  for (auto& name : in.crawler_names) checks.push_back({"glue:BatchGetCrawlers", crawler_arn(ctx, name), {}});
  return checks;
}
aws::AccessChecks may_list_crawlers(const ListCrawlersInput&, const aws::RequestContext&) { return {{"glue:ListCrawlers", "*", {}}}; }
aws::AccessChecks may_update_crawler(const UpdateCrawlerInput& in, const aws::RequestContext& ctx) {
  return {{"glue:UpdateCrawler", crawler_arn(ctx, in.name), {}}};
}
aws::AccessChecks may_delete_crawler(const DeleteCrawlerInput& in, const aws::RequestContext& ctx) {
  return {{"glue:DeleteCrawler", crawler_arn(ctx, in.name), {}}};
}
aws::AccessChecks may_start_crawler(const StartCrawlerInput& in, const aws::RequestContext& ctx) {
  return {{"glue:StartCrawler", crawler_arn(ctx, in.name), {}}};
}
aws::AccessChecks may_stop_crawler(const StopCrawlerInput& in, const aws::RequestContext& ctx) {
  return {{"glue:StopCrawler", crawler_arn(ctx, in.name), {}}};
}
aws::AccessChecks may_get_crawler_metrics(const GetCrawlerMetricsInput&, const aws::RequestContext&) {
  return {{"glue:GetCrawlerMetrics", "*", {}}};
}

}  // namespace tarn::glue
