#include "s3/buckets.h"

#include "base/encoding.h"
#include "objects/bucket_config.h"
#include "objects/read.h"
#include "s3/errors.h"
#include "s3/tags.h"
#include "s3/write_headers.h"

namespace tarn::s3 {
namespace {

using objects::Caller;

constexpr int32_t kMaxBuckets = 10'000;  // S3 API reference, ListBuckets, MaxBuckets

// Ours: any region name is served, whatever region the request was signed for (s3.md 1).
std::string region_of(const CreateBucketInput& in, const aws::RequestContext& ctx) {
  if (!in.create_bucket_configuration || !in.create_bucket_configuration->location_constraint) return ctx.region();
  auto& constraint = *in.create_bucket_configuration->location_constraint;
  return constraint == "EU" ? "eu-west-1" : constraint;
}

Result<void> refuse_unserved(const CreateBucketInput& in) {
  if (in.object_lock_enabled_for_bucket.value_or(false)) return errors::not_implemented_header("x-amz-bucket-object-lock-enabled");
  if (in.bucket_namespace && *in.bucket_namespace != "global") return errors::not_implemented_header("x-amz-bucket-namespace");
  bool grants = in.grant_full_control || in.grant_read || in.grant_read_acp || in.grant_write || in.grant_write_acp;
  if (grants || (in.acl && *in.acl != "private")) {
    return Error{"InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting", 400, {}};
  }
  if (in.object_ownership && *in.object_ownership != "BucketOwnerEnforced") return errors::not_implemented_header("x-amz-object-ownership");
  return {};
}

Owner owner_of(const std::string& account_id) { return {std::nullopt, canonical_id(account_id)}; }

std::vector<Grant> full_control(const std::string& account_id) {
  Grantee grantee;
  grantee.id = canonical_id(account_id);
  grantee.type = "CanonicalUser";
  return {{grantee, "FULL_CONTROL"}};
}

}  // namespace

aws::AccessChecks may_create_bucket(const CreateBucketInput& in, const aws::RequestContext& ctx) {
  ConditionKeys keys{{"s3:locationconstraint", region_of(in, ctx)}};
  if (in.acl) keys.emplace_back("s3:x-amz-acl", *in.acl);
  if (in.object_ownership) keys.emplace_back("s3:x-amz-object-ownership", *in.object_ownership);
  aws::AccessChecks checks{{"s3:CreateBucket", objects::bucket_arn(in.bucket), keys}};
  bool tags = in.create_bucket_configuration && in.create_bucket_configuration->tags && !in.create_bucket_configuration->tags->empty();
  if (tags) checks.push_back({"s3:TagResource", objects::bucket_arn(in.bucket), {}});
  return checks;
}

Result<CreateBucketOutput> create_bucket(S3& s3, const CreateBucketInput& in, const aws::RequestContext& ctx) {
  auto name = TRY(objects::BucketName::parse(in.bucket));
  TRY(refuse_unserved(in));
  std::vector<objects::Tag> tags;
  if (in.create_bucket_configuration && in.create_bucket_configuration->tags) {
    tags = TRY(checked_tags(tags_of(*in.create_bucket_configuration->tags), kMaxBucketTags));
  }
  auto caller = Caller::authorized(ctx.access);
  TRY(objects::create_bucket(s3.objects, caller, name, region_of(in, ctx)));
  if (!tags.empty()) TRY(objects::put_bucket_tags(s3.objects, in.bucket, tags));
  return CreateBucketOutput{"/" + in.bucket, objects::bucket_arn(in.bucket)};
}

Result<aws::AccessChecks> may_delete_bucket(S3& s3, const DeleteBucketInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:DeleteBucket", in.bucket, in.expected_bucket_owner);
}

Result<DeleteBucketOutput> delete_bucket(S3& s3, const DeleteBucketInput& in, const aws::RequestContext& ctx) {
  TRY(objects::delete_bucket(s3.objects, Caller::authorized(ctx.access), in.bucket));
  return DeleteBucketOutput{};
}

Result<aws::AccessChecks> may_head_bucket(S3& s3, const HeadBucketInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:ListBucket", in.bucket, in.expected_bucket_owner);
}

Result<HeadBucketOutput> head_bucket(S3& s3, const HeadBucketInput& in, const aws::RequestContext& ctx) {
  auto bucket = TRY(objects::head_bucket(s3.objects, Caller::authorized(ctx.access), in.bucket));
  HeadBucketOutput out;
  out.bucket_arn = objects::bucket_arn(in.bucket);
  out.bucket_region = bucket.region;
  out.access_point_alias = false;
  return out;
}

aws::AccessChecks may_list_buckets(const ListBucketsInput&, const aws::RequestContext&) { return {{"s3:ListAllMyBuckets", "*", {}}}; }

Result<ListBucketsOutput> list_buckets(S3& s3, const ListBucketsInput& in, const aws::RequestContext& ctx) {
  int32_t limit = in.max_buckets.value_or(kMaxBuckets);
  if (limit < 1 || limit > kMaxBuckets) {
    return errors::invalid_argument("max-buckets must be between 1 and 10000", "max-buckets", std::to_string(limit));
  }
  std::string after;
  if (in.continuation_token) {
    auto decoded = from_base64(*in.continuation_token);
    if (!decoded) return errors::invalid_argument("The continuation token provided is incorrect", "continuation-token", *in.continuation_token);
    after = *decoded;
  }
  bool shows_region = in.max_buckets || in.bucket_region || in.continuation_token || in.prefix;
  auto page = TRY(objects::list_buckets(s3.objects, Caller::authorized(ctx.access), in.prefix.value_or(""), after, static_cast<size_t>(limit)));
  ListBucketsOutput out;
  out.owner = owner_of(ctx.account_id());
  out.prefix = in.prefix;
  out.buckets.emplace();
  for (auto& bucket : page.buckets) {
    if (in.bucket_region && bucket.region != *in.bucket_region) continue;
    Bucket member;
    member.name = bucket.name;
    member.creation_date = bucket.created_at;
    if (shows_region) member.bucket_region = bucket.region;
    out.buckets->push_back(std::move(member));
  }
  if (page.truncated) out.continuation_token = to_base64(page.buckets.back().name);
  return out;
}

Result<aws::AccessChecks> may_get_bucket_location(S3& s3, const GetBucketLocationInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketLocation", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketLocationOutput> get_bucket_location(S3& s3, const GetBucketLocationInput& in, const aws::RequestContext&) {
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), in.bucket));
  GetBucketLocationOutput out;
  if (bucket.region != "us-east-1") out.location_constraint = bucket.region;  // which is shown as an empty element
  return out;
}

