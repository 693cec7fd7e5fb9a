#include "athena/service.h"

#include "athena/executions.h"
#include "athena/executor.h"
#include "athena/state.h"

namespace tarn::athena {
namespace {

class RunningAthena final : public Athena {
 public:
  RunningAthena(AthenaNeeds needs, AthenaOptions options)
      : state_{needs.store, needs.objects, needs.engine, needs.authorizer, needs.clock, needs.random, {needs.store, needs.authorizer, &needs.objects}},
        executor_(state_, options.running_queries) {
    state_.executor = &executor_;
  }
  aws::Service service() override { return {.model = "athena", .self = &state_, .operations = operations()}; }
  void stop() override { executor_.stop(); }

 private:
  State state_;
  Executor executor_;
};

}  // namespace

Result<std::unique_ptr<Athena>> open_athena(AthenaNeeds needs, AthenaOptions options) {
  State state{needs.store, needs.objects, needs.engine, needs.authorizer, needs.clock, needs.random, {needs.store, needs.authorizer, &needs.objects}};
  TRY(fail_interrupted(state));
  return std::unique_ptr<Athena>(std::make_unique<RunningAthena>(needs, options));
}

}  // namespace tarn::athena
