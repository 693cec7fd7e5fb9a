#include "server.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>

#include "athena/service.h"
#include "background.h"
#include "base/clock.h"
#include "base/random.h"
#include "catalog/partition_index.h"
#include "catalog/purge.h"
#include "gateway/gateway.h"
#include "gateway/own_pages.h"
#include "glue/crawler/runner.h"
#include "glue/job/runner.h"
#include "glue/iceberg/service.h"
#include "glue/resource_policies.h"
#include "glue/service.h"
#include "glue/statistics/runner.h"
#include "glue/tags.h"
#include "iam/iam.h"
#include "logs/logs.h"
#include "objects/bucket_policy.h"
#include "objects/reclaim.h"
#include "redshift/catalog_lake.h"
#include "redshift/service.h"
#include "s3/event_delivery.h"
#include "s3/service.h"
#include "schedule_clock.h"
#include "secrets/secrets.h"
#include "sqs/sqs.h"

namespace tarn {
namespace {

constexpr std::chrono::seconds kGrace{10};              // for running requests at the end
constexpr std::chrono::seconds kReclaimInterval{5};
constexpr std::chrono::seconds kStatisticsInterval{5};   // schedules of column statistics
constexpr std::chrono::seconds kIndexInterval{1};        // new partition indexes are filled soon
constexpr std::chrono::milliseconds kEventInterval{100};
constexpr size_t kEventStep = 100;
constexpr size_t kPurgeStep = 1000;  // rows a transaction

// A checkout or an installation: where .spark, python and build/spark stand. The binary is <root>/build/<preset>/tarn.
std::string installation_root() {
  if (const char* told = std::getenv("TARN_HOME"); told && *told) return told;
  std::error_code failed;
  return std::filesystem::canonical("/proc/self/exe", failed).parent_path().parent_path().parent_path().string();
}

// Members are made in this order and destroyed in reverse: what is borrowed stands above who borrows it.
class LakeServer final : public Server {
 public:
  LakeServer(ServeOptions options, DataFolder folder) : options_(std::move(options)), folder_(std::move(folder)) {}
  ~LakeServer() override { stop(); }

  Result<void> start() {
    TRY(open_state());
    TRY(serve());
    return folder_.announce(info_);
  }

  const ServingInfo& info() const override { return info_; }

  void stop() override {
    ready_ = false;
    if (queues_) queues_->stop();
    if (http_) http_->stop(kGrace);
    if (plain_http_) plain_http_->stop(kGrace);
    background_.stop();  // schedules start nothing more
    if (jobs_) jobs_->stop_all();
    if (crawlers_) crawlers_->stop_all();
    if (statistics_) statistics_->stop_all();
    if (athena_) athena_->stop();
    if (warehouse_) warehouse_->stop(kGrace);
  }

