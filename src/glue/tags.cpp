#include "glue/tags.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "base/encoding.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/tagged_resources.h"
#include "kv/key.h"
#include "kv/record.h"

namespace tarn::glue {
namespace {

constexpr size_t kMaxTags = 50;  // Glue API, TagResource

std::string tags_key(const std::string& arn) { return kv::KeyBuilder("glue.tags").text(arn).take(); }

Result<void> check_keys(const Tags& tags) {
  for (const auto& [key, value] : tags)
    if (to_lower(key).starts_with("aws:")) return errors::invalid_input("Tag keys beginning with aws: are reserved.");
  return {};
}

}  // namespace

Result<Tags> find_tags(kv::Reader& reader, const std::string& arn) {
  Tags tags;
  auto stored = TRY(reader.get(tags_key(arn)));
  if (!stored) return tags;
  auto document = TRY(kv::decode_record(*stored));
  if (!document.is_object()) return internal_error("the tags of " + arn + " are damaged");
  for (const auto& [key, value] : document.get_object()) tags[std::string(key)] = value.is_string() ? std::string(value.get_string()) : "";
  return tags;
}

void put_tags(kv::Txn& txn, const std::string& arn, const Tags& tags) {
  if (tags.empty()) return txn.erase(tags_key(arn));
  boost::json::object document;
  for (const auto& [key, value] : tags) document[key] = value;
  txn.put(tags_key(arn), kv::encode_record(document));
}

bool has_tags(const Tags& tags, const std::optional<Tags>& wanted) {
  if (!wanted) return true;
  return std::all_of(wanted->begin(), wanted->end(), [&](const auto& entry) {
    const auto found = tags.find(entry.first);
    return found != tags.end() && (entry.second.empty() || found->second == entry.second);
  });
}

Result<TagResourceOutput> tag_resource(Glue& glue, const TagResourceInput& in, const aws::RequestContext& ctx) {
  TRY(check_keys(in.tags_to_add));
  return glue.store.transact([&](kv::Txn& txn) -> Result<TagResourceOutput> {
    TRY(require_taggable(glue, txn, in.resource_arn, ctx));
    Tags tags = TRY(find_tags(txn, in.resource_arn));
    for (const auto& [key, value] : in.tags_to_add) tags[key] = value;
    if (tags.size() > kMaxTags) return errors::invalid_input("The number of tags exceeds the limit of " + std::to_string(kMaxTags) + ".");
    put_tags(txn, in.resource_arn, tags);
    return TagResourceOutput{};
  });
}

Result<UntagResourceOutput> untag_resource(Glue& glue, const UntagResourceInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<UntagResourceOutput> {
    TRY(require_taggable(glue, txn, in.resource_arn, ctx));
    Tags tags = TRY(find_tags(txn, in.resource_arn));
    for (const std::string& key : in.tags_to_remove) tags.erase(key);
    put_tags(txn, in.resource_arn, tags);
    return UntagResourceOutput{};
  });
}

Result<GetTagsOutput> get_tags(Glue& glue, const GetTagsInput& in, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  TRY(require_taggable(glue, *reader, in.resource_arn, ctx));
  return GetTagsOutput{.tags = TRY(find_tags(*reader, in.resource_arn))};
}

aws::AccessChecks may_tag_resource(const TagResourceInput& in, const aws::RequestContext&) {
  aws::AccessChecks checks{{"glue:TagResource", in.resource_arn, {}}};
  add_request_tags(checks, in.tags_to_add);
  return checks;
}

aws::AccessChecks may_untag_resource(const UntagResourceInput& in, const aws::RequestContext&) {
  aws::AccessCheck check{"glue:UntagResource", in.resource_arn, {}};
  for (const std::string& key : in.tags_to_remove) check.keys.emplace_back("aws:tagkeys", key);
  return {check};
}

aws::AccessChecks may_get_tags(const GetTagsInput& in, const aws::RequestContext&) { return {{"glue:GetTags", in.resource_arn, {}}}; }

}  // namespace tarn::glue