Result<aws::AccessChecks> may_get_bucket_versioning(S3& s3, const GetBucketVersioningInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketVersioning", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketVersioningOutput> get_bucket_versioning(S3&, const GetBucketVersioningInput&, const aws::RequestContext&) {
  return GetBucketVersioningOutput{};  // never enabled
}

Result<aws::AccessChecks> may_get_bucket_acl(S3& s3, const GetBucketAclInput& in, const aws::RequestContext&) {
  return on_bucket(s3, "s3:GetBucketAcl", in.bucket, in.expected_bucket_owner);
}

Result<GetBucketAclOutput> get_bucket_acl(S3& s3, const GetBucketAclInput& in, const aws::RequestContext&) {
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), in.bucket));
  return GetBucketAclOutput{owner_of(bucket.owner_account_id), full_control(bucket.owner_account_id)};
}

Result<aws::AccessChecks> may_get_object_acl(S3& s3, const GetObjectAclInput& in, const aws::RequestContext&) {
  return on_existing_object(s3, version_action("s3:GetObject", "Acl", in.version_id), in.bucket, in.key, in.expected_bucket_owner);
}

Result<GetObjectAclOutput> get_object_acl(S3& s3, const GetObjectAclInput& in, const aws::RequestContext& ctx) {
  TRY(check_version(in.key, in.version_id));
  TRY(objects::head_object(s3.objects, Caller::authorized(ctx.access), {in.bucket, in.key}));
  auto bucket = TRY(objects::find_bucket(*s3.objects.store.snapshot(), in.bucket));
  GetObjectAclOutput out;
  out.owner = owner_of(bucket.owner_account_id);
  out.grants = full_control(bucket.owner_account_id);
  return out;
}

}  // namespace tarn::s3
