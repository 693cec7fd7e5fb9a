#include "s3/event_delivery.h"

#include <boost/json.hpp>

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
  std::vector<Result<void>> allowed;
  for (auto& [row, event] : waiting) {
    allowed.push_back(s3.queues.check_may_send(delivery_access(now), event.destination, objects::bucket_arn(event.bucket), event.owner_account_id));
    auto& outcome = allowed.back();
    if (outcome.ok()) continue;
    if (outcome.error().code == "InternalError") return outcome.error();
    log_line(LogLevel::warning, "an event of bucket " + event.bucket + " for " + event.destination + " is dropped: " + outcome.error().code);
  }
  TRY(s3.objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    for (size_t i = 0; i < waiting.size(); ++i) {
      txn.erase(waiting[i].row);
      if (!allowed[i].ok()) continue;
      auto delivered = s3.queues.deliver(txn, waiting[i].event.destination, event_message(waiting[i].event), now);
      if (!delivered.ok() && delivered.error().code != "QueueDoesNotExist") return delivered;
    }
    return {};
  }));
  return waiting.size();
}

}  // namespace tarn::s3
