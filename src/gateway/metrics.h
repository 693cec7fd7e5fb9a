// What /_tarn/metrics tells: requests by service, operation and status, and how long they took inside the server.
#pragma once
#include <chrono>
#include <memory>
#include <string>

namespace prometheus {
class Registry;
}

namespace tarn::gateway {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  void count_request(const std::string& service, const std::string& operation, int status, std::chrono::microseconds took);
  // Prometheus text format.
  std::string render() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace tarn::gateway
