#include "s3/bucket_policy.h"

#include "objects/bucket_config.h"
#include "objects/bucket_policy.h"
#include "objects/public_policy.h"
#include "s3/errors.h"
#include "s3/policy_document.h"

namespace tarn::s3 {
namespace {

using objects::Caller;

// Bucket policies are the owner's account's alone, and its root may always use them, even against a deny of the policy itself.
template <class Input>
Result<aws::AccessChecks> may_use_policy(S3& s3, std::string action, const Input& in, const aws::RequestContext& ctx) {
  auto bucket = TRY(expect_bucket(s3, in.bucket, in.expected_bucket_owner));
  auto& who = ctx.access.principal;
  bool is_owners_root = who.kind == aws::PrincipalKind::root && who.account_id == bucket.owner_account_id;
  if (is_owners_root) return aws::AccessChecks{};
  if (who.account_id != bucket.owner_account_id && who.kind != aws::PrincipalKind::anonymous) return errors::not_the_owner();
  return aws::AccessChecks{{std::move(action), objects::bucket_arn(in.bucket), {}}};
}

template <class Input>
Result<aws::AccessChecks> may_use_block(S3& s3, std::string action, const Input& in) {
  return on_bucket(s3, std::move(action), in.bucket, in.expected_bucket_owner);
}

}  // namespace

Result<aws::AccessChecks> may_get_bucket_policy(S3& s3, const GetBucketPolicyInput& in, const aws::RequestContext& ctx) {
  return may_use_policy(s3, "s3:GetBucketPolicy", in, ctx);
}

Result<GetBucketPolicyOutput> get_bucket_policy(S3& s3, const GetBucketPolicyInput& in, const aws::RequestContext& ctx) {
  auto stored = TRY(objects::get_bucket_policy(s3.objects, Caller::authorized(ctx.access), in.bucket));
  return GetBucketPolicyOutput{TRY(s3.principal_names.shown_policy(stored))};
}

Result<aws::AccessChecks> may_put_bucket_policy(S3& s3, const PutBucketPolicyInput& in, const aws::RequestContext& ctx) {
  return may_use_policy(s3, "s3:PutBucketPolicy", in, ctx);
}

Result<PutBucketPolicyOutput> put_bucket_policy(S3& s3, const PutBucketPolicyInput& in, const aws::RequestContext& ctx) {
  TRY(check_bucket_policy(in.policy, in.bucket));
  auto stored = TRY(s3.principal_names.stored_policy(in.policy));
  auto block = TRY(objects::get_public_access_block(*s3.objects.store.snapshot(), in.bucket));
  if (block.block_public_policy && objects::is_public_policy(in.policy)) {
    return errors::public_policy_blocked(ctx.access.principal.arn, objects::bucket_arn(in.bucket));
  }
  TRY(objects::put_bucket_policy(s3.objects, Caller::authorized(ctx.access), in.bucket, stored));
  return PutBucketPolicyOutput{};
}

Result<aws::AccessChecks> may_delete_bucket_policy(S3& s3, const DeleteBucketPolicyInput& in, const aws::RequestContext& ctx) {
  return may_use_policy(s3, "s3:DeleteBucketPolicy", in, ctx);
}

Result<DeleteBucketPolicyOutput> delete_bucket_policy(S3& s3, const DeleteBucketPolicyInput& in, const aws::RequestContext& ctx) {
  TRY(objects::delete_bucket_policy(s3.objects, Caller::authorized(ctx.access), in.bucket));
  return DeleteBucketPolicyOutput{};
}

Result<aws::AccessChecks> may_get_bucket_policy_status(S3& s3, const GetBucketPolicyStatusInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketPolicyStatus", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketPolicyStatusOutput> get_bucket_policy_status(S3& s3, const GetBucketPolicyStatusInput& in, const aws::RequestContext& ctx) {
  auto stored = TRY(objects::get_bucket_policy(s3.objects, Caller::authorized(ctx.access), in.bucket));
  return GetBucketPolicyStatusOutput{PolicyStatus{objects::is_public_policy(stored)}};
}

Result<aws::AccessChecks> may_get_public_access_block(S3& s3, const GetPublicAccessBlockInput& in, const aws::RequestContext&) {
  return may_use_block(s3, "s3:GetBucketPublicAccessBlock", in);
}

Result<GetPublicAccessBlockOutput> get_public_access_block(S3& s3, const GetPublicAccessBlockInput& in, const aws::RequestContext&) {
  auto block = TRY(objects::get_public_access_block(*s3.objects.store.snapshot(), in.bucket));
  if (block.is_deleted) return errors::no_such_public_access_block(in.bucket);
  return GetPublicAccessBlockOutput{PublicAccessBlockConfiguration{block.block_public_acls, block.ignore_public_acls, block.block_public_policy,
                                                                   block.restrict_public_buckets}};
}

Result<aws::AccessChecks> may_put_public_access_block(S3& s3, const PutPublicAccessBlockInput& in, const aws::RequestContext&) {
  return may_use_block(s3, "s3:PutBucketPublicAccessBlock", in);
}

Result<PutPublicAccessBlockOutput> put_public_access_block(S3& s3, const PutPublicAccessBlockInput& in, const aws::RequestContext&) {
  auto& wanted = in.public_access_block_configuration;
  objects::PublicAccessBlock block{wanted.block_public_acls.value_or(false), wanted.ignore_public_acls.value_or(false),
                                   wanted.block_public_policy.value_or(false), wanted.restrict_public_buckets.value_or(false), false};
  TRY(objects::put_public_access_block(s3.objects, in.bucket, block));
  return PutPublicAccessBlockOutput{};
}

Result<aws::AccessChecks> may_delete_public_access_block(S3& s3, const DeletePublicAccessBlockInput& in, const aws::RequestContext&) {
  return may_use_block(s3, "s3:PutBucketPublicAccessBlock", in);
}

Result<DeletePublicAccessBlockOutput> delete_public_access_block(S3& s3, const DeletePublicAccessBlockInput& in, const aws::RequestContext&) {
  TRY(objects::put_public_access_block(s3.objects, in.bucket, {false, false, false, false, true}));
  return DeletePublicAccessBlockOutput{};
}

}  // namespace tarn::s3