 private:
  Result<void> open_state() {
    const auto credentials = TRY(folder_.credentials(random_));
    secrets_box_.emplace(TRY(folder_.secret_key(random_)), random_);
    store_ = TRY(kv::open_rocksdb(folder_.sub("kv"), *files_, clock_));
    blobs_ = TRY(blob::open_files(folder_.sub("blob"), *files_, random_));
    iam_ = TRY(iam::open_iam({.root = {options_.account_id, credentials.access_key_id, credentials.secret_access_key}}, *store_, *secrets_box_, random_));
    objects_.reset(new objects::ObjectStore{*store_, *blobs_, iam_->authorizer(), random_, clock_});
    bucket_policies_.emplace(*store_);
    iam_->set_resource_policies("s3", *bucket_policies_);
    catalog_policies_.emplace(*store_);
    iam_->set_resource_policies("glue", *catalog_policies_);
    catalog_tags_.emplace(*store_);
    iam_->set_resource_tags("glue", *catalog_tags_);
    reclaimer_.emplace(*objects_);
    logs_ = logs::open_logs(*store_, clock_, random_);
    secrets_ = secrets::open_secrets(*store_, *secrets_box_, iam_->authorizer(), random_);
    queues_ = sqs::open_sqs(*store_, clock_, random_, iam_->authorizer(), iam_->principal_names());
    iam_->set_resource_policies("sqs", queues_->queue_policies());
    s3_.emplace(s3::S3{*objects_, iam_->principal_names(), *queues_});
    background_.once("unreachable blobs", [this] { return reclaimer_->find_unreachable(); });
    background_.every("reclaim", kReclaimInterval, [this]() -> Result<void> {
      TRY(reclaimer_->run_once(clock_.now()));
      return {};
    });
    background_.every("rows of deleted tables", kReclaimInterval, [this]() -> Result<void> {
      while (TRY(catalog::purge_deleted(*store_, kPurgeStep)) > 0) {}
      return {};
    });
    background_.every("events of buckets", kEventInterval, [this]() -> Result<void> {
      while (TRY(s3::deliver_events(*s3_, kEventStep)) > 0) {}
      return {};
    });
    background_.every("rows of queues", kReclaimInterval, [this]() -> Result<void> {
      while (TRY(queues_->clean_up(kPurgeStep)) > 0) {}
      return {};
    });
    background_.every("partition indexes", kIndexInterval, [this]() -> Result<void> {
      while (TRY(catalog::advance_partition_indexes(*store_, kPurgeStep)) > 0) {}
      return {};
    });
    return {};
  }

  Result<void> serve() {
    TRY(listen());
    TRY(open_warehouse());
    TRY(open_jobs());
    lake_engine_ = TRY(engine::open_lake_engine({.spill_directory = folder_.sub("spill")}));
    TRY(open_crawlers());
    TRY(open_statistics());
    athena_ = TRY(athena::open_athena({*store_, *objects_, *lake_engine_, iam_->authorizer(), clock_, random_}, {}));
    glue_.reset(new glue::Glue{*store_, *objects_, *iam_, *secrets_box_, random_, *jobs_, *crawlers_, *statistics_});
    std::vector<aws::Service> services{iam_->iam_service(), iam_->sts_service(), s3::s3_service(*s3_), logs_->service(), secrets_->service(), queues_->service(), glue::glue_service(*glue_), glue_iceberg::iceberg_service(*glue_), athena_->service()};
    for (const aws::Service& service : warehouse_->services()) services.push_back(service);
    gateway_.emplace(gateway::GatewayOptions{.default_region = options_.region, .routing = {}, .account_id = options_.account_id}, std::move(services),
                     iam_->identities(), iam_->authorizer(), clock_, random_, metrics_);
    ready_ = true;
    return {};
  }

