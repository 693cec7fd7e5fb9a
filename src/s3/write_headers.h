// The headers that PutObject, CopyObject and CreateMultipartUpload share: what they say about the object, which of them Tarn does
// not serve, and what they mean for authorization.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "objects/object_store.h"
#include "objects/write.h"
#include "s3/access.h"
#include "s3/errors.h"
#include "s3/etag.h"
#include "s3/tags.h"

namespace tarn::s3 {

// Error InvalidStorageClass; NotImplemented for those that would have to be restored before they can be read.
Result<void> check_storage_class(const std::optional<std::string>& name);
// Error AccessControlListNotSupported: ownership is always the bucket owner's, so only these two canned ACLs say nothing new.
Result<void> check_acl(const std::optional<std::string>& acl);
// Error MetadataTooLarge.
Result<std::vector<std::pair<std::string, std::string>>> checked_metadata(const std::optional<std::map<std::string, std::string>>& metadata);
// "aws-chunked" is how the body travelled, not how the object is encoded.
std::string without_aws_chunked(std::string_view content_encoding);
Result<void> check_redirect(const std::optional<std::string>& location);

// Encryption, object locks and grants are refused by the name of their header, never silently ignored.
template <class Input>
Result<void> refuse_unserved_headers(const Input& in) {
  if (in.server_side_encryption) return errors::not_implemented_header("x-amz-server-side-encryption");
  if (in.sse_kms_key_id) return errors::not_implemented_header("x-amz-server-side-encryption-aws-kms-key-id");
  if (in.sse_customer_algorithm) return errors::not_implemented_header("x-amz-server-side-encryption-customer-algorithm");
  if (in.object_lock_mode) return errors::not_implemented_header("x-amz-object-lock-mode");
  if (in.object_lock_retain_until_date) return errors::not_implemented_header("x-amz-object-lock-retain-until-date");
  if (in.object_lock_legal_hold_status) return errors::not_implemented_header("x-amz-object-lock-legal-hold");
  if (in.object_lock_event_hold) return errors::not_implemented_header("x-amz-object-lock-event-hold");
  if (in.grant_full_control || in.grant_read || in.grant_read_acp || in.grant_write_acp) return errors::acl_not_supported();
  TRY(check_acl(in.acl));
  return check_storage_class(in.storage_class);
}

// Without tags.
template <class Input>
Result<objects::ObjectAttributes> attributes_of(const Input& in) {
  objects::ObjectAttributes attributes;
  attributes.content_type = in.content_type.value_or("");
  attributes.cache_control = in.cache_control.value_or("");
  attributes.content_disposition = in.content_disposition.value_or("");
  attributes.content_encoding = without_aws_chunked(in.content_encoding.value_or(""));
  attributes.content_language = in.content_language.value_or("");
  attributes.expires = in.expires.value_or("");
  TRY(check_redirect(in.website_redirect_location));
  attributes.website_redirect_location = in.website_redirect_location.value_or("");
  if (in.storage_class && *in.storage_class != "STANDARD") attributes.storage_class = *in.storage_class;
  attributes.metadata = TRY(checked_metadata(in.metadata));
  return attributes;
}

// Errors NotImplemented for conditions that S3 does not take on writes.
Result<objects::WriteConditions> write_conditions(const std::optional<std::string>& if_match, const std::optional<std::string>& if_none_match);

ConditionKeys tag_request_keys(const std::vector<objects::Tag>& tags);

// s3:PutObject, and s3:PutObjectTagging where the request brings tags.
template <class Input>
Result<aws::AccessChecks> may_write(S3& s3, const Input& in, ConditionKeys keys = {}) {
  auto add = [&](std::string name, const std::optional<std::string>& value) {
    if (value) keys.emplace_back(std::move(name), *value);
  };
  add("s3:x-amz-acl", in.acl);
  add("s3:x-amz-storage-class", in.storage_class);
  add("s3:x-amz-server-side-encryption", in.server_side_encryption);
  add("s3:x-amz-website-redirect-location", in.website_redirect_location);
  if constexpr (requires { in.if_match; }) {
    add("s3:if-match", in.if_match);
    add("s3:if-none-match", in.if_none_match);
  }
  std::vector<objects::Tag> tags;
  if (in.tagging) tags = TRY(parse_tagging_header(*in.tagging));
  for (auto& key : tag_request_keys(tags)) keys.push_back(key);
  auto checks = TRY(on_object(s3, "s3:PutObject", in.bucket, in.key, in.expected_bucket_owner, keys));
  if (!tags.empty()) checks.push_back({"s3:PutObjectTagging", checks.front().resource, checks.front().keys});
  return checks;
}

}  // namespace tarn::s3
