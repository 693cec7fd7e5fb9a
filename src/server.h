// Builds every object of the server, hands each what it needs, and serves. The only file, with main.cpp, that knows all modules.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "data_folder.h"
#include "net/http.h"

namespace tarn {

struct ServeOptions {
  std::string data;
  uint16_t port = 4566;           // 0: any free one
  uint16_t redshift_port = 5439;  // 0: any free one
  std::string account_id = "000000000000";
  std::string region = "us-east-1";
  std::optional<net::TlsFiles> tls;
  std::string schedule_clock;  // file that moves the time of schedules (schedule_clock.h); empty: none
};

class Server {
 public:
  virtual ~Server() = default;  // stops
  virtual const ServingInfo& info() const = 0;
  // Lets running requests end, stops background work, leaves the data folder as a restart finds it.
  virtual void stop() = 0;
};

// Returns when everything answers.
Result<std::unique_ptr<Server>> start_server(const ServeOptions& options);

}  // namespace tarn
