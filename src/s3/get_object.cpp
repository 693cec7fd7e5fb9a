#include "s3/get_object.h"

#include "base/encoding.h"
#include "objects/read.h"
#include "s3/checksum_members.h"
#include "s3/conditions.h"
#include "s3/errors.h"
#include "s3/etag.h"
#include "s3/ranges.h"

namespace tarn::s3 {
namespace {

constexpr std::string_view kDefaultContentType = "binary/octet-stream";

std::optional<std::string> unless_empty(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

template <class Input>
Result<aws::AccessChecks> may_read(S3& s3, const Input& in) {
  return on_existing_object(s3, version_action("s3:GetObject", "", in.version_id), in.bucket, in.key, in.expected_bucket_owner,
                            version_keys(in.version_id));
}

template <class Input>
Result<void> check_request(const Input& in, const aws::RequestContext& ctx) {
  TRY(check_version(in.key, in.version_id));
  if (in.sse_customer_algorithm) return errors::not_implemented_header("x-amz-server-side-encryption-customer-algorithm");
  bool overrides = in.response_cache_control || in.response_content_disposition || in.response_content_encoding ||
                   in.response_content_language || in.response_content_type || in.response_expires;
  if (overrides && ctx.access.principal.kind == aws::PrincipalKind::anonymous) {
    return errors::invalid_request("Request specific response headers cannot be used for anonymous GET requests.");
  }
  return {};
}

template <class Input>
Result<Selection> select(const Input& in, const objects::ObjectInfo& object, TimePoint now) {
  TRY(check_read_conditions({in.if_match, in.if_none_match, in.if_modified_since, in.if_unmodified_since}, object, now));
  return select_bytes(in.range, in.part_number, object);
}

template <class Output>
void show_headers(Output& out, const objects::ObjectAttributes& attributes) {
  out.content_type = unless_empty(attributes.content_type).value_or(std::string(kDefaultContentType));
  out.cache_control = unless_empty(attributes.cache_control);
  out.content_disposition = unless_empty(attributes.content_disposition);
  out.content_encoding = unless_empty(attributes.content_encoding);
  out.content_language = unless_empty(attributes.content_language);
  out.expires = unless_empty(attributes.expires);
  out.website_redirect_location = unless_empty(attributes.website_redirect_location);
  out.storage_class = unless_empty(attributes.storage_class);
  if (attributes.metadata.empty()) return;
  out.metadata.emplace();
  for (auto& [name, value] : attributes.metadata) out.metadata->emplace(name, value);
}

template <class Input, class Output>
void override_headers(const Input& in, Output& out) {
  if (in.response_content_type) out.content_type = in.response_content_type;
  if (in.response_cache_control) out.cache_control = in.response_cache_control;
  if (in.response_content_disposition) out.content_disposition = in.response_content_disposition;
  if (in.response_content_encoding) out.content_encoding = in.response_content_encoding;
  if (in.response_content_language) out.content_language = in.response_content_language;
  if (in.response_expires) out.expires = http_date(*in.response_expires);
}

template <class Input, class Output>
void describe(S3& s3, const Input& in, const aws::RequestContext& ctx, const objects::ObjectInfo& object, const Selection& selection, Output& out) {
  out.accept_ranges = "bytes";
  out.etag = quoted(object.etag);
  out.last_modified = object.modified;
  out.content_length = static_cast<int64_t>(selection.length);
  if (selection.is_partial) out.content_range = selection.content_range(object.size);
  out.parts_count = selection.parts_count;
  show_headers(out, object.attributes);
  override_headers(in, out);
  // Never with a part of the bytes: clients would compare the whole's value with it.
  bool is_whole = selection.length == object.size;
  if (in.checksum_mode && is_whole) show_checksum(out, object.checksum);
  bool may_count_tags = !object.attributes.tags.empty() &&
                        s3.objects.authorizer.allowed(ctx.access, {"s3:GetObjectTagging", objects::object_arn({in.bucket, in.key}), {}});
  if (may_count_tags) out.tag_count = static_cast<int32_t>(object.attributes.tags.size());
}

}  // namespace

Result<aws::AccessChecks> may_get_object(S3& s3, const GetObjectInput& in, const aws::RequestContext&) { return may_read(s3, in); }

Result<GetObjectOutput> get_object(S3& s3, const GetObjectInput& in, const aws::RequestContext& ctx) {
  TRY(check_request(in, ctx));
  auto object = TRY(objects::open_object(s3.objects, objects::Caller::authorized(ctx.access), {in.bucket, in.key}));
  auto selection = TRY(select(in, object->info(), ctx.now()));
  GetObjectOutput out;
  describe(s3, in, ctx, object->info(), selection, out);
  out.streaming_body = objects::read_range(object, selection.offset, selection.length);
  return out;
}

Result<aws::AccessChecks> may_head_object(S3& s3, const HeadObjectInput& in, const aws::RequestContext&) { return may_read(s3, in); }

Result<HeadObjectOutput> head_object(S3& s3, const HeadObjectInput& in, const aws::RequestContext& ctx) {
  TRY(check_request(in, ctx));
  auto object = TRY(objects::head_object(s3.objects, objects::Caller::authorized(ctx.access), {in.bucket, in.key}));
  auto selection = TRY(select(in, object, ctx.now()));
  HeadObjectOutput out;
  describe(s3, in, ctx, object, selection, out);
  return out;
}

}  // namespace tarn::s3
