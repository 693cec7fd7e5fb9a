// Buckets and objects of one server: under the S3 API, and under everybody else who reads or writes objects (engine, crawlers,
// jobs, COPY). This header is the store and what its functions share; the functions stand by subject:
//
//   buckets.h  read.h  write.h  remove.h  list.h  copy.h  multipart.h  tagging.h  bucket_policy.h  reclaim.h
//
// Every function takes a Caller and asks the Authorizer, unless the gateway has already done so for the request at hand. Errors
// are S3's own (s3.md 5: NoSuchBucket, NoSuchKey, AccessDenied, PreconditionFailed, ...). All functions are thread-safe and block.
//
// Bytes are made durable first (staged), then one kv transaction makes them visible. See README.md and docs/storage-format.md.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/access_context.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "blob/files.h"
#include "iam/authorizer.h"
#include "kv/store.h"
#include "objects/blob_use.h"

namespace tarn::objects {

struct ObjectName {
  std::string bucket;
  std::string key;  // 1 to 1024 bytes of UTF-8; empty where only the bucket or a whole bucket's prefix is meant

  std::string str() const { return "s3://" + bucket + "/" + key; }
  auto operator<=>(const ObjectName&) const = default;
};

// "s3://bucket/key", also s3a:// and s3n://. The key may be empty. nullopt: not of that form.
std::optional<ObjectName> parse_s3_uri(std::string_view uri);

std::string bucket_arn(std::string_view bucket);
std::string object_arn(const ObjectName& name);

// Who asks, and whether access was already decided. An AccessContext converts to a Caller that is checked.
class Caller {
 public:
  Caller(const aws::AccessContext& who) : who_(who) {}  // NOLINT(google-explicit-constructor): the safe form is the short one
  // Only for handlers of the S3 API, whose operations the gateway has authorized by their registered checks.
  static Caller authorized(const aws::AccessContext& who) {
    Caller caller(who);
    caller.authorized_ = true;
    return caller;
  }
  const aws::AccessContext& who() const { return who_; }
  bool is_authorized() const { return authorized_; }

 private:
  const aws::AccessContext& who_;  // borrowed for the call
  bool authorized_ = false;
};

// Owned by main.cpp; everything in it is borrowed but the two small tables.
struct ObjectStore {
  kv::Store& store;
  blob::Files& files;
  const iam::Authorizer& authorizer;
  Random& random;
  const Clock& clock;  // Last-Modified is the time of publication
  BlobUse blob_use{};  // who reads or has staged blobs right now

  // ok when the caller may, or the gateway has already said so.
  Result<void> check(const Caller& caller, std::string action, std::string resource,
                     std::vector<std::pair<std::string, std::string>> keys = {}) const;
};

struct Tag {
  std::string key, value;
  bool operator==(const Tag&) const = default;
};

// What a writer says about an object beside its bytes. Everything is kept as sent; empty: not sent.
struct ObjectAttributes {
  std::string content_type;
  std::string cache_control;
  std::string content_disposition;
  std::string content_encoding;
  std::string content_language;
  std::string expires;
  std::string website_redirect_location;
  std::string storage_class;  // empty: STANDARD
  std::vector<std::pair<std::string, std::string>> metadata;  // x-amz-meta-, names in lower case and without the prefix
  std::vector<Tag> tags;
  bool operator==(const ObjectAttributes&) const = default;
};

}  // namespace tarn::objects
