#include "objects/buckets.h"

#include <boost/json.hpp>

#include "kv/record.h"
#include "objects/errors.h"
#include "objects/keys.h"
#include "objects/uploads.h"

namespace tarn::objects {
namespace {

namespace json = boost::json;

// us-east-1 alone answers 200 when the owner creates the bucket again.
constexpr std::string_view kForgivingRegion = "us-east-1";

std::string encode_bucket(const Bucket& bucket) {
  return kv::encode_record(json::object{{"id", bucket.id},
                                        {"owner", bucket.owner_account_id},
                                        {"region", bucket.region},
                                        {"created_us", bucket.created_at.time_since_epoch().count()},
                                        {"has_policy", bucket.has_policy},
                                        {"has_notifications", bucket.has_notifications}});
}

Result<Bucket> decode_bucket(std::string name, std::string_view stored) {
  auto document = TRY(kv::decode_record(stored));
  auto* fields = document.if_object();
  if (fields == nullptr) return internal_error("a broken record: bucket");
  Bucket bucket;
  bucket.name = std::move(name);
  auto* id = fields->if_contains("id");
  auto* owner = fields->if_contains("owner");
  auto* region = fields->if_contains("region");
  auto* created = fields->if_contains("created_us");
  auto* has_policy = fields->if_contains("has_policy");
  if (!id || !owner || !region || !created || !has_policy) return internal_error("a broken record: bucket");
  bucket.id = id->to_number<uint64_t>();
  bucket.owner_account_id = owner->as_string();
  bucket.region = region->as_string();
  bucket.created_at = TimePoint{Duration{created->to_number<int64_t>()}};
  bucket.has_policy = has_policy->as_bool();
  auto* has_notifications = fields->if_contains("has_notifications");  // absent in older records
  bucket.has_notifications = has_notifications && has_notifications->as_bool();
  return bucket;
}

Result<bool> any_in(kv::Reader& reader, const kv::Range& range) {
  bool found = false;
  TRY(reader.scan(range, [&](std::string_view, std::string_view) {
    found = true;
    return false;
  }));
  return found;
}

Result<void> erase_configuration(kv::Txn& txn, const Bucket& bucket) {
  txn.erase(policy_key(bucket.id));
  return txn.scan(config_range(bucket.id), [&](std::string_view key, std::string_view) {
    txn.erase(key);
    return true;
  });
}

}  // namespace

Result<Bucket> find_bucket(kv::Reader& reader, const std::string& name) {
  auto stored = TRY(reader.get(bucket_key(name)));
  if (!stored) return errors::no_such_bucket(name);
  return decode_bucket(name, *stored);
}

void put_bucket(kv::Txn& txn, const Bucket& bucket) { txn.put(bucket_key(bucket.name), encode_bucket(bucket)); }

Result<Bucket> create_bucket(ObjectStore& objects, const Caller& caller, const BucketName& name, const std::string& region) {
  TRY(objects.check(caller, "s3:CreateBucket", bucket_arn(name.str())));
  Bucket made{name.str(), objects.random.next_u64(), caller.who().account_id(), region, objects.clock.now()};
  return objects.store.transact([&](kv::Txn& txn) -> Result<Bucket> {
    if (auto stored = TRY(txn.get(bucket_key(name.str())))) {
      auto there = TRY(decode_bucket(name.str(), *stored));
      if (there.owner_account_id != made.owner_account_id) return errors::bucket_already_exists(name.str());
      if (region != kForgivingRegion) return errors::bucket_already_owned_by_you(name.str());
      return there;
    }
    put_bucket(txn, made);
    return made;
  });
}

Result<void> delete_bucket(ObjectStore& objects, const Caller& caller, const std::string& name) {
  TRY(objects.check(caller, "s3:DeleteBucket", bucket_arn(name)));
  for (;;) {
    bool has_uploads = false;
    auto bucket = TRY(objects.store.transact([&](kv::Txn& txn) -> Result<Bucket> {
      auto found = TRY(find_bucket(txn, name));
      if (TRY(any_in(txn, object_range(found.id, "")))) return errors::bucket_not_empty(name);
      has_uploads = TRY(any_in(txn, upload_range(found.id, "")));
      if (has_uploads) return found;
      TRY(erase_configuration(txn, found));
      txn.erase(bucket_key(name));
      return found;
    }));
    if (!has_uploads) return {};
    TRY(abort_all_uploads(objects, bucket.id));
  }
}

Result<Bucket> head_bucket(ObjectStore& objects, const Caller& caller, const std::string& name) {
  TRY(objects.check(caller, "s3:ListBucket", bucket_arn(name)));
  return find_bucket(*objects.store.snapshot(), name);
}

Result<BucketPage> list_buckets(ObjectStore& objects, const Caller& caller, const std::string& prefix, const std::string& after, size_t limit) {
  TRY(objects.check(caller, "s3:ListAllMyBuckets", "*"));
  auto range = bucket_range(prefix);
  if (!after.empty()) range.begin = std::max(range.begin, bucket_key(after) + '\0');
  BucketPage page;
  Result<void> decoded;
  TRY(objects.store.snapshot()->scan(range, [&](std::string_view key, std::string_view value) {
    auto bucket = decode_bucket(read_bucket_key(key).value_or(""), value);
    if (!bucket.ok()) {
      decoded = bucket.error();
      return false;
    }
    if (bucket->owner_account_id != caller.who().account_id()) return true;
    page.truncated = page.buckets.size() == limit;
    if (!page.truncated) page.buckets.push_back(std::move(*bucket));
    return !page.truncated;
  }));
  TRY(decoded);
  return page;
}

}  // namespace tarn::objects

namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool looks_like_an_address(std::string_view name) {
  int dots = 0;
  for (char c : name) {
    if (c == '.') {
      ++dots;
    } else if (c < '0' || c > '9') {
      return false;
    }
  }
  return dots == 3;
}

}  // namespace

tarn::Result<std::string> tarn::NameRules<tarn::objects::BucketNameTag>::check(std::string_view name) {
  // S3 user guide, general purpose bucket naming rules.
  constexpr std::string_view kReservedPrefixes[] = {"xn--", "sthree-", "amzn-s3-demo-"};
  constexpr std::string_view kReservedSuffixes[] = {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an"};
  bool legal = name.size() >= 3 && name.size() <= 63 && is_letter_or_digit(name.front()) && is_letter_or_digit(name.back()) &&
               name.find("..") == std::string_view::npos && name.find(".-") == std::string_view::npos &&
               name.find("-.") == std::string_view::npos && !looks_like_an_address(name);
  for (char c : name) legal = legal && (is_letter_or_digit(c) || c == '-' || c == '.');
  for (auto prefix : kReservedPrefixes) legal = legal && !name.starts_with(prefix);
  for (auto suffix : kReservedSuffixes) legal = legal && !name.ends_with(suffix);
  if (!legal) return objects::errors::invalid_bucket_name(name);
  return std::string(name);
}
