#include "gateway/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace tarn::gateway {

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter().Name("tarn_requests_total").Help("Requests answered").Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram().Name("tarn_request_seconds").Help("Time from the complete head to the reply's head").Register(registry);
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(const std::string& service, const std::string& operation, int status, std::chrono::microseconds took) {
  static const prometheus::Histogram::BucketBoundaries kBuckets{0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};
  families_->requests.Add({{"service", service}, {"operation", operation}, {"status", std::to_string(status)}}).Increment();
  families_->seconds.Add({{"service", service}, {"operation", operation}}, kBuckets).Observe(static_cast<double>(took.count()) / 1e6);
}

std::string Metrics::render() const { return prometheus::TextSerializer().Serialize(families_->registry.Collect()); }

}  // namespace tarn::gateway
