#include "sqs/attributes.h"

#include <boost/json.hpp>
#include <charconv>

#include "sqs/errors.h"

namespace tarn::sqs {
namespace {

namespace json = boost::json;

struct NumberRule {
  std::string_view name;
  int64_t least, most, usual;
};
constexpr NumberRule kNumbers[] = {
    {"DelaySeconds", 0, 900, 0},
    {"MaximumMessageSize", 1024, 1'048'576, 1'048'576},
    {"MessageRetentionPeriod", 60, 1'209'600, 345'600},
    {"ReceiveMessageWaitTimeSeconds", 0, 20, 0},
    {"VisibilityTimeout", 0, 43'200, 30},
    {"KmsDataKeyReusePeriodSeconds", 60, 86'400, 300},
};
constexpr std::string_view kAlwaysShown[] = {"DelaySeconds", "MaximumMessageSize", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds", "VisibilityTimeout"};
constexpr std::string_view kFifo[] = {"FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"};
constexpr std::string_view kReadOnly[] = {"QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
                                          "CreatedTimestamp", "LastModifiedTimestamp"};

bool is_among(std::string_view name, std::span<const std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); }

const NumberRule* number_rule(std::string_view name) {
  for (auto& rule : kNumbers)
    if (rule.name == name) return &rule;
  return nullptr;
}

std::optional<int64_t> as_number(std::string_view text) {
  int64_t out = 0;
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<json::object> as_object(std::string_view text) {
  boost::system::error_code failed;
  auto parsed = json::parse(text, failed);
  if (failed || !parsed.is_object()) return std::nullopt;
  return parsed.as_object();
}

std::optional<Redrive> read_redrive(std::string_view text) {
  auto document = as_object(text);
  if (!document) return std::nullopt;
  auto* target = document->if_contains("deadLetterTargetArn");
  auto* most = document->if_contains("maxReceiveCount");
  if (!target || !target->is_string() || !most) return std::nullopt;
  auto name = queue_of_arn(target->get_string());
  auto count = most->is_string() ? as_number(most->get_string()) : most->is_int64() ? std::optional(most->get_int64()) : std::nullopt;
  if (!name || !count || *count < 1 || *count > 1000) return std::nullopt;
  return Redrive{*name, *count};
}

Result<std::string> stored_redrive(kv::Reader& reader, const QueueRecord& queue, const std::string& value) {
  auto redrive = read_redrive(value);
  if (!redrive) return errors::invalid_attribute_value("RedrivePolicy", "It needs deadLetterTargetArn and a maxReceiveCount from 1 to 1000.");
  bool is_near = redrive->target.account_id == queue.name.account_id && redrive->target.region == queue.name.region;
  if (!is_near || !TRY(find_queue(reader, redrive->target))) return errors::invalid_attribute_value("RedrivePolicy", "Dead letter target does not exist.");
  return json::serialize(json::object{{"deadLetterTargetArn", queue_arn(redrive->target)}, {"maxReceiveCount", redrive->max_receives}});
}

// The value as it is stored; nullopt: it is to be absent.
Result<std::optional<std::string>> stored_value(const SqsState& sqs, kv::Reader& reader, const QueueRecord& queue, const std::string& name, const std::string& value) {
  using Stored = std::optional<std::string>;
  if (auto* rule = number_rule(name)) {
    auto number = as_number(value);
    if (!number || *number < rule->least || *number > rule->most) return errors::invalid_attribute_value(name);
    return Stored(std::to_string(*number));
  }
  if (is_among(name, kFifo)) {
    if (name == "FifoQueue" && value == "false") return Stored();
    return errors::unsupported("A FIFO queue");
  }
  if (name == "SqsManagedSseEnabled") {
    if (value != "true" && value != "false") return errors::invalid_attribute_value(name);
    return Stored(value);
  }
  bool is_removable = name == "Policy" || name == "RedrivePolicy" || name == "RedriveAllowPolicy" || name == "KmsMasterKeyId";
  if (!is_removable) return errors::invalid_attribute_name(name);
  if (value.empty()) return Stored();
  if (name == "KmsMasterKeyId") return errors::unsupported("Encryption of queues with KMS keys");
  if (name == "RedrivePolicy") return Stored(TRY(stored_redrive(reader, queue, value)));
  if (name == "RedriveAllowPolicy") {
    if (!as_object(value)) return errors::invalid_attribute_value(name);
    return Stored(value);
  }
  auto policy = sqs.principal_names.stored_policy(value);
  if (!policy.ok()) return errors::invalid_attribute_value(name, policy.error().message);
  return Stored(std::move(*policy));
}

// Messages that wait, that are received and not yet deleted, and that were sent with a delay.
struct Counts {
  int64_t visible = 0, in_flight = 0, delayed = 0;
};

Result<Counts> count_messages(kv::Reader& reader, const QueueRecord& queue, TimePoint now) {
  Counts out;
  std::vector<std::string> later;
  TRY(reader.scan(kv::Range::prefix(due_prefix(queue.id)), [&](std::string_view key, std::string_view) {
    auto due = read_due_key(key);
    if (due && due->visible_from > now) later.push_back(std::move(due->message_id));
    else ++out.visible;
    return true;
  }));
  for (auto& id : later) {
    auto message = TRY(find_message(reader, queue.id, id));
    if (message && message->receives == 0) ++out.delayed;
    else ++out.in_flight;
  }
  return out;
}

std::string seconds(TimePoint time) { return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count()); }

}  // namespace

int64_t number_of(const QueueRecord& queue, std::string_view attribute) {
  auto found = queue.attributes.find(std::string(attribute));
  if (found != queue.attributes.end())
    if (auto number = as_number(found->second)) return *number;
  auto* rule = number_rule(attribute);
  return rule ? rule->usual : 0;
}

std::optional<Redrive> redrive_of(const QueueRecord& queue) {
  auto found = queue.attributes.find("RedrivePolicy");
  return found == queue.attributes.end() ? std::nullopt : read_redrive(found->second);
}

Result<void> set_attributes(const SqsState& sqs, kv::Reader& reader, QueueRecord& queue, const Attributes& wanted) {
  for (auto& [name, value] : wanted) {
    auto stored = TRY(stored_value(sqs, reader, queue, name, value));
    if (stored) queue.attributes[name] = std::move(*stored);
    else queue.attributes.erase(name);
  }
  return {};
}

Result<void> check_same(const SqsState& sqs, kv::Reader& reader, const QueueRecord& queue, const Attributes& wanted) {
  for (auto& [name, value] : wanted) {
    auto stored = TRY(stored_value(sqs, reader, queue, name, value));
    auto found = queue.attributes.find(name);
    bool is_same = found == queue.attributes.end() ? !stored || (number_rule(name) && number_rule(name)->usual == as_number(*stored)) : stored == found->second;
    if (!is_same) return errors::queue_exists(name);
  }
  return {};
}

Result<Attributes> shown_attributes(const SqsState& sqs, kv::Reader& reader, const QueueRecord& queue, const std::vector<std::string>& names, TimePoint now) {
  Attributes all = queue.attributes;
  if (auto policy = all.find("Policy"); policy != all.end()) policy->second = TRY(sqs.principal_names.shown_policy(policy->second));
  for (auto name : kAlwaysShown) all.try_emplace(std::string(name), std::to_string(number_of(queue, name)));
  all.try_emplace("SqsManagedSseEnabled", "true");
  all["QueueArn"] = queue_arn(queue.name);
  all["CreatedTimestamp"] = seconds(queue.created_at);
  all["LastModifiedTimestamp"] = seconds(queue.modified_at);
  bool wants_all = is_among("All", std::vector<std::string_view>(names.begin(), names.end()));
  bool wants_counts = wants_all || std::any_of(names.begin(), names.end(), [](auto& name) { return name.starts_with("Approximate"); });
  if (wants_counts) {
    auto counts = TRY(count_messages(reader, queue, now));
    all["ApproximateNumberOfMessages"] = std::to_string(counts.visible);
    all["ApproximateNumberOfMessagesNotVisible"] = std::to_string(counts.in_flight);
    all["ApproximateNumberOfMessagesDelayed"] = std::to_string(counts.delayed);
  }
  if (wants_all) return all;
  Attributes out;
  for (auto& name : names) {
    bool is_known = all.contains(name) || number_rule(name) || is_among(name, kFifo) || is_among(name, kReadOnly) || name.ends_with("Policy") || name == "KmsMasterKeyId";
    if (!is_known) return errors::invalid_attribute_name(name);
    if (auto found = all.find(name); found != all.end()) out.insert(*found);
  }
  return out;
}

}  // namespace tarn::sqs
