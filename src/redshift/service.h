// The default warehouse: one database file, served over the PostgreSQL protocol. main.cpp opens it, hands in what it needs and stops
// it; nothing else of this folder is seen outside.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/operation.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "iam/identities.h"
#include "kv/store.h"
#include "net/http.h"
#include "redshift/lake.h"

namespace tarn::redshift {

struct WarehouseOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;                  // 0: any free one
  std::string directory;              // of the database file and its spills; made if absent
  std::string account_id;             // whose roles and catalog
  std::string region;
  std::string cluster = "tarn";       // its identifier, in error texts and session names
  std::string database = "dev";
  std::string admin_user = "admin";
  std::string admin_password;         // set at every start
  std::optional<net::TlsFiles> tls;
  size_t max_connections = 2000;      // Redshift's own limit for a cluster (Management Guide, quotas)
  uint64_t memory_bytes = 0;          // 0: a share of the machine's
  unsigned threads = 0;               // 0: one a core
};

// Everything is borrowed and must outlive the warehouse.
struct WarehouseNeeds {
  Lake& lake;
  iam::Identities& identities;
  const Clock& clock;
  Random& random;
  kv::Store& store;  // of temporary passwords and the Data API's statements
  // The text of a secret, read with the caller's rights (the Data API's SecretArn).
  std::function<Result<std::string>(const aws::AccessContext& who, const std::string& secret_id)> secret_string;
};

class Warehouse {
 public:
  virtual ~Warehouse() = default;  // stop()
  virtual uint16_t port() const = 0;
  // redshift, redshift-data and redshift-serverless, for the gateway.
  virtual std::vector<aws::Service> services() = 0;
  // Refuses new connections, lets running statements end within `grace`, then ends the sessions (57P01).
  virtual void stop(std::chrono::seconds grace) = 0;
};

Result<std::unique_ptr<Warehouse>> serve_redshift(WarehouseOptions options, WarehouseNeeds needs);

}  // namespace tarn::redshift
