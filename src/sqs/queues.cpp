#include "sqs/queues.h"

#include <algorithm>

#include "base/encoding.h"
#include "sqs/attributes.h"
#include "sqs/errors.h"

namespace tarn::sqs {
namespace {

constexpr size_t kMaxNameCharacters = 80, kMaxTags = 50, kMaxListed = 1000;
constexpr std::chrono::seconds kPurgeInterval{60};

Result<void> check_name(const std::string& name) {
  bool is_legal = !name.empty() && name.size() <= kMaxNameCharacters &&
                  std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; });
  if (name.ends_with(".fifo")) return errors::unsupported("A FIFO queue");
  if (!is_legal) return errors::invalid_parameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  return {};
}

Result<void> add_tags(const std::map<std::string, std::string>& tags, QueueRecord& queue) {
  for (auto& [key, value] : tags) queue.tags[key] = value;
  if (queue.tags.size() > kMaxTags) return errors::invalid_parameter("Too many tags added for queue " + queue.name.name + ".");
  return {};
}

// Changes a queue that exists, in one transaction.
template <class Change>
Result<void> change_queue(SqsState& sqs, const std::string& url, const aws::RequestContext& ctx, Change change) {
  auto name = TRY(named_queue(url, ctx));
  return sqs.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto queue = TRY(expect_queue(txn, name));
    TRY(change(txn, queue));
    put_queue(txn, queue);
    return {};
  });
}

// A page of the account's queues in the region of which `shows` is true. Tokens are the name of the last queue shown.
template <class Input, class Shows>
Result<std::pair<std::vector<std::string>, std::optional<std::string>>> page_of(SqsState& sqs, const Input& in, const aws::RequestContext& ctx, Shows shows) {
  auto range = kv::Range::prefix(queues_prefix(ctx.account_id(), ctx.region()));
  if (in.next_token) {
    auto after = from_base64(*in.next_token);
    if (!after) return errors::invalid_parameter("Invalid or expired next token.");
    range.begin = queue_key({ctx.account_id(), ctx.region(), *after}) + '\0';
  }
  const size_t most = in.max_results ? static_cast<size_t>(*in.max_results) : kMaxListed;
  if (in.max_results && (*in.max_results < 1 || most > kMaxListed)) {
    return errors::invalid_parameter("Value " + std::to_string(*in.max_results) + " for parameter MaxResults is invalid. Reason: Must be an integer from 1 to 1000.");
  }
  std::vector<QueueName> found;
  Result<void> broken;
  TRY(sqs.store.snapshot()->scan(range, [&](std::string_view, std::string_view stored) {
    auto queue = decode_queue(stored);
    if (!queue.ok()) broken = queue.error();
    else if (shows(*queue)) found.push_back(std::move(queue->name));
    return broken.ok() && found.size() <= most;
  }));
  TRY(std::move(broken));
  std::pair<std::vector<std::string>, std::optional<std::string>> out;
  if (found.size() > most) {
    found.resize(most);
    if (in.max_results) out.second = to_base64(found.back().name);
  }
  for (auto& name : found) out.first.push_back(queue_url(name, ctx));
  return out;
}

}  // namespace

std::string new_id(Random& random) {
  std::string id(kIdBytes, '\0');
  random.fill({reinterpret_cast<unsigned char*>(id.data()), id.size()});
  return id;
}

std::string queue_url(const QueueName& name, const aws::RequestContext& ctx) {
  return (ctx.access.secure_transport ? "https://" : "http://") + ctx.host + "/" + name.account_id + "/" + name.name;
}

Result<QueueName> named_queue(const std::string& url, const aws::RequestContext& ctx) {
  size_t name_at = url.rfind('/');
  if (name_at == url.npos) return QueueName{ctx.account_id(), ctx.region(), url};
  if (name_at == 0) return errors::bad_address(url);
  size_t account_at = url.rfind('/', name_at - 1);
  std::string account = url.substr(account_at == url.npos ? 0 : account_at + 1, name_at - (account_at == url.npos ? 0 : account_at + 1));
  bool is_account = account.size() == 12 && std::all_of(account.begin(), account.end(), [](unsigned char c) { return std::isdigit(c); });
  if (!is_account || name_at + 1 == url.size()) return errors::bad_address(url);
  return QueueName{account, ctx.region(), url.substr(name_at + 1)};
}

Result<QueueRecord> expect_queue(kv::Reader& reader, const QueueName& name) {
  auto queue = TRY(find_queue(reader, name));
  if (!queue) return errors::no_such_queue();
  return std::move(*queue);
}

Result<CreateQueueOutput> create_queue(SqsState& sqs, const CreateQueueInput& in, const aws::RequestContext& ctx) {
  TRY(check_name(in.queue_name));
  const QueueName name{ctx.account_id(), ctx.region(), in.queue_name};
  const Attributes wanted = in.attributes.value_or(Attributes{});
  const std::string id = new_id(sqs.random);
  TRY(sqs.store.transact([&](kv::Txn& txn) -> Result<void> {
    if (auto known = TRY(find_queue(txn, name))) return check_same(sqs, txn, *known, wanted);
    QueueRecord queue{.name = name, .id = id, .created_at = ctx.now(), .modified_at = ctx.now()};
    TRY(set_attributes(sqs, txn, queue, wanted));
    if (in.tags) TRY(add_tags(*in.tags, queue));
    put_queue(txn, queue);
    return {};
  }));
  return CreateQueueOutput{queue_url(name, ctx)};
}

