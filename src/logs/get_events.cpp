#include "logs/get_events.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "logs/errors.h"

namespace tarn::logs {
namespace {

constexpr size_t kMaxPageEvents = 10'000;  // CloudWatch Logs API reference, GetLogEvents
constexpr size_t kMaxPageBytes = 1'048'576;
constexpr size_t kDigits = 20;
constexpr EventPosition kEnd{INT64_MAX, 0};

EventPosition after(EventPosition position) { return {position.time_ms, position.sequence + 1}; }
EventPosition before(EventPosition position) {
  if (position.sequence > 0) return {position.time_ms, position.sequence - 1};
  return position.time_ms > 0 ? EventPosition{position.time_ms - 1, UINT64_MAX} : position;
}

struct Span {
  EventPosition from{0, 0}, until = kEnd;
};

// startTime is inclusive, endTime exclusive.
Span asked_span(const GetLogEventsInput& in, const GroupRecord& group, TimePoint now) {
  Span out;
  if (in.start_time && *in.start_time > 0) out.from.time_ms = static_cast<uint64_t>(*in.start_time);
  out.from.time_ms = std::max(out.from.time_ms, expired_before_ms(group, now));
  if (in.end_time) out.until.time_ms = static_cast<uint64_t>(std::max<int64_t>(0, *in.end_time));
  return out;
}

// At most a page of bytes, from the side at which reading began; always one event.
void cut_to_bytes(std::vector<EventRecord>& events) {
  size_t bytes = 0;
  for (size_t i = 0; i < events.size(); i++) {
    bytes += events[i].message.size() + kEventOverheadBytes;
    if (bytes > kMaxPageBytes && i > 0) return events.resize(i);
  }
}

}  // namespace

std::string PageToken::str() const {
  char text[64];
  std::snprintf(text, sizeof text, "%c/%020llu%020llu/s", direction, static_cast<unsigned long long>(position.time_ms),
                static_cast<unsigned long long>(position.sequence));
  return text;
}

std::optional<PageToken> PageToken::parse(const std::string& text) {
  if (text.size() != 2 * kDigits + 4 || (text[0] != 'f' && text[0] != 'b') || text[1] != '/' || !text.ends_with("/s")) return std::nullopt;
  PageToken out{text[0], {}};
  auto read = [&](size_t offset, uint64_t& value) {
    const char* begin = text.data() + offset;
    auto [end, error] = std::from_chars(begin, begin + kDigits, value);
    return error == std::errc() && end == begin + kDigits;
  };
  if (!read(2, out.position.time_ms) || !read(2 + kDigits, out.position.sequence)) return std::nullopt;
  return out;
}

Result<GetLogEventsOutput> get_log_events(LogsState& logs, const GetLogEventsInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_group(ctx, in.log_group_name, in.log_group_identifier));
  auto reader = logs.store.snapshot();
  auto group = TRY(find_group(*reader, name));
  if (!group) return errors::no_such_group();
  auto stream = TRY(find_stream(*reader, name, in.log_stream_name));
  if (!stream) return errors::no_such_stream();

  auto token = in.next_token ? PageToken::parse(*in.next_token) : PageToken{in.start_from_head.value_or(false) ? 'f' : 'b', {}};
  if (!token) return errors::invalid_token();
  bool forward = token->direction == 'f';
  Span span = asked_span(in, *group, ctx.now());
  if (in.next_token && forward) span.from = std::max(span.from, after(token->position));
  if (in.next_token && !forward) span.until = std::min(span.until, token->position);
  size_t limit = in.limit ? static_cast<size_t>(*in.limit) : kMaxPageEvents;
  auto events = TRY(read_events(*reader, stream->id, span.from, span.until, limit, !forward));
  cut_to_bytes(events);
  if (!forward) std::reverse(events.begin(), events.end());

  GetLogEventsOutput out;
  out.events.emplace();
  for (auto& event : events) out.events->push_back({static_cast<int64_t>(event.position.time_ms), event.message, event.ingested_ms});
  // An empty page gives back the token that was sent: that is how clients see the end, and how they find events that come later.
  EventPosition edge = in.next_token ? token->position : EventPosition{span.from.time_ms, 0};
  EventPosition last = !events.empty() ? events.back().position : forward ? edge : before(edge);
  EventPosition first = !events.empty() ? events.front().position : forward ? after(edge) : edge;
  out.next_forward_token = PageToken{'f', last}.str();
  out.next_backward_token = PageToken{'b', first}.str();
  return out;
}

}  // namespace tarn::logs
