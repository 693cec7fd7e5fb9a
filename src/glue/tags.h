// Tags of Glue's resources, kept by ARN, so that whoever creates a resource with tags stores them in the same transaction.
#pragma once
#include "glue/service.h"
#include "glue/tags.gen.h"

namespace tarn::glue {

using Tags = std::map<std::string, std::string>;

Result<Tags> find_tags(kv::Reader& reader, const std::string& arn);
void put_tags(kv::Txn& txn, const std::string& arn, const Tags& tags);  // none: forgets the resource
inline void put_tags(kv::Txn& txn, const std::string& arn, const std::optional<Tags>& tags) { put_tags(txn, arn, tags.value_or(Tags())); }
// What a listing by tags asks for: each key, with its value unless that is empty.
bool has_tags(const Tags& tags, const std::optional<Tags>& wanted);

// What main.cpp hands to iam for "glue".
class StoredTags final : public iam::ResourceTags {
 public:
  explicit StoredTags(kv::Store& store) : store_(store) {}
  Result<std::map<std::string, std::string>> tags(const std::string& resource_arn) const override { return find_tags(*store_.snapshot(), resource_arn); }

 private:
  kv::Store& store_;
};

Result<TagResourceOutput> tag_resource(Glue& glue, const TagResourceInput& in, const aws::RequestContext& ctx);
Result<UntagResourceOutput> untag_resource(Glue& glue, const UntagResourceInput& in, const aws::RequestContext& ctx);
Result<GetTagsOutput> get_tags(Glue& glue, const GetTagsInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_tag_resource(const TagResourceInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_untag_resource(const UntagResourceInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_tags(const GetTagsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
