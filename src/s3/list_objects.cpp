#include "s3/list_objects.h"

#include <algorithm>

#include "base/encoding.h"
#include "objects/list.h"
#include "s3/errors.h"
#include "s3/etag.h"
#include "s3/url_encoding.h"

namespace tarn::s3 {
namespace {

using objects::ListPosition;

// S3 serves at most 1000, and says so, whatever was asked for.
Result<size_t> page_size(const std::optional<int32_t>& max_keys) {
  if (max_keys && *max_keys < 0) {
    return errors::invalid_argument("Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", std::to_string(*max_keys));
  }
  return std::min<size_t>(static_cast<size_t>(max_keys.value_or(objects::kListPageKeys)), objects::kListPageKeys);
}

template <class Input>
Result<aws::AccessChecks> may_list(S3& s3, const Input& in, std::string action = "s3:ListBucket") {
  ConditionKeys keys;
  if (in.prefix) keys.emplace_back("s3:prefix", *in.prefix);
  if (in.delimiter) keys.emplace_back("s3:delimiter", *in.delimiter);
  if (in.max_keys) keys.emplace_back("s3:max-keys", std::to_string(*in.max_keys));
  return on_bucket(s3, std::move(action), in.bucket, in.expected_bucket_owner, keys);
}

// Opaque to clients: 'k' and the last key, or 'p' and the last common prefix.
std::string token_of(const ListPosition& position) { return to_base64((position.whole_prefix ? "p" : "k") + position.after); }

Result<ListPosition> parse_token(const std::string& token) {
  auto text = from_base64(token);
  if (!text || text->empty() || (text->front() != 'k' && text->front() != 'p')) {
    return errors::invalid_argument("The continuation token provided is incorrect", "continuation-token", token);
  }
  return ListPosition{text->substr(1), text->front() == 'p'};
}

// A marker within a common prefix, or equal to one, continues after all keys of that prefix.
ListPosition position_after_marker(const std::string& marker, const std::string& prefix, const std::string& delimiter) {
  if (delimiter.empty() || !marker.starts_with(prefix)) return {marker, false};
  auto at = marker.find(delimiter, prefix.size());
  if (at == std::string::npos) return {marker, false};
  return {marker.substr(0, at + delimiter.size()), true};
}

// Object or ObjectVersion.
template <class Member>
Member object_member(const objects::ListedObject& object, const UrlEncoding& encoding, const std::optional<Owner>& owner) {
  Member member;
  member.key = encoding.text(object.key);
  member.last_modified = std::chrono::floor<std::chrono::seconds>(object.modified);
  member.etag = quoted(object.etag);
  member.checksum_algorithm = {std::string(objects::checksum_name(object.checksum_algorithm))};
  member.checksum_type = std::string(objects::checksum_type_name(object.checksum_type));
  member.size = static_cast<int64_t>(object.size);
  member.storage_class = object.storage_class.empty() ? "STANDARD" : object.storage_class;
  member.owner = owner;
  return member;
}

template <class Input, class Output>
void show_frame(const Input& in, const objects::ListPage& page, size_t max_keys, const UrlEncoding& encoding, Output& out) {
  out.name = in.bucket;
  out.prefix = encoding.text(in.prefix.value_or(""));
  if (in.delimiter && !in.delimiter->empty()) out.delimiter = encoding.text(*in.delimiter);
  out.max_keys = static_cast<int32_t>(max_keys);
  out.encoding_type = in.encoding_type;
  out.is_truncated = page.truncated;
  out.common_prefixes.emplace();
  for (auto& prefix : page.common_prefixes) out.common_prefixes->push_back({encoding.text(prefix)});
}

template <class Input, class Output>
void show_page(const Input& in, const objects::ListPage& page, size_t max_keys, const UrlEncoding& encoding, const std::optional<Owner>& owner,
               Output& out) {
  show_frame(in, page, max_keys, encoding, out);
  out.contents.emplace();
  for (auto& object : page.objects) out.contents->push_back(object_member<Object>(object, encoding, owner));
}

Result<std::optional<Owner>> owner_of(S3& s3, const std::string& bucket_name) {
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), bucket_name));
  return std::optional(Owner{std::nullopt, canonical_id(bucket.owner_account_id)});
}

}  // namespace

