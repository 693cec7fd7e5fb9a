#include "engine/engine.h"

#include <duckdb.hpp>

#include <mutex>

#include "engine/instance.h"
#include "engine/session.h"

namespace tarn::engine {
namespace {

class DuckEngine final : public Engine {
 public:
  DuckEngine(std::string file, EngineOptions options) : file_(std::move(file)), options_(std::move(options)) { open(); }

  Result<std::unique_ptr<Session>> connect() override {
    std::lock_guard lock(mutex_);
    try {
      if (!instance_ || instance_->lost()) rebuild();
      return make_session(instance_->connect());
    } catch (const std::exception& e) {
      return internal_error(std::string("the engine cannot be opened: ") + duckdb::ErrorData(e).Message());
    }
  }

 private:
  void open() { instance_ = std::make_shared<Instance>(file_, options_); }
  // A file is only opened again once nothing of the old instance is left. Sessions of the lake may end at their own pace.
  void rebuild() {
    if (instance_ && !file_.empty()) instance_->abandon();
    instance_.reset();
    open();
  }

  std::string file_;
  EngineOptions options_;
  std::mutex mutex_;
  std::shared_ptr<Instance> instance_;
};

Result<std::unique_ptr<Engine>> open_engine(const std::string& file, EngineOptions options) {
  try {
    return std::unique_ptr<Engine>(std::make_unique<DuckEngine>(file, std::move(options)));
  } catch (const std::exception& e) {
    return internal_error(std::string("the engine cannot be opened: ") + duckdb::ErrorData(e).Message());
  }
}

}  // namespace

Result<std::unique_ptr<Engine>> open_lake_engine(EngineOptions options) { return open_engine("", std::move(options)); }

Result<std::unique_ptr<Engine>> open_warehouse(const std::string& database_file, EngineOptions options) {
  return open_engine(database_file, std::move(options));
}

}  // namespace tarn::engine
