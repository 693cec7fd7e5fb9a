#include "logs/logs.h"

#include "logs/service.h"

namespace tarn::logs {
namespace {

constexpr size_t kMaxEventBytes = 1024 * 1024 - kEventOverheadBytes;

// Events are JSON strings on the wire: a byte that is no UTF-8 becomes U+FFFD.
std::string valid_utf8(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    bool valid = length > 0 && i + length <= text.size();
    for (size_t k = 1; valid && k < length; k++) valid = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
    if (valid && length == 3) {
      auto second = static_cast<unsigned char>(text[i + 1]);
      valid = !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F);
    }
    if (valid && length == 4) {
      auto second = static_cast<unsigned char>(text[i + 1]);
      valid = !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second > 0x8F);
    }
    out.append(valid ? text.substr(i, length) : kReplacement);
    i += valid ? length : 1;
  }
  return out;
}

class StoredLogs final : public Logs {
 public:
  StoredLogs(kv::Store& store, const Clock& clock, Random& random) : state_{store, clock, random} {}

  aws::Service service() override { return {"logs", &state_, operations()}; }

  Result<void> append(const aws::LogStreamName& stream, const std::vector<aws::LogLine>& lines) override {
    std::vector<NewEvent> events;
    for (auto& line : lines) {
      std::string text = valid_utf8(line.message);
      for (size_t at = 0; at < text.size(); at += kMaxEventBytes) events.push_back({to_ms(line.time), valid_utf8(text.substr(at, kMaxEventBytes))});
    }
    TimePoint now = state_.clock.now();
    GroupName name{stream.account_id, stream.region, stream.group};
    auto fresh = new_stream(state_, stream.stream, now);
    return state_.store.transact([&](kv::Txn& txn) -> Result<void> {
      auto group = TRY(find_group(txn, name));
      if (!group) {
        group = GroupRecord{.name = name.group, .created_ms = to_ms(now), .retention_days = 0, .kms_key_id = {}, .log_class = "STANDARD",
                            .deletion_protection = false, .tags = {}};
        put_group(txn, name, *group);
      }
      auto existing = TRY(find_stream(txn, name, stream.stream));
      return append_events(txn, name, *group, existing ? *existing : fresh, events, now);
    });
  }

 private:
  LogsState state_;
};

}  // namespace

std::unique_ptr<Logs> open_logs(kv::Store& store, const Clock& clock, Random& random) { return std::make_unique<StoredLogs>(store, clock, random); }

}  // namespace tarn::logs