  // The ports are known before the services that tell them to others are made; until `ready_` only /_tarn/health answers.
  Result<void> listen() {
    auto handler = [this](net::HttpRequest& request) { return answer(request); };
    http_ = TRY(net::serve_http({.port = options_.port, .tls = options_.tls}, handler));
    // Jobs reach the APIs from inside their sandbox without TLS: the certificate names no loopback address.
    if (options_.tls) plain_http_ = TRY(net::serve_http({.port = 0}, handler));
    info_ = {.endpoint = (options_.tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(http_->port()),
             .redshift_host = "127.0.0.1",
             .redshift_port = 0,
             .region = options_.region};
    return {};
  }

  net::HttpReply answer(net::HttpRequest& request) {
    if (gateway::OwnPages::owns(request)) return own_pages_.handle(request);
    if (ready_) return gateway_->handle(request);
    net::HttpReply starting;
    starting.status = 503;
    return starting;
  }

  Result<void> open_warehouse() {
    warehouse_lake_.emplace(lake::Tables{*store_, iam_->authorizer()}, *objects_);
    redshift::WarehouseOptions warehouse;
    warehouse.port = options_.redshift_port;
    warehouse.directory = folder_.sub("warehouse");
    warehouse.account_id = options_.account_id;
    warehouse.region = options_.region;
    warehouse.admin_password = TRY(folder_.credentials(random_)).redshift_password;
    warehouse.tls = options_.tls;
    auto secret_string = [this](const aws::AccessContext& who, const std::string& secret_id) { return secrets_->secret_string(who, secret_id); };
    warehouse_ = TRY(redshift::serve_redshift(std::move(warehouse), {*warehouse_lake_, iam_->identities(), clock_, random_, *store_, secret_string}));
    info_.redshift_port = warehouse_->port();
    return {};
  }

  Result<void> open_jobs() {
    launcher_ = process::open_launcher();
    jobs_.emplace(glue::job::RunnerNeeds{*store_, *objects_, iam_->identities(), *launcher_, *logs_, clock_, random_},
                  glue::job::RunnerOptions{.directory = folder_.sub("jobs"),
                                           .runtime = glue::job::find_spark_runtime(installation_root()),
                                           .api_port = plain_http_ ? plain_http_->port() : http_->port(),
                                           .redshift_port = info_.redshift_port});
    return jobs_->recover();
  }

  Result<void> open_crawlers() {
    crawlers_.emplace(glue::crawler::CrawlNeeds{*store_, *objects_, iam_->identities(), *lake_engine_, *logs_, clock_, schedule_clock_, random_});
    TRY(crawlers_->recover());
    background_.every("schedules of crawlers", glue::crawler::kScheduleInterval, [this] { return crawlers_->start_due(); });
    return {};
  }

  Result<void> open_statistics() {
    statistics_.emplace(glue::statistics::RunnerNeeds{*store_, *objects_, iam_->identities(), *lake_engine_, clock_, random_});
    background_.every("column statistics schedules", kStatisticsInterval, [this] { return statistics_->start_due(); });
    return statistics_->recover();
  }

  const ServeOptions options_;
  DataFolder folder_;
  SystemClock clock_;
  const ScheduleClock schedule_clock_{clock_, options_.schedule_clock};
  SystemRandom random_;
  std::unique_ptr<io::FileSystem> files_ = io::open_system_files();
  std::optional<iam::SecretBox> secrets_box_;
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<blob::Files> blobs_;
  std::unique_ptr<iam::Iam> iam_;
  std::unique_ptr<objects::ObjectStore> objects_;
  std::optional<objects::BucketPolicies> bucket_policies_;
  std::optional<glue::CatalogPolicies> catalog_policies_;
  std::optional<glue::StoredTags> catalog_tags_;
  std::optional<objects::Reclaimer> reclaimer_;
  std::unique_ptr<sqs::Sqs> queues_;
  std::optional<s3::S3> s3_;
  std::unique_ptr<logs::Logs> logs_;
  std::unique_ptr<secrets::Secrets> secrets_;
  std::optional<redshift::CatalogLake> warehouse_lake_;
  std::unique_ptr<redshift::Warehouse> warehouse_;
  std::unique_ptr<engine::Engine> lake_engine_;
  std::optional<glue::statistics::Runner> statistics_;
  std::unique_ptr<athena::Athena> athena_;
  std::unique_ptr<process::Launcher> launcher_;
  std::optional<glue::job::Runner> jobs_;
  std::optional<glue::crawler::Runner> crawlers_;
  std::unique_ptr<glue::Glue> glue_;
  gateway::Metrics metrics_;
  std::atomic<bool> ready_{false};
  gateway::OwnPages own_pages_{metrics_, ready_};
  std::optional<gateway::Gateway> gateway_;
  Background background_;
  std::unique_ptr<net::HttpServer> http_, plain_http_;
  ServingInfo info_;
};

}  // namespace

Result<std::unique_ptr<Server>> start_server(const ServeOptions& options) {
  auto folder = TRY(DataFolder::open(options.data));
  auto server = std::make_unique<LakeServer>(options, std::move(folder));
  TRY(server->start());
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace tarn
