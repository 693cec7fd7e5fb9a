// What Athena's handlers and workers work on.
#pragma once
#include "athena/service.h"
#include "aws/request_context.h"
#include "lake/tables.h"

namespace tarn::athena {

class Executor;

struct State {
  kv::Store& store;
  objects::ObjectStore& objects;
  engine::Engine& engine;
  const iam::Authorizer& authorizer;
  const Clock& clock;
  Random& random;
  lake::Tables tables;
  Executor* executor = nullptr;  // set once both exist; never null for handlers
};

// Workgroups, executions and all that belongs to them are apart by account and region.
struct Scope {
  std::string account_id, region;
  static Scope of(const aws::RequestContext& ctx) { return {ctx.account_id(), ctx.region()}; }
};

constexpr const char* kPrimary = "primary";
constexpr const char* kCatalog = "awsdatacatalog";

std::span<const aws::Operation> operations();

}  // namespace tarn::athena