Result<aws::AccessChecks> may_list_objects(S3& s3, const ListObjectsInput& in, const aws::RequestContext&) { return may_list(s3, in); }

Result<ListObjectsOutput> list_objects(S3& s3, const ListObjectsInput& in, const aws::RequestContext& ctx) {
  auto encoding = TRY(UrlEncoding::parse(in.encoding_type));
  auto max_keys = TRY(page_size(in.max_keys));
  auto prefix = in.prefix.value_or(""), delimiter = in.delimiter.value_or("");
  objects::ListQuery query{in.bucket, prefix, delimiter, position_after_marker(in.marker.value_or(""), prefix, delimiter), max_keys};
  auto page = TRY(objects::list_objects(s3.objects, objects::Caller::authorized(ctx.access), query));
  ListObjectsOutput out;
  show_page(in, page, max_keys, encoding, TRY(owner_of(s3, in.bucket)), out);
  out.marker = encoding.text(in.marker.value_or(""));
  // Without a delimiter clients go on from the last key.
  if (page.truncated && !delimiter.empty()) out.next_marker = encoding.text(page.next.after);
  return out;
}

Result<aws::AccessChecks> may_list_objects_v2(S3& s3, const ListObjectsV2Input& in, const aws::RequestContext&) { return may_list(s3, in); }

Result<ListObjectsV2Output> list_objects_v2(S3& s3, const ListObjectsV2Input& in, const aws::RequestContext& ctx) {
  auto encoding = TRY(UrlEncoding::parse(in.encoding_type));
  auto max_keys = TRY(page_size(in.max_keys));
  ListPosition position{in.start_after.value_or(""), false};
  if (in.continuation_token) position = TRY(parse_token(*in.continuation_token));
  objects::ListQuery query{in.bucket, in.prefix.value_or(""), in.delimiter.value_or(""), position, max_keys};
  auto page = TRY(objects::list_objects(s3.objects, objects::Caller::authorized(ctx.access), query));
  ListObjectsV2Output out;
  std::optional<Owner> owner;
  if (in.fetch_owner.value_or(false)) owner = TRY(owner_of(s3, in.bucket));
  show_page(in, page, max_keys, encoding, owner, out);
  out.key_count = static_cast<int32_t>(page.objects.size() + page.common_prefixes.size());
  out.continuation_token = in.continuation_token;
  out.start_after = encoding.text(in.start_after);
  if (page.truncated) out.next_continuation_token = token_of(page.next);
  return out;
}

Result<aws::AccessChecks> may_list_object_versions(S3& s3, const ListObjectVersionsInput& in, const aws::RequestContext&) {
  return may_list(s3, in, "s3:ListBucketVersions");
}

Result<ListObjectVersionsOutput> list_object_versions(S3& s3, const ListObjectVersionsInput& in, const aws::RequestContext& ctx) {
  auto encoding = TRY(UrlEncoding::parse(in.encoding_type));
  auto max_keys = TRY(page_size(in.max_keys));
  auto key_marker = in.key_marker.value_or(""), prefix = in.prefix.value_or(""), delimiter = in.delimiter.value_or("");
  if (in.version_id_marker && key_marker.empty()) {
    return errors::invalid_argument("A version-id marker cannot be specified without a key marker.", "version-id-marker", *in.version_id_marker);
  }
  objects::ListQuery query{in.bucket, prefix, delimiter, position_after_marker(key_marker, prefix, delimiter), max_keys};
  auto page = TRY(objects::list_objects(s3.objects, objects::Caller::authorized(ctx.access), query));
  auto owner = TRY(owner_of(s3, in.bucket));
  ListObjectVersionsOutput out;
  show_frame(in, page, max_keys, encoding, out);
  out.key_marker = encoding.text(key_marker);
  out.version_id_marker = in.version_id_marker.value_or("");
  out.versions.emplace();
  for (auto& object : page.objects) {
    auto member = object_member<ObjectVersion>(object, encoding, owner);
    member.version_id = "null";
    member.is_latest = true;
    out.versions->push_back(std::move(member));
  }
  if (!page.truncated) return out;
  out.next_key_marker = encoding.text(page.next.after);
  if (!page.next.whole_prefix) out.next_version_id_marker = "null";
  return out;
}

}  // namespace tarn::s3
