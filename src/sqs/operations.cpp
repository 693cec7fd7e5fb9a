#include <array>

#include "aws/action_name.h"
#include "sqs/queues.h"
#include "sqs/receive.h"
#include "sqs/send.h"

namespace tarn::sqs {
namespace {

using aws::ActionName;
using aws::operation;

// The queue that a request names: by URL, by name and owner, or by the name that it is to have.
template <class Input>
Result<QueueName> queue_in(const Input& in, const aws::RequestContext& ctx) {
  if constexpr (requires { in.queue_url; }) return named_queue(in.queue_url, ctx);
  else if constexpr (requires { in.queue_owner_aws_account_id; }) return QueueName{in.queue_owner_aws_account_id.value_or(ctx.account_id()), ctx.region(), in.queue_name};
  else return QueueName{ctx.account_id(), ctx.region(), in.queue_name};
}

// The tags that a request brings: optional in CreateQueue, required in TagQueue.
template <class Input>
const std::map<std::string, std::string>* tags_in(const Input& in) {
  if constexpr (requires { in.tags->begin(); }) return in.tags ? &*in.tags : nullptr;
  else if constexpr (requires { in.tags.begin(); }) return &in.tags;
  else return nullptr;
}

// Actions and resources: actions.md section 8. A batch is the single action.
template <ActionName Action>
constexpr auto on_queue = [](SqsState&, const auto& in, const aws::RequestContext& ctx) -> Result<aws::AccessChecks> {
  std::vector<std::pair<std::string, std::string>> keys;
  if (auto* tags = tags_in(in))
    for (auto& [key, value] : *tags) {
      keys.emplace_back("aws:requesttag/" + key, value);
      keys.emplace_back("aws:tagkeys", key);
    }
  return aws::AccessChecks{{Action.chars, queue_arn(TRY(queue_in(in, ctx))), std::move(keys)}};
};

aws::AccessChecks may_list_queues(const ListQueuesInput&, const aws::RequestContext&) { return {{"sqs:ListQueues", "*", {}}}; }

constexpr std::array kOperations{
    operation<create_queue, on_queue<"sqs:CreateQueue">>("CreateQueue"),
    operation<delete_queue, on_queue<"sqs:DeleteQueue">>("DeleteQueue"),
    operation<get_queue_url, on_queue<"sqs:GetQueueUrl">>("GetQueueUrl"),
    operation<list_queues, may_list_queues>("ListQueues"),
    operation<list_dead_letter_source_queues, on_queue<"sqs:ListDeadLetterSourceQueues">>("ListDeadLetterSourceQueues"),
    operation<get_queue_attributes, on_queue<"sqs:GetQueueAttributes">>("GetQueueAttributes"),
    operation<set_queue_attributes, on_queue<"sqs:SetQueueAttributes">>("SetQueueAttributes"),
    operation<purge_queue, on_queue<"sqs:PurgeQueue">>("PurgeQueue"),
    operation<list_queue_tags, on_queue<"sqs:ListQueueTags">>("ListQueueTags"),
    operation<tag_queue, on_queue<"sqs:TagQueue">>("TagQueue"),
    operation<untag_queue, on_queue<"sqs:UntagQueue">>("UntagQueue"),

    operation<send_message, on_queue<"sqs:SendMessage">>("SendMessage"),
    operation<send_message_batch, on_queue<"sqs:SendMessage">>("SendMessageBatch"),
    operation<receive_message, on_queue<"sqs:ReceiveMessage">>("ReceiveMessage"),
    operation<delete_message, on_queue<"sqs:DeleteMessage">>("DeleteMessage"),
    operation<delete_message_batch, on_queue<"sqs:DeleteMessage">>("DeleteMessageBatch"),
    operation<change_message_visibility, on_queue<"sqs:ChangeMessageVisibility">>("ChangeMessageVisibility"),
    operation<change_message_visibility_batch, on_queue<"sqs:ChangeMessageVisibility">>("ChangeMessageVisibilityBatch"),
};

}  // namespace

std::span<const aws::Operation> operations() { return kOperations; }

}  // namespace tarn::sqs
