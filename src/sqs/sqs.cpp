#include "sqs/sqs.h"

#include "sqs/clean_up.h"
#include "sqs/errors.h"
#include "sqs/queue_policies.h"
#include "sqs/service.h"

namespace tarn::sqs {
namespace {

class StoredQueues final : public Sqs {
 public:
  StoredQueues(kv::Store& store, const Clock& clock, Random& random, const iam::Authorizer& authorizer, const iam::PrincipalNames& principal_names)
      : state_{store, clock, random, authorizer, principal_names}, policies_(store) {}

  aws::Service service() override { return {"sqs", &state_, operations()}; }
  const iam::ResourcePolicies& queue_policies() const override { return policies_; }
  void stop() override { state_.stopping = true; }

  Result<void> check_may_send(const aws::AccessContext& who, const std::string& arn, const std::string& source_arn, const std::string& source_account) const override {
    auto name = queue_of_arn(arn);
    if (!name) return errors::no_such_queue();
    TRY(expect_queue(*state_.store.snapshot(), *name));
    return state_.authorizer.authorize(who, {"sqs:SendMessage", arn, {{"aws:sourcearn", source_arn}, {"aws:sourceaccount", source_account}}});
  }

  Result<void> deliver(kv::Txn& txn, const std::string& arn, std::string body, TimePoint now) override {
    auto name = queue_of_arn(arn);
    if (!name) return errors::no_such_queue();
    auto queue = TRY(expect_queue(txn, *name));
    put_message(txn, queue.id, {.id = new_id(state_.random), .body = std::move(body), .sender_id = name->account_id, .sent_at = now, .visible_from = now});
    return {};
  }

  Result<size_t> clean_up(size_t most) override {
    size_t removed = TRY(remove_gone_rows(state_.store, most));
    return removed + TRY(remove_expired(state_.store, state_.clock.now(), most));
  }

 private:
  SqsState state_;
  QueuePolicies policies_;
};

}  // namespace

std::unique_ptr<Sqs> open_sqs(kv::Store& store, const Clock& clock, Random& random, const iam::Authorizer& authorizer, const iam::PrincipalNames& principal_names) {
  return std::make_unique<StoredQueues>(store, clock, random, authorizer, principal_names);
}

}  // namespace tarn::sqs
