// Tags of Glue's resources, kept by ARN, so that whoever creates a resource with tags stores them in the same transaction.
#pragma once
#include "glue/service.h"
#include "glue/tags.gen.h"

namespace tarn::glue {

using Tags = std::map<std::string, std::string>;

Result<Tags> find_tags(kv::Reader& reader, const std::string& arn);
void put_tags(kv::Txn& txn, const std::string& arn, const Tags& tags);  // none: forgets the resource
inline void put_tags(kv::Txn& txn, const std::string& arn, const std::optional<Tags>& tags) { put_tags(txn, arn, tags.value_or(Tags())); }

Result<TagResourceOutput> tag_resource(Glue& glue, const TagResourceInput& in, const aws::RequestContext& ctx);
Result<UntagResourceOutput> untag_resource(Glue& glue, const UntagResourceInput& in, const aws::RequestContext& ctx);
Result<GetTagsOutput> get_tags(Glue& glue, const GetTagsInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_tag_resource(const TagResourceInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_untag_resource(const UntagResourceInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_tags(const GetTagsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
