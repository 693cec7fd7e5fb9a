#include "s3/event_delivery.h"

#include <boost/json.hpp>
#include <map>

#include "base/encoding.h"
#include "base/log.h"

namespace tarn::s3 {
namespace {

namespace json = boost::json;

// Keys are encoded as in a form.
std::string form_encoded(std::string_view key) {
  std::string out = percent_encode(key, true);
  for (size_t at = out.find("%20"); at != out.npos; at = out.find("%20", at)) out.replace(at, 3, "+");
  return out;
}

}  // namespace

aws::AccessContext delivery_access(TimePoint now) {
  aws::AccessContext out;
  out.principal.kind = aws::PrincipalKind::service;
  out.principal.name = "s3.amazonaws.com";
  out.now = now;
  return out;
}

std::string event_message(const objects::ObjectEvent& event) {
  json::object object{{"key", form_encoded(event.key)}};
  if (event.kind != objects::EventKind::remove) {
    object["size"] = event.size;
    object["eTag"] = event.etag;
  }
  object["sequencer"] = event.sequencer;
  json::object bucket{{"name", event.bucket}, {"ownerIdentity", json::object{{"principalId", event.owner_account_id}}}, {"arn", objects::bucket_arn(event.bucket)}};
  json::object record{{"eventVersion", "2.5"},
                      {"eventSource", "aws:s3"},
                      {"awsRegion", event.region},
                      {"eventTime", iso8601(event.time)},
                      {"eventName", objects::event_name(event.kind)},
                      {"userIdentity", json::object{{"principalId", "AWS:" + event.cause.principal_id}}},
                      {"requestParameters", json::object{{"sourceIPAddress", event.cause.source_ip}}},
                      {"responseElements", json::object{}},
                      {"s3", json::object{{"s3SchemaVersion", "1.0"}, {"configurationId", event.rule_id}, {"bucket", std::move(bucket)}, {"object", std::move(object)}}}};
  return json::serialize(json::object{{"Records", json::array{std::move(record)}}});
}

Result<size_t> deliver_events(S3& s3, size_t most) {
  const TimePoint now = s3.objects.clock.now();
  auto waiting = TRY(objects::waiting_events(*s3.objects.store.snapshot(), most));
  if (waiting.empty()) return size_t{0};
  std::map<std::pair<std::string, std::string>, bool> allowed;  // by bucket and queue
  for (auto& [row, event] : waiting) {
    auto [known, is_new] = allowed.try_emplace({event.bucket, event.destination}, true);
    if (!is_new) continue;
    auto outcome = s3.queues.check_may_send(delivery_access(now), event.destination, objects::bucket_arn(event.bucket), event.owner_account_id);
    if (outcome.ok()) continue;
    if (outcome.error().code == "InternalError") return outcome.error();
    known->second = false;
    log_line(LogLevel::warning, "events of bucket " + event.bucket + " for " + event.destination + " are dropped: " + outcome.error().code);
  }
  TRY(s3.objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    for (auto& [row, event] : waiting) {
      txn.erase(row);
      if (!allowed.at({event.bucket, event.destination})) continue;
      auto delivered = s3.queues.deliver(txn, event.destination, event_message(event), now);
      if (!delivered.ok() && delivered.error().code != "QueueDoesNotExist") return delivered;
    }
    return {};
  }));
  return waiting.size();
}

}  // namespace tarn::s3
