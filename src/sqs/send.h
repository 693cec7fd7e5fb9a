// SendMessage and SendMessageBatch.
#pragma once
#include "sqs/messages.gen.h"
#include "sqs/service.h"

namespace tarn::sqs {

Result<SendMessageOutput> send_message(SqsState& sqs, const SendMessageInput& in, const aws::RequestContext& ctx);
Result<SendMessageBatchOutput> send_message_batch(SqsState& sqs, const SendMessageBatchInput& in, const aws::RequestContext& ctx);

// Digests as clients compute them again, lower-case hex (Amazon SQS developer guide, "Calculating the MD5 message digest for message attributes").
std::string md5_of(std::string_view bytes);
std::string md5_of_attributes(const std::map<std::string, MessageAttribute>& attributes);

std::string message_uuid(std::string_view id);  // how a raw id is shown

}  // namespace tarn::sqs
