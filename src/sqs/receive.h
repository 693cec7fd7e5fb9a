// ReceiveMessage, with long polls, and what is done with what was received.
#pragma once
#include "sqs/messages.gen.h"
#include "sqs/service.h"

namespace tarn::sqs {

// Blocks up to WaitTimeSeconds for a message.
Result<ReceiveMessageOutput> receive_message(SqsState& sqs, const ReceiveMessageInput& in, const aws::RequestContext& ctx);

Result<DeleteMessageOutput> delete_message(SqsState& sqs, const DeleteMessageInput& in, const aws::RequestContext& ctx);
Result<DeleteMessageBatchOutput> delete_message_batch(SqsState& sqs, const DeleteMessageBatchInput& in, const aws::RequestContext& ctx);
Result<ChangeMessageVisibilityOutput> change_message_visibility(SqsState& sqs, const ChangeMessageVisibilityInput& in, const aws::RequestContext& ctx);
Result<ChangeMessageVisibilityBatchOutput> change_message_visibility_batch(SqsState& sqs, const ChangeMessageVisibilityBatchInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::sqs
