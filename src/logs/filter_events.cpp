#include "logs/filter_events.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <tuple>

#include "base/encoding.h"
#include "logs/errors.h"
#include "logs/filter_pattern.h"

namespace tarn::logs {
namespace {

constexpr size_t kMaxPageEvents = 10'000;  // CloudWatch Logs API reference, FilterLogEvents
constexpr size_t kMinGathered = 1'000;
constexpr size_t kMaxGathered = 100'000;   // read by one call over all streams; a page may be shorter than asked for
constexpr uint64_t kIdModulus = 10'000'000'000'000'000;  // 16 digits

// The order of the answer: time, then stream, then the order in the stream.
struct Place {
  uint64_t time_ms = 0;
  std::string stream;
  uint64_t sequence = 0;
  auto operator<=>(const Place&) const = default;
};

struct Candidate {
  const StreamRecord* stream;
  EventRecord event;
  Place place() const { return {event.position.time_ms, stream->name, event.position.sequence}; }
};

std::string encode_token(const Place& place) {
  return to_base64(boost::json::serialize(boost::json::array{place.time_ms, place.stream, place.sequence}));
}

Result<Place> decode_token(const std::string& token) {
  auto text = from_base64(token);
  boost::system::error_code failure;
  auto value = boost::json::parse(text.value_or(""), failure);
  if (failure || !value.is_array() || value.as_array().size() != 3) return errors::invalid_token();
  auto time = value.at(0).to_number<uint64_t>(failure);
  auto sequence = failure ? 0 : value.at(2).to_number<uint64_t>(failure);
  if (failure || !value.at(1).is_string()) return errors::invalid_token();
  return Place{time, std::string(value.at(1).as_string()), sequence};
}

// 56 digits: time, stream, place in it. The same event always has the same id.
std::string event_id(const Candidate& candidate) {
  auto digest = sha256(candidate.stream->id);
  uint64_t hash = 0;
  for (int i = 0; i < 8; i++) hash = hash << 8 | static_cast<unsigned char>(digest[static_cast<size_t>(i)]);
  char text[64];
  std::snprintf(text, sizeof text, "%020llu%016llu%020llu", static_cast<unsigned long long>(candidate.event.position.time_ms),
                static_cast<unsigned long long>(hash % kIdModulus), static_cast<unsigned long long>(candidate.event.position.sequence));
  return text;
}

Result<std::vector<StreamRecord>> chosen_streams(kv::Reader& reader, const GroupName& name, const FilterLogEventsInput& in) {
  std::vector<StreamRecord> out;
  if (in.log_stream_names) {
    for (auto& stream_name : *in.log_stream_names) {
      auto stream = TRY(find_stream(reader, name, stream_name));
      if (!stream) return errors::no_such_stream();
      out.push_back(std::move(*stream));
    }
    return out;
  }
  for (auto& entry : TRY(reader.page(kv::Range::prefix(streams_prefix(name)), SIZE_MAX))) {
    auto stream = TRY(decode_stream(entry.value));
    if (stream.name.starts_with(in.log_stream_name_prefix.value_or(""))) out.push_back(std::move(stream));
  }
  return out;
}

struct Gathered {
  std::vector<Candidate> events;  // in order
  bool complete = true;           // false: more follow
};

// The first events after `begin` over all streams: each stream gives as many as the whole may hold, so the front of the merged
// list is right whatever a stream has left.
Result<Gathered> gather(kv::Reader& reader, const std::vector<StreamRecord>& streams, const Place& begin, uint64_t until_ms) {
  Gathered out;
  size_t most = std::clamp(kMaxGathered / std::max<size_t>(streams.size(), 1), kMinGathered, kMaxPageEvents);
  for (auto& stream : streams) {
    EventPosition from{begin.time_ms, 0};
    if (stream.name == begin.stream) from.sequence = begin.sequence + 1;
    else if (stream.name < begin.stream) from.time_ms = begin.time_ms + 1;
    auto events = TRY(read_events(reader, stream.id, from, {until_ms, 0}, most + 1));
    for (auto& event : events) out.events.push_back({&stream, std::move(event)});
  }
  std::sort(out.events.begin(), out.events.end(), [](const Candidate& a, const Candidate& b) { return a.place() < b.place(); });
  if (out.events.size() > most) {
    out.events.resize(most);
    out.complete = false;
  }
  return out;
}

}  // namespace

Result<FilterLogEventsOutput> filter_log_events(LogsState& logs, const FilterLogEventsInput& in, const aws::RequestContext& ctx) {
  if (in.log_stream_names && in.log_stream_name_prefix)
    return errors::invalid_parameter("LogStreamNames and LogStreamNamePrefix are mutually exclusive parameters.");
  auto pattern = TRY(FilterPattern::parse(in.filter_pattern.value_or("")));
  auto name = TRY(named_group(ctx, in.log_group_name, in.log_group_identifier));
  auto reader = logs.store.snapshot();
  auto group = TRY(find_group(*reader, name));
  if (!group) return errors::no_such_group();
  auto streams = TRY(chosen_streams(*reader, name, in));

  Place begin;
  begin.time_ms = std::max(static_cast<uint64_t>(std::max<int64_t>(0, in.start_time.value_or(0))), expired_before_ms(*group, ctx.now()));
  if (in.next_token) begin = std::max(begin, TRY(decode_token(*in.next_token)));
  uint64_t until_ms = in.end_time ? static_cast<uint64_t>(std::max<int64_t>(0, *in.end_time)) + 1 : INT64_MAX;
  auto gathered = TRY(gather(*reader, streams, begin, until_ms));

  size_t limit = in.limit ? static_cast<size_t>(*in.limit) : kMaxPageEvents;
  FilterLogEventsOutput out;
  out.events.emplace();
  out.searched_log_streams.emplace();
  for (size_t i = 0; i < gathered.events.size(); i++) {
    auto& candidate = gathered.events[i];
    if (pattern.matches(candidate.event.message))
      out.events->push_back({candidate.stream->name, static_cast<int64_t>(candidate.event.position.time_ms), candidate.event.message,
                             candidate.event.ingested_ms, event_id(candidate)});
    bool last = i + 1 == gathered.events.size();
    if ((last && !gathered.complete) || (!last && out.events->size() == limit)) {
      out.next_token = encode_token(candidate.place());
      break;
    }
  }
  return out;
}

}  // namespace tarn::logs
