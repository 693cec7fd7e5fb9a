#include "server.h"

#include <atomic>

#include "background.h"
#include "base/clock.h"
#include "base/random.h"
#include "gateway/gateway.h"
#include "gateway/own_pages.h"
#include "iam/iam.h"
#include "objects/bucket_policy.h"
#include "objects/reclaim.h"
#include "s3/service.h"

namespace tarn {
namespace {

constexpr std::chrono::seconds kGrace{10};              // for running requests at the end
constexpr std::chrono::seconds kReclaimInterval{5};

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
    if (http_) http_->stop(kGrace);
    background_.stop();
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
    reclaimer_.emplace(*objects_);
    s3_.emplace(s3::S3{*objects_, iam_->principal_names()});
    background_.once("unreachable blobs", [this] { return reclaimer_->find_unreachable(); });
    background_.every("reclaim", kReclaimInterval, [this]() -> Result<void> {
      TRY(reclaimer_->run_once(clock_.now()));
      return {};
    });
    return {};
  }

  Result<void> serve() {
    std::vector<aws::Service> services{iam_->iam_service(), iam_->sts_service(), s3::s3_service(*s3_)};
    gateway_.emplace(gateway::GatewayOptions{.default_region = options_.region, .routing = {}, .account_id = options_.account_id}, std::move(services),
                     iam_->identities(), iam_->authorizer(), clock_, random_, metrics_);
    net::HttpServerOptions http{.port = options_.port, .tls = options_.tls};
    http_ = TRY(net::serve_http(std::move(http), [this](net::HttpRequest& request) {
      return gateway::OwnPages::owns(request) ? own_pages_.handle(request) : gateway_->handle(request);
    }));
    info_ = {.endpoint = (options_.tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(http_->port()),
             .redshift_host = "127.0.0.1",
             .redshift_port = 0,
             .region = options_.region};
    ready_ = true;
    return {};
  }

  const ServeOptions options_;
  DataFolder folder_;
  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<io::FileSystem> files_ = io::open_system_files();
  std::optional<iam::SecretBox> secrets_box_;
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<blob::Files> blobs_;
  std::unique_ptr<iam::Iam> iam_;
  std::unique_ptr<objects::ObjectStore> objects_;
  std::optional<objects::BucketPolicies> bucket_policies_;
  std::optional<objects::Reclaimer> reclaimer_;
  std::optional<s3::S3> s3_;
  gateway::Metrics metrics_;
  std::atomic<bool> ready_{false};
  gateway::OwnPages own_pages_{metrics_, ready_};
  std::optional<gateway::Gateway> gateway_;
  Background background_;
  std::unique_ptr<net::HttpServer> http_;
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
