// S3's errors about requests (s3.md 5). Those that come from the state of buckets and objects are in objects/errors.h.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarn::s3::errors {

Error invalid_argument(std::string message, std::string_view name, std::string_view value);
Error invalid_request(std::string message);
Error malformed_xml();
Error malformed_policy(std::string message);
Error not_implemented_header(std::string_view header);  // <Header> names it
Error not_implemented(std::string message);
Error invalid_storage_class(std::string_view name);
Error acl_not_supported();
Error invalid_digest(std::string_view value);
Error metadata_too_large(size_t bytes);
Error invalid_tag(std::string message);
Error no_such_tag_set(const std::string& bucket);
Error no_such_public_access_block(const std::string& bucket);
Error public_policy_blocked(const std::string& caller_arn, const std::string& bucket_arn);
Error not_the_owner();              // bucket policies belong to the owner's account alone
Error invalid_range(std::string_view requested, uint64_t size);
Error invalid_part_number(int32_t requested, size_t parts);
Error precondition_failed(std::string_view header);
Error not_modified(const std::string& etag, std::string last_modified);
Error no_such_version(const std::string& key, const std::string& version_id);
Error entity_too_large(uint64_t proposed, uint64_t limit);
Error copy_onto_itself();

}  // namespace tarn::s3::errors
