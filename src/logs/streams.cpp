#include "logs/streams.h"

#include <algorithm>

#include "base/encoding.h"
#include "logs/errors.h"

namespace tarn::logs {
namespace {

constexpr size_t kDescribeLimit = 50;  // CloudWatch Logs API reference, DescribeLogStreams, limit
const std::string kSequenceToken = "49039859578001";  // checked by nobody since 2023, but old clients want one

LogStream shown(const GroupName& name, const StreamRecord& stream) {
  LogStream out;
  out.log_stream_name = stream.name;
  out.creation_time = stream.created_ms;
  if (stream.last_event_ms >= 0) {
    out.first_event_timestamp = stream.first_event_ms;
    out.last_event_timestamp = stream.last_event_ms;
    out.last_ingestion_time = stream.last_ingestion_ms;
  }
  out.upload_sequence_token = kSequenceToken;
  out.arn = stream_arn(name, stream.name);
  out.stored_bytes = 0;  // always, since 2019
  return out;
}

// Newest last; streams of one time by name.
bool earlier(const StreamRecord& a, const StreamRecord& b) {
  return std::tie(a.last_event_ms, a.name) < std::tie(b.last_event_ms, b.name);
}

Result<std::vector<StreamRecord>> sorted_streams(kv::Reader& reader, const GroupName& name, const DescribeLogStreamsInput& in) {
  std::vector<StreamRecord> out;
  for (auto& entry : TRY(reader.page(kv::Range::prefix(streams_prefix(name)), SIZE_MAX))) {
    auto stream = TRY(decode_stream(entry.value));
    if (stream.name.starts_with(in.log_stream_name_prefix.value_or(""))) out.push_back(std::move(stream));
  }
  if (in.order_by == "LastEventTime") std::sort(out.begin(), out.end(), earlier);
  if (in.descending.value_or(false)) std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

Result<CreateLogStreamOutput> create_log_stream(LogsState& logs, const CreateLogStreamInput& in, const aws::RequestContext& ctx) {
  if (in.log_stream_name.find_first_of(":*") != std::string::npos)
    return errors::invalid_parameter("1 validation error detected: Value '" + in.log_stream_name +
                                     "' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*");
  auto name = group_of(ctx, in.log_group_name);
  auto stream = new_stream(logs, in.log_stream_name, ctx.now());
  return logs.store.transact([&](kv::Txn& txn) -> Result<CreateLogStreamOutput> {
    if (!TRY(find_group(txn, name))) return errors::no_such_group();
    if (TRY(find_stream(txn, name, in.log_stream_name))) return errors::stream_exists();
    put_stream(txn, name, stream);
    return CreateLogStreamOutput{};
  });
}

Result<DeleteLogStreamOutput> delete_log_stream(LogsState& logs, const DeleteLogStreamInput& in, const aws::RequestContext& ctx) {
  auto name = group_of(ctx, in.log_group_name);
  TRY(logs.store.transact([&](kv::Txn& txn) -> Result<void> {
    if (!TRY(find_group(txn, name))) return errors::no_such_group();
    auto stream = TRY(find_stream(txn, name, in.log_stream_name));
    if (!stream) return errors::no_such_stream();
    txn.put(deleted_key(stream->id), stream->id);
    txn.erase(stream_key(name, in.log_stream_name));
    return {};
  }));
  TRY(clear_deleted_streams(logs));
  return DeleteLogStreamOutput{};
}

Result<DescribeLogStreamsOutput> describe_log_streams(LogsState& logs, const DescribeLogStreamsInput& in, const aws::RequestContext& ctx) {
  if (in.order_by == "LastEventTime" && in.log_stream_name_prefix)
    return errors::invalid_parameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  auto name = TRY(named_group(ctx, in.log_group_name, in.log_group_identifier));
  auto reader = logs.store.snapshot();
  if (!TRY(find_group(*reader, name))) return errors::no_such_group();
  auto streams = TRY(sorted_streams(*reader, name, in));
  auto next = streams.begin();
  if (in.next_token) {
    auto after = from_base64(*in.next_token);
    next = std::find_if(streams.begin(), streams.end(), [&](auto& stream) { return after && stream.name == *after; });
    if (next == streams.end()) return errors::invalid_token();
    ++next;
  }
  size_t limit = in.limit ? static_cast<size_t>(*in.limit) : kDescribeLimit;
  DescribeLogStreamsOutput out;
  out.log_streams.emplace();
  for (; next != streams.end() && out.log_streams->size() < limit; ++next) out.log_streams->push_back(shown(name, *next));
  if (next != streams.end()) out.next_token = to_base64(*out.log_streams->back().log_stream_name);
  return out;
}

}  // namespace tarn::logs
