// Log streams: CreateLogStream, DeleteLogStream, DescribeLogStreams.
#pragma once
#include "logs/service.h"
#include "logs/streams.gen.h"

namespace tarn::logs {

Result<CreateLogStreamOutput> create_log_stream(LogsState& logs, const CreateLogStreamInput& in, const aws::RequestContext& ctx);
Result<DeleteLogStreamOutput> delete_log_stream(LogsState& logs, const DeleteLogStreamInput& in, const aws::RequestContext& ctx);
Result<DescribeLogStreamsOutput> describe_log_streams(LogsState& logs, const DescribeLogStreamsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::logs
