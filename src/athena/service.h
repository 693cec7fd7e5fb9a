// Athena: statements over the lake (athena.md section 1). Tables are read and pinned, and objects opened and staged as files, by lake/ (shared with
// Redshift). main.cpp opens it, hands in what it needs, and stops it.
#pragma once
#include <memory>

#include "aws/operation.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "catalog/catalog.h"
#include "engine/engine.h"
#include "iam/authorizer.h"
#include "kv/store.h"
#include "objects/object_store.h"

namespace tarn::athena {

struct AthenaOptions {
  unsigned running_queries = 8;  // at once; more wait in the queue
};

// Everything is borrowed and must outlive the service.
struct AthenaNeeds {
  kv::Store& store;
  objects::ObjectStore& objects;
  engine::Engine& engine;  // the lake's
  const iam::Authorizer& authorizer;
  const Clock& clock;
  Random& random;
};

class Athena {
 public:
  virtual ~Athena() = default;  // stop()
  virtual aws::Service service() = 0;
  // Cancels what runs; queued executions are failed at the next start.
  virtual void stop() = 0;
};

// Executions that a crash or stop interrupted are set to FAILED first.
Result<std::unique_ptr<Athena>> open_athena(AthenaNeeds needs, AthenaOptions options);

}  // namespace tarn::athena
