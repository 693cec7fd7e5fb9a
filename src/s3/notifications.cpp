#include "s3/notifications.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/encoding.h"
#include "objects/outbox.h"
#include "s3/access.h"
#include "s3/errors.h"
#include "s3/event_delivery.h"

namespace tarn::s3 {
namespace {

using objects::NotificationRule;

constexpr size_t kMaxRules = 100;     // S3 user guide, notification configurations of a bucket
constexpr size_t kRuleIdDigits = 24;  // as Amazon makes ids that were not given

Error unreachable(const std::string& arn, const std::string& why) {
  return errors::invalid_argument("Unable to validate the following destination configurations", arn, why);
}

// Names are taken in any case, as Amazon does.
Result<void> read_filter(const std::optional<NotificationConfigurationFilter>& filter, NotificationRule& rule) {
  if (!filter || !filter->key || !filter->key->filter_rules) return {};
  bool has_prefix = false, has_suffix = false;
  for (auto& part : *filter->key->filter_rules) {
    const std::string name = to_lower(part.name.value_or(""));
    if (name != "prefix" && name != "suffix") return errors::invalid_argument("filter rule name must be either prefix or suffix", "FilterRule.Name", part.name.value_or(""));
    bool& has = name == "prefix" ? has_prefix : has_suffix;
    if (std::exchange(has, true)) return errors::invalid_argument("Cannot specify more than one " + name + " rule in a filter.", "FilterRule.Name", name);
    (name == "prefix" ? rule.prefix : rule.suffix) = part.value.value_or("");
  }
  return {};
}

bool overlap(std::string_view event, std::string_view other) {
  auto covers = [](std::string_view wide, std::string_view narrow) { return wide.ends_with('*') && narrow.starts_with(wide.substr(0, wide.size() - 1)); };
  return event == other || covers(event, other) || covers(other, event);
}

// Two rules may not both want one event.
Result<void> check_ambiguity(const std::vector<NotificationRule>& rules) {
  for (auto a = rules.begin(); a != rules.end(); ++a) {
    for (auto b = std::next(a); b != rules.end(); ++b) {
      bool same_keys = (a->prefix.starts_with(b->prefix) || b->prefix.starts_with(a->prefix)) && (a->suffix.ends_with(b->suffix) || b->suffix.ends_with(a->suffix));
      if (!same_keys) continue;
      for (auto& event : a->events)
        for (auto& other : b->events)
          if (overlap(event, other)) {
            return errors::invalid_argument("Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
                                            "Event", event);
          }
    }
  }
  return {};
}

Result<std::vector<NotificationRule>> rules_of(S3& s3, const NotificationConfiguration& wanted) {
  if (wanted.event_bridge_configuration) return errors::not_implemented("Events of buckets to EventBridge are not implemented.");
  if (wanted.topic_configurations && !wanted.topic_configurations->empty()) return unreachable(wanted.topic_configurations->front().topic_arn, "The destination topic does not exist");
  if (wanted.lambda_function_configurations && !wanted.lambda_function_configurations->empty()) {
    return unreachable(wanted.lambda_function_configurations->front().lambda_function_arn, "The destination Lambda does not exist");
  }
  std::vector<NotificationRule> out;
  if (!wanted.queue_configurations) return out;
  for (auto& queue : *wanted.queue_configurations) {
    NotificationRule rule{.id = queue.id.value_or(""), .destination = queue.queue_arn, .events = queue.events};
    if (rule.id.empty()) rule.id = to_base64(s3.objects.random.hex(kRuleIdDigits));
    if (rule.events.empty()) return errors::malformed_xml();
    TRY(read_filter(queue.filter, rule));
    bool is_repeated = std::any_of(out.begin(), out.end(), [&](auto& other) { return other.id == rule.id; });
    if (is_repeated) return errors::invalid_argument("Same ID used for multiple configurations. IDs must be unique", "Id", rule.id);
    out.push_back(std::move(rule));
  }
  if (out.size() > kMaxRules) return errors::invalid_argument("The number of notification configurations exceeds the limit of 100.", "NotificationConfiguration", std::to_string(out.size()));
  TRY(check_ambiguity(out));
  return out;
}

// Sends the test message of a configuration that is about to be saved (neighbours.md 5.3).
Result<void> try_destination(S3& s3, const std::string& arn, const objects::Bucket& bucket, const aws::RequestContext& ctx) {
  auto may = s3.queues.check_may_send(delivery_access(ctx.now()), arn, objects::bucket_arn(bucket.name), bucket.owner_account_id);
  if (!may.ok() && may.error().code == "InternalError") return may.error();
  if (!may.ok()) return unreachable(arn, may.error().code == "QueueDoesNotExist" ? "The destination queue does not exist" : "Permissions on the destination queue do not allow S3 to publish notifications from this bucket");
  const auto body = boost::json::serialize(boost::json::object{{"Service", "Amazon S3"}, {"Event", "s3:TestEvent"}, {"Time", iso8601(ctx.now())}, {"Bucket", bucket.name}, {"RequestId", ctx.request_id}});
  return s3.objects.store.transact([&](kv::Txn& txn) { return s3.queues.deliver(txn, arn, body, ctx.now()); });
}

std::optional<NotificationConfigurationFilter> shown_filter(const NotificationRule& rule) {
  std::vector<FilterRule> parts;
  if (!rule.prefix.empty()) parts.push_back({"Prefix", rule.prefix});
  if (!rule.suffix.empty()) parts.push_back({"Suffix", rule.suffix});
  if (parts.empty()) return std::nullopt;
  return NotificationConfigurationFilter{S3KeyFilter{std::move(parts)}};
}

}  // namespace

Result<GetBucketNotificationConfigurationOutput> get_bucket_notification(S3& s3, const GetBucketNotificationConfigurationInput& in, const aws::RequestContext&) {
  auto snapshot = s3.objects.store.snapshot();
  auto rules = TRY(objects::get_notification_rules(*snapshot, TRY(objects::find_bucket(*snapshot, in.bucket))));
  GetBucketNotificationConfigurationOutput out;
  if (rules.empty()) return out;
  out.queue_configurations.emplace();
  for (auto& rule : rules) out.queue_configurations->push_back({rule.id, rule.destination, rule.events, shown_filter(rule)});
  return out;
}

Result<PutBucketNotificationConfigurationOutput> put_bucket_notification(S3& s3, const PutBucketNotificationConfigurationInput& in, const aws::RequestContext& ctx) {
  auto rules = TRY(rules_of(s3, in.notification_configuration));
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), in.bucket));
  std::vector<std::string> tried;
  for (auto& rule : rules) {
    bool is_known = std::find(tried.begin(), tried.end(), rule.destination) != tried.end();
    if (is_known || in.skip_destination_validation.value_or(false)) continue;
    TRY(try_destination(s3, rule.destination, bucket, ctx));
    tried.push_back(rule.destination);
  }
  TRY(objects::put_notification_rules(s3.objects, in.bucket, rules));
  return PutBucketNotificationConfigurationOutput{};
}

}  // namespace tarn::s3
