#include "s3/copy_object.h"

#include "base/encoding.h"
#include "objects/copy.h"
#include "s3/checksum_members.h"
#include "s3/write_headers.h"

namespace tarn::s3 {
namespace {

bool replaces(const std::optional<std::string>& directive) { return directive && *directive == "REPLACE"; }

ConditionKeys copy_keys(const CopyObjectInput& in, const CopySource& source) {
  ConditionKeys keys{{"s3:x-amz-copy-source", source.name.bucket + "/" + source.name.key}};
  if (in.metadata_directive) keys.emplace_back("s3:x-amz-metadata-directive", *in.metadata_directive);
  return keys;
}

Result<objects::CopyOptions> copy_options(const CopyObjectInput& in, const objects::ObjectInfo& source) {
  objects::CopyOptions options;
  options.checksum_algorithm = TRY(wanted_algorithm(in.checksum_algorithm));
  options.conditions = TRY(write_conditions(in.if_match, in.if_none_match));
  auto sent = TRY(attributes_of(in));
  if (replaces(in.metadata_directive)) {
    options.attributes = sent;
  } else {  // what is not inherited: storage class and redirect
    options.attributes = source.attributes;
    options.attributes->storage_class = sent.storage_class;
    options.attributes->website_redirect_location = sent.website_redirect_location;
  }
  options.attributes->tags.clear();
  if (replaces(in.tagging_directive)) options.tags = TRY(parse_tagging_header(in.tagging.value_or("")));
  return options;
}

}  // namespace

Result<CopySource> parse_copy_source(const std::string& header) {
  auto invalid = [&](std::string why) { return errors::invalid_argument(std::move(why), "x-amz-copy-source", header); };
  std::string_view text = header;
  CopySource source;
  constexpr std::string_view kVersion = "?versionId=";
  if (auto query = text.rfind(kVersion); query != std::string_view::npos) {
    source.version_id = std::string(text.substr(query + kVersion.size()));
    text = text.substr(0, query);
  }
  auto decoded = percent_decode(text);
  if (!decoded) return invalid("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
  std::string_view path = *decoded;
  if (path.starts_with("arn:")) return errors::not_implemented("Access points as copy source are not implemented.");
  if (path.starts_with('/')) path.remove_prefix(1);
  auto slash = path.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == path.size()) {
    return invalid("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
  }
  source.name = {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
  return source;
}

Result<void> add_source_checks(S3& s3, const CopySource& source, const std::optional<std::string>& expected_owner, aws::AccessChecks& checks) {
  auto action = version_action("s3:GetObject", "", source.version_id);
  auto read = TRY(on_existing_object(s3, action, source.name.bucket, source.name.key, expected_owner, version_keys(source.version_id)));
  checks.insert(checks.end(), read.begin(), read.end());
  return {};
}

Result<std::shared_ptr<const objects::ObjectReader>> open_source(S3& s3, const CopySource& source, const ReadConditions& conditions,
                                                                 const aws::RequestContext& ctx) {
  TRY(check_version(source.name.key, source.version_id));
  auto object = TRY(objects::open_object(s3.objects, objects::Caller::authorized(ctx.access), source.name));
  TRY(check_source_conditions(conditions, object->info(), ctx.now()));
  return object;
}

Result<aws::AccessChecks> may_copy_object(S3& s3, const CopyObjectInput& in, const aws::RequestContext&) {
  auto source = TRY(parse_copy_source(in.copy_source));
  auto checks = TRY(may_write(s3, in, copy_keys(in, source)));
  auto destination = checks.front();
  TRY(add_source_checks(s3, source, in.expected_source_bucket_owner, checks));
  if (replaces(in.tagging_directive)) return checks;
  // Copied tags must be readable and writable; a source without tags needs neither.
  auto& read = checks.back();
  bool has_tags = false;
  for (auto& [name, value] : read.keys) has_tags = has_tags || name.starts_with("s3:existingobjecttag/");
  if (!has_tags) return checks;
  aws::AccessCheck read_tags{version_action("s3:GetObject", "Tagging", source.version_id), read.resource, read.keys};
  checks.push_back(std::move(read_tags));
  checks.push_back({"s3:PutObjectTagging", destination.resource, destination.keys});
  return checks;
}

Result<CopyObjectOutput> copy_object(S3& s3, const CopyObjectInput& in, const aws::RequestContext& ctx) {
  TRY(refuse_unserved_headers(in));
  auto source = TRY(parse_copy_source(in.copy_source));
  objects::ObjectName destination{in.bucket, in.key};
  ReadConditions conditions{in.copy_source_if_match, in.copy_source_if_none_match, in.copy_source_if_modified_since,
                            in.copy_source_if_unmodified_since};
  auto object = TRY(open_source(s3, source, conditions, ctx));
  bool changes_something = replaces(in.metadata_directive) || in.storage_class || in.website_redirect_location;
  if (source.name == destination && !changes_something) return errors::copy_onto_itself();

  auto options = TRY(copy_options(in, object->info()));
  auto copy = TRY(objects::copy_object(s3.objects, objects::Caller::authorized(ctx.access), object, destination, options));
  CopyObjectOutput out;
  out.copy_object_result.emplace();
  out.copy_object_result->etag = quoted(copy.etag);
  out.copy_object_result->last_modified = copy.modified;
  show_checksum(*out.copy_object_result, copy.checksum);
  return out;
}

}  // namespace tarn::s3