Result<DeleteQueueOutput> delete_queue(SqsState& sqs, const DeleteQueueInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_queue(in.queue_url, ctx));
  TRY(sqs.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto queue = TRY(expect_queue(txn, name));
    txn.erase(queue_key(name));
    txn.put(gone_key(queue.id), "");
    return {};
  }));
  return DeleteQueueOutput{};
}

Result<GetQueueUrlOutput> get_queue_url(SqsState& sqs, const GetQueueUrlInput& in, const aws::RequestContext& ctx) {
  const QueueName name{in.queue_owner_aws_account_id.value_or(ctx.account_id()), ctx.region(), in.queue_name};
  TRY(expect_queue(*sqs.store.snapshot(), name));
  return GetQueueUrlOutput{queue_url(name, ctx)};
}

Result<ListQueuesOutput> list_queues(SqsState& sqs, const ListQueuesInput& in, const aws::RequestContext& ctx) {
  auto [urls, next] = TRY(page_of(sqs, in, ctx, [&](const QueueRecord& queue) { return queue.name.name.starts_with(in.queue_name_prefix.value_or("")); }));
  ListQueuesOutput out;
  if (!urls.empty()) out.queue_urls = std::move(urls);
  out.next_token = std::move(next);
  return out;
}

Result<ListDeadLetterSourceQueuesOutput> list_dead_letter_source_queues(SqsState& sqs, const ListDeadLetterSourceQueuesInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_queue(in.queue_url, ctx));
  TRY(expect_queue(*sqs.store.snapshot(), name));
  auto [urls, next] = TRY(page_of(sqs, in, ctx, [&](const QueueRecord& queue) {
    auto redrive = redrive_of(queue);
    return redrive && redrive->target == name;
  }));
  return ListDeadLetterSourceQueuesOutput{std::move(urls), std::move(next)};
}

Result<GetQueueAttributesOutput> get_queue_attributes(SqsState& sqs, const GetQueueAttributesInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(named_queue(in.queue_url, ctx));
  auto snapshot = sqs.store.snapshot();
  auto queue = TRY(expect_queue(*snapshot, name));
  GetQueueAttributesOutput out;
  if (in.attribute_names && !in.attribute_names->empty()) out.attributes = TRY(shown_attributes(sqs, *snapshot, queue, *in.attribute_names, ctx.now()));
  return out;
}

Result<SetQueueAttributesOutput> set_queue_attributes(SqsState& sqs, const SetQueueAttributesInput& in, const aws::RequestContext& ctx) {
  TRY(change_queue(sqs, in.queue_url, ctx, [&](kv::Txn& txn, QueueRecord& queue) -> Result<void> {
    TRY(set_attributes(sqs, txn, queue, in.attributes));
    queue.modified_at = ctx.now();
    return {};
  }));
  return SetQueueAttributesOutput{};
}

Result<PurgeQueueOutput> purge_queue(SqsState& sqs, const PurgeQueueInput& in, const aws::RequestContext& ctx) {
  const std::string id = new_id(sqs.random);
  TRY(change_queue(sqs, in.queue_url, ctx, [&](kv::Txn& txn, QueueRecord& queue) -> Result<void> {
    if (queue.purged_at && ctx.now() - *queue.purged_at < kPurgeInterval) return errors::purge_in_progress(queue.name.name);
    txn.put(gone_key(queue.id), "");
    queue.id = id;
    queue.purged_at = ctx.now();
    return {};
  }));
  return PurgeQueueOutput{};
}

Result<ListQueueTagsOutput> list_queue_tags(SqsState& sqs, const ListQueueTagsInput& in, const aws::RequestContext& ctx) {
  auto queue = TRY(expect_queue(*sqs.store.snapshot(), TRY(named_queue(in.queue_url, ctx))));
  ListQueueTagsOutput out;
  if (!queue.tags.empty()) out.tags = std::move(queue.tags);
  return out;
}

Result<TagQueueOutput> tag_queue(SqsState& sqs, const TagQueueInput& in, const aws::RequestContext& ctx) {
  TRY(change_queue(sqs, in.queue_url, ctx, [&](kv::Txn&, QueueRecord& queue) { return add_tags(in.tags, queue); }));
  return TagQueueOutput{};
}

Result<UntagQueueOutput> untag_queue(SqsState& sqs, const UntagQueueInput& in, const aws::RequestContext& ctx) {
  TRY(change_queue(sqs, in.queue_url, ctx, [&](kv::Txn&, QueueRecord& queue) -> Result<void> {
    for (auto& key : in.tag_keys) queue.tags.erase(key);
    return {};
  }));
  return UntagQueueOutput{};
}

}  // namespace tarn::sqs
