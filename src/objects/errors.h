// S3's errors that come from the state of buckets and objects (s3.md 5). Those of requests are in s3/errors.h.
#pragma once
#include <string>

#include "objects/multipart.h"
#include "objects/object_store.h"

namespace tarn::objects::errors {

Error no_such_bucket(const std::string& bucket);
Error invalid_bucket_name(std::string_view bucket);
Error bucket_already_exists(const std::string& bucket);
Error bucket_already_owned_by_you(const std::string& bucket);
Error bucket_not_empty(const std::string& bucket);
Error no_such_bucket_policy(const std::string& bucket);
Error no_such_key(const std::string& key);
Error key_too_long(size_t bytes);
Error empty_key();
Error key_not_utf8(const std::string& key);
Error access_denied();
Error precondition_failed(const std::string& header);
Error bad_digest_md5(const std::string& claimed, const std::string& computed);  // raw bytes
Error bad_digest(ChecksumAlgorithm algorithm);
Error entity_too_large(uint64_t limit);
Error copy_source_too_large();
Error no_such_upload(const std::string& upload_id);
Error wrong_part_checksum_algorithm(ChecksumAlgorithm expected, ChecksumAlgorithm sent);
Error no_parts();
Error invalid_part_order(const std::string& upload_id);
Error invalid_part(const std::string& upload_id, const ClaimedPart& part);
Error entity_too_small(uint64_t size, const ClaimedPart& part);
Error missing_part_checksum(ChecksumAlgorithm algorithm, uint32_t number);
Error part_numbers_not_consecutive();
Error wrong_object_size();
Error wrong_checksum_type(ChecksumType expected, ChecksumType sent);

}  // namespace tarn::objects::errors
