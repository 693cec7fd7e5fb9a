// The Glue service: what its handlers need, by reference. main wires it; operations.cpp lists the operations.
#pragma once
#include "aws/operation.h"
#include "base/random.h"
#include "iam/iam.h"
#include "kv/store.h"
#include "objects/object_store.h"

namespace tarn::glue {

namespace job {
class Runner;
}
namespace crawler {
class Runner;
}
namespace statistics {
class Runner;
}

// Everything is borrowed. Handlers take it as their service.
struct Glue {
  kv::Store& store;
  objects::ObjectStore& objects;
  iam::Iam& iam;
  const iam::SecretBox& secrets;  // passwords of connections at rest
  Random& random;
  job::Runner& runner;
  crawler::Runner& crawlers;
  statistics::Runner& statistics;
};

aws::Service glue_service(Glue& glue);

}  // namespace tarn::glue
