#include "objects/bucket_config.h"

#include <boost/json.hpp>

#include "kv/record.h"
#include "objects/buckets.h"
#include "objects/keys.h"

namespace tarn::objects {
namespace {

namespace json = boost::json;

constexpr std::string_view kTags = "tags";
constexpr std::string_view kPublicAccessBlock = "public_access_block";

Result<std::optional<json::value>> get_config(kv::Reader& reader, const std::string& bucket_name, std::string_view name) {
  auto bucket = TRY(find_bucket(reader, bucket_name));
  auto stored = TRY(reader.get(config_key(bucket.id, name)));
  if (!stored) return std::optional<json::value>{};
  return std::optional<json::value>(TRY(kv::decode_record(*stored)));
}

Result<void> put_config(ObjectStore& objects, const std::string& bucket_name, std::string_view name, const json::value& document) {
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, bucket_name));
    txn.put(config_key(bucket.id, name), kv::encode_record(document));
    return {};
  });
}

bool flag(const json::object& document, std::string_view name) {
  auto* value = document.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

}  // namespace

Result<void> put_bucket_tags(ObjectStore& objects, const std::string& bucket, const std::vector<Tag>& tags) {
  json::array list;
  for (auto& tag : tags) list.push_back(json::array{tag.key, tag.value});
  return put_config(objects, bucket, kTags, json::object{{"tags", std::move(list)}});
}

Result<std::optional<std::vector<Tag>>> get_bucket_tags(ObjectStore& objects, const std::string& bucket) {
  auto document = TRY(get_config(*objects.store.snapshot(), bucket, kTags));
  if (!document) return std::optional<std::vector<Tag>>{};
  std::vector<Tag> tags;
  auto* list = document->is_object() ? document->get_object().if_contains("tags") : nullptr;
  if (list == nullptr || !list->is_array()) return internal_error("a broken record: bucket tags");
  for (auto& entry : list->get_array()) {
    auto* pair = entry.if_array();
    if (pair == nullptr || pair->size() != 2 || !pair->at(0).is_string() || !pair->at(1).is_string()) {
      return internal_error("a broken record: bucket tags");
    }
    tags.push_back({std::string(pair->at(0).get_string()), std::string(pair->at(1).get_string())});
  }
  return std::optional(std::move(tags));
}

Result<void> delete_bucket_tags(ObjectStore& objects, const std::string& bucket_name) {
  return objects.store.transact([&](kv::Txn& txn) -> Result<void> {
    auto bucket = TRY(find_bucket(txn, bucket_name));
    txn.erase(config_key(bucket.id, kTags));
    return {};
  });
}

Result<void> put_public_access_block(ObjectStore& objects, const std::string& bucket, const PublicAccessBlock& block) {
  return put_config(objects, bucket, kPublicAccessBlock,
                    json::object{{"block_public_acls", block.block_public_acls},
                                 {"ignore_public_acls", block.ignore_public_acls},
                                 {"block_public_policy", block.block_public_policy},
                                 {"restrict_public_buckets", block.restrict_public_buckets},
                                 {"is_deleted", block.is_deleted}});
}

Result<PublicAccessBlock> get_public_access_block(kv::Reader& reader, const std::string& bucket) {
  auto document = TRY(get_config(reader, bucket, kPublicAccessBlock));
  if (!document) return PublicAccessBlock{};
  if (!document->is_object()) return internal_error("a broken record: public access block");
  auto& fields = document->get_object();
  return PublicAccessBlock{flag(fields, "block_public_acls"), flag(fields, "ignore_public_acls"), flag(fields, "block_public_policy"),
                           flag(fields, "restrict_public_buckets"), flag(fields, "is_deleted")};
}

}  // namespace tarn::objects
