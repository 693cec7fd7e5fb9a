#include "redshift/service.h"

#include <filesystem>
#include <map>
#include <mutex>

#include "net/pg_server.h"
#include "redshift/api.h"
#include "redshift/database_file.h"
#include "redshift/catalog_schema.h"
#include "redshift/passwords.h"
#include "redshift/pg_session.h"

namespace tarn::redshift {
namespace {

class Server final : public Warehouse, public net::PgService, public Registry {
 public:
  Server(WarehouseOptions options, WarehouseNeeds needs) : options_(std::move(options)), needs_(needs) {}
  ~Server() override { stop(std::chrono::seconds(0)); }

  Result<void> start() {
    std::error_code failed;
    std::filesystem::create_directories(options_.directory, failed);
    if (failed) return internal_error("cannot make " + options_.directory + ": " + failed.message());
    engine::EngineOptions engine_options{.threads = options_.threads, .memory_bytes = options_.memory_bytes, .spill_directory = options_.directory + "/spill"};
    engine_ = TRY(engine::open_warehouse(database_file(options_.directory), engine_options));
    auto setup = TRY(engine_->connect());
    Database database(*setup);
    const std::string password = stored_password(options_.admin_password, options_.admin_user, needs_.random);
    if (auto prepared = prepare_catalog(database, options_.database, options_.admin_user, password); !prepared.ok())
      return internal_error("the warehouse's catalog: " + prepared.error().message);
    history_ = std::make_unique<History>(TRY(engine_->connect()));
    shared_ = std::unique_ptr<Shared>(new Shared{options_, needs_, *engine_, *history_, std::move(setup)});
    shared_->log_mark = std::make_unique<LogMark>(io::open_system_files(), database_file(options_.directory));
    net::PgServerOptions server_options{.address = options_.address, .port = options_.port, .max_connections = options_.max_connections, .tls = options_.tls};
    server_ = TRY(net::serve_pg(std::move(server_options), *this));
    TRY(abort_unfinished(needs_.store, needs_.clock.now()));
    runner_ = std::make_unique<DataRunner>(*shared_);
    api_.reset(new WarehouseApi{*shared_, *runner_, server_->port(), needs_.clock.now()});
    return {};
  }

  uint16_t port() const override { return server_->port(); }
  std::vector<aws::Service> services() override {
    return {{"redshift", api_.get(), cluster_operations()}, {"redshift-data", api_.get(), data_operations()}, {"redshift-serverless", api_.get(), serverless_operations()}};
  }
  void stop(std::chrono::seconds grace) override {
    if (runner_) runner_->stop();
    if (server_) server_->stop(grace);
  }

  std::unique_ptr<net::PgSession> connect(net::PgStartup startup, net::PgOutput& out) override {
    const int32_t key = static_cast<int32_t>(needs_.random.next_u64());
    auto client = std::make_unique<PgClient>(*shared_, *this, std::move(startup), shared_->next_pid.fetch_add(1), key);
    if (!client->start(out)) return nullptr;
    return client;
  }

  void cancel(int32_t process_id, int32_t secret_key) override {
    std::lock_guard lock(mutex_);
    auto found = sessions_.find(process_id);
    if (found != sessions_.end() && found->second.key == secret_key) found->second.session->cancel();
  }

  void add(int64_t pid, int32_t key, SqlSession* session) override {
    std::lock_guard lock(mutex_);
    sessions_[pid] = {key, session};
  }
  void remove(int64_t pid) override {
    std::lock_guard lock(mutex_);
    sessions_.erase(pid);
  }

 private:
  struct Entry {
    int32_t key = 0;
    SqlSession* session = nullptr;  // removes itself before it goes
  };

  const WarehouseOptions options_;
  const WarehouseNeeds needs_;
  std::unique_ptr<engine::Engine> engine_;
  std::unique_ptr<History> history_;
  std::unique_ptr<Shared> shared_;
  std::mutex mutex_;
  std::map<int64_t, Entry> sessions_;
  std::unique_ptr<DataRunner> runner_;
  std::unique_ptr<WarehouseApi> api_;
  std::unique_ptr<net::PgServer> server_;  // last: its sessions use everything above
};

}  // namespace

Result<std::unique_ptr<Warehouse>> serve_redshift(WarehouseOptions options, WarehouseNeeds needs) {
  auto server = std::make_unique<Server>(std::move(options), needs);
  TRY(server->start());
  return std::unique_ptr<Warehouse>(std::move(server));
}

}  // namespace tarn::redshift
