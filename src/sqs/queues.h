// Queues: made, found, listed, described, emptied, deleted; their tags.
#pragma once
#include "sqs/queues.gen.h"
#include "sqs/service.h"

namespace tarn::sqs {

Result<CreateQueueOutput> create_queue(SqsState& sqs, const CreateQueueInput& in, const aws::RequestContext& ctx);
Result<DeleteQueueOutput> delete_queue(SqsState& sqs, const DeleteQueueInput& in, const aws::RequestContext& ctx);
Result<GetQueueUrlOutput> get_queue_url(SqsState& sqs, const GetQueueUrlInput& in, const aws::RequestContext& ctx);
Result<ListQueuesOutput> list_queues(SqsState& sqs, const ListQueuesInput& in, const aws::RequestContext& ctx);
Result<ListDeadLetterSourceQueuesOutput> list_dead_letter_source_queues(SqsState& sqs, const ListDeadLetterSourceQueuesInput& in, const aws::RequestContext& ctx);
Result<GetQueueAttributesOutput> get_queue_attributes(SqsState& sqs, const GetQueueAttributesInput& in, const aws::RequestContext& ctx);
Result<SetQueueAttributesOutput> set_queue_attributes(SqsState& sqs, const SetQueueAttributesInput& in, const aws::RequestContext& ctx);
Result<PurgeQueueOutput> purge_queue(SqsState& sqs, const PurgeQueueInput& in, const aws::RequestContext& ctx);

Result<ListQueueTagsOutput> list_queue_tags(SqsState& sqs, const ListQueueTagsInput& in, const aws::RequestContext& ctx);
Result<TagQueueOutput> tag_queue(SqsState& sqs, const TagQueueInput& in, const aws::RequestContext& ctx);
Result<UntagQueueOutput> untag_queue(SqsState& sqs, const UntagQueueInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::sqs
