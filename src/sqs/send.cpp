#include "sqs/send.h"

#include <openssl/evp.h>

#include "base/encoding.h"
#include "sqs/attributes.h"
#include "sqs/batches.h"

namespace tarn::sqs {
namespace {

constexpr size_t kMaxAttributes = 10;
constexpr int64_t kMaxDelay = 900;

// The code points of XML 1.0, in UTF-8 that the JSON parser has already proved.
bool is_legal_text(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return false;
    if (byte == 0xEF && text.substr(i, 2) == "\xEF\xBF" && i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) >= 0xBE) return false;  // U+FFFE, U+FFFF
  }
  return true;
}

template <class Sent>
Result<std::map<std::string, MessageAttribute>> attributes_in(const Sent& in) {
  std::map<std::string, MessageAttribute> out;
  if (!in.message_attributes) return out;
  if (in.message_attributes->size() > kMaxAttributes) {
    return errors::invalid_parameter("Number of message attributes [" + std::to_string(in.message_attributes->size()) + "] exceeds the allowed maximum [10].");
  }
  for (auto& [name, value] : *in.message_attributes) {
    bool is_binary = value.data_type.starts_with("Binary");
    bool is_known = is_binary || value.data_type.starts_with("String") || value.data_type.starts_with("Number");
    if (!is_known) return errors::invalid_parameter("The message attribute '" + name + "' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
    auto& content = is_binary ? value.binary_value : value.string_value;
    if (!content || content->empty()) return errors::invalid_parameter("The message attribute '" + name + "' must contain a non-empty message attribute value for message attribute type '" + value.data_type + "'.");
    if (!is_binary && !is_legal_text(*content)) return errors::invalid_contents();
    out.emplace(name, MessageAttribute{value.data_type, *content});
  }
  return out;
}

size_t size_of(const std::string& body, const std::map<std::string, MessageAttribute>& attributes) {
  size_t out = body.size();
  for (auto& [name, attribute] : attributes) out += name.size() + attribute.data_type.size() + attribute.value.size();
  return out;
}

// Checks one message and makes its record, which is not yet stored.
template <class Sent>
Result<MessageRecord> new_message(SqsState& sqs, const QueueRecord& queue, const Sent& in, const aws::RequestContext& ctx) {
  if (in.message_group_id || in.message_deduplication_id) return errors::invalid_parameter("The request include parameter that is not valid for this queue type");
  if (in.message_body.empty()) return errors::missing_parameter("The request must contain the parameter MessageBody.");
  if (!is_legal_text(in.message_body)) return errors::invalid_contents();
  MessageRecord out{.id = new_id(sqs.random), .body = in.message_body, .attributes = TRY(attributes_in(in)), .sender_id = ctx.access.principal.user_id, .sent_at = ctx.now()};
  const int64_t most = number_of(queue, "MaximumMessageSize");
  if (size_of(out.body, out.attributes) > static_cast<size_t>(most)) {
    return errors::invalid_parameter("One or more parameters are invalid. Reason: Message must be shorter than " + std::to_string(most) + " bytes.");
  }
  const int64_t delay = in.delay_seconds.value_or(static_cast<int32_t>(number_of(queue, "DelaySeconds")));
  if (delay < 0 || delay > kMaxDelay) {
    return errors::invalid_parameter("Value " + std::to_string(delay) + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.");
  }
  if (in.message_system_attributes)
    for (auto& [name, value] : *in.message_system_attributes)
      if (name == "AWSTraceHeader") out.trace_header = value.string_value.value_or("");
  out.visible_from = ctx.now() + std::chrono::seconds(delay);
  return out;
}

template <class Answer>
void describe_sent(const MessageRecord& message, Answer& out) {
  out.message_id = message_uuid(message.id);
  out.md5_of_message_body = md5_of(message.body);
  if (!message.attributes.empty()) out.md5_of_message_attributes = md5_of_attributes(message.attributes);
  if (!message.trace_header.empty()) out.md5_of_message_system_attributes = md5_of_attributes({{"AWSTraceHeader", {"String", message.trace_header}}});
}

void append_field(std::string& out, std::string_view bytes) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(bytes.size() >> shift & 0xFF);
  out += bytes;
}

}  // namespace

std::string md5_of(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_md5(), nullptr);
  return to_hex({reinterpret_cast<char*>(digest), size});
}

std::string md5_of_attributes(const std::map<std::string, MessageAttribute>& attributes) {
  constexpr char kText = 1, kBinary = 2;
  std::string form;
  for (auto& [name, attribute] : attributes) {
    append_field(form, name);
    append_field(form, attribute.data_type);
    form += attribute.is_binary() ? kBinary : kText;
    append_field(form, attribute.value);
  }
  return md5_of(form);
}

std::string message_uuid(std::string_view id) {
  std::string out = to_hex(id);
  for (size_t at : {20, 16, 12, 8}) out.insert(at, "-");
  return out;
}

Result<SendMessageOutput> send_message(SqsState& sqs, const SendMessageInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_queue(in.queue_url, ctx));
  auto message = TRY(new_message(sqs, TRY(expect_queue(*sqs.store.snapshot(), name)), in, ctx));
  TRY(sqs.store.transact([&](kv::Txn& txn) -> Result<void> {
    put_message(txn, TRY(expect_queue(txn, name)).id, message);
    return {};
  }));
  SendMessageOutput out;
  describe_sent(message, out);
  return out;
}

Result<SendMessageBatchOutput> send_message_batch(SqsState& sqs, const SendMessageBatchInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_queue(in.queue_url, ctx));
  auto queue = TRY(expect_queue(*sqs.store.snapshot(), name));
  size_t bytes = 0;
  for (auto& entry : in.entries) bytes += entry.message_body.size();
  auto most = static_cast<size_t>(number_of(queue, "MaximumMessageSize"));
  if (bytes > most) return errors::batch_too_long(most, bytes);

  std::vector<MessageRecord> messages;
  auto out = TRY(answer_batch<SendMessageBatchOutput>(in.entries, [&](const SendMessageBatchRequestEntry& entry) -> Result<SendMessageBatchResultEntry> {
    messages.push_back(TRY(new_message(sqs, queue, entry, ctx)));
    SendMessageBatchResultEntry sent{.id = entry.id};
    describe_sent(messages.back(), sent);
    return sent;
  }));
  TRY(sqs.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto id = TRY(expect_queue(txn, name)).id;
    for (auto& message : messages) put_message(txn, id, message);
    return {};
  }));
  return out;
}

}  // namespace tarn::sqs
