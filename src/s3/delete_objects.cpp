#include "s3/delete_objects.h"

#include "objects/remove.h"
#include "s3/errors.h"
#include "s3/etag.h"

namespace tarn::s3 {
namespace {

constexpr size_t kMaxKeys = 1000;  // S3 API reference, DeleteObjects

ErrorShape error_entry(const ObjectIdentifier& object, const Error& error) { return {object.key, object.version_id, error.code, error.message}; }

}  // namespace

Result<aws::AccessChecks> may_delete_object(S3& s3, const DeleteObjectInput& in, const aws::RequestContext&) {
  auto keys = version_keys(in.version_id);
  if (in.if_match) keys.emplace_back("s3:if-match", *in.if_match);
  auto action = version_action("s3:DeleteObject", "", in.version_id);
  auto checks = TRY(on_object(s3, action, in.bucket, in.key, in.expected_bucket_owner, keys));
  if (in.bypass_governance_retention.value_or(false)) checks.push_back({"s3:BypassGovernanceRetention", checks.front().resource, {}});
  return checks;
}

Result<DeleteObjectOutput> delete_object(S3& s3, const DeleteObjectInput& in, const aws::RequestContext& ctx) {
  if (in.if_match_last_modified_time) return errors::not_implemented_header("x-amz-if-match-last-modified-time");
  if (in.if_match_size) return errors::not_implemented_header("x-amz-if-match-size");
  if (in.mfa) return errors::not_implemented_header("x-amz-mfa");
  TRY(check_version(in.key, in.version_id));
  std::optional<std::string> must_match;
  if (in.if_match) must_match = unquoted(*in.if_match);
  TRY(objects::delete_object(s3.objects, objects::Caller::authorized(ctx.access), {in.bucket, in.key}, must_match));
  return DeleteObjectOutput{};
}

Result<aws::AccessChecks> may_delete_objects(S3& s3, const DeleteObjectsInput& in, const aws::RequestContext&) {
  TRY(expect_bucket(s3, in.bucket, in.expected_bucket_owner));
  return aws::AccessChecks{};
}

Result<DeleteObjectsOutput> delete_objects(S3& s3, const DeleteObjectsInput& in, const aws::RequestContext& ctx) {
  if (in.mfa) return errors::not_implemented_header("x-amz-mfa");
  auto& wanted = in.delete_.objects;
  if (wanted.empty() || wanted.size() > kMaxKeys) return errors::malformed_xml();
  std::vector<objects::KeyToDelete> keys;
  std::vector<const ObjectIdentifier*> of_key;
  DeleteObjectsOutput out;
  out.deleted.emplace();
  out.errors.emplace();
  for (auto& object : wanted) {
    if (auto version = check_version(object.key, object.version_id); !version.ok()) {
      out.errors->push_back(error_entry(object, version.error()));
      continue;
    }
    keys.push_back({object.key, object.etag ? std::optional(unquoted(*object.etag)) : std::nullopt});
    of_key.push_back(&object);
  }
  auto outcomes = TRY(objects::delete_objects(s3.objects, objects::Caller(ctx.access), in.bucket, keys));
  for (size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].ok()) {
      out.errors->push_back(error_entry(*of_key[i], outcomes[i].error()));
    } else if (!in.delete_.quiet.value_or(false)) {
      DeletedObject deleted;
      deleted.key = of_key[i]->key;
      deleted.version_id = of_key[i]->version_id;
      out.deleted->push_back(std::move(deleted));
    }
  }
  return out;
}

}  // namespace tarn::s3
