// Tags as S3 restricts them (s3.md 6).
#pragma once
#include <string>
#include <vector>

#include "objects/object_store.h"
#include "s3/shared.gen.h"

namespace tarn::s3 {

constexpr size_t kMaxObjectTags = 10;  // S3 user guide, object tagging
constexpr size_t kMaxBucketTags = 50;  // S3 user guide, cost allocation tags

// x-amz-tagging: "k=v&k2=v2". Error InvalidArgument.
Result<std::vector<objects::Tag>> parse_tagging_header(const std::string& header);
// Errors InvalidTag; BadRequest when there are more than `limit`.
Result<std::vector<objects::Tag>> checked_tags(std::vector<objects::Tag> tags, size_t limit);

std::vector<objects::Tag> tags_of(const std::vector<Tag>& members);
std::vector<Tag> tag_members(const std::vector<objects::Tag>& tags);

}  // namespace tarn::s3
