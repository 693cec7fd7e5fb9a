// /_tarn/*: what is Tarn's own on the main port (no bucket can begin with '_').
#pragma once
#include <atomic>

#include "gateway/metrics.h"
#include "net/http.h"

namespace tarn::gateway {

struct OwnPages {
  const Metrics& metrics;
  const std::atomic<bool>& ready;  // /_tarn/health answers 200 from then on, 503 before

  static bool owns(const net::HttpRequest& request) { return request.path().starts_with("/_tarn/"); }
  net::HttpReply handle(const net::HttpRequest& request) const;
};

}  // namespace tarn::gateway
