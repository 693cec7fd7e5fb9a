#include "objects/errors.h"

#include "base/encoding.h"

namespace tarn::objects::errors {
namespace {

std::string quoted(const std::string& etag) { return "\"" + etag + "\""; }

}  // namespace

Error no_such_bucket(const std::string& bucket) {
  return Error{"NoSuchBucket", "The specified bucket does not exist", 404, {}}.with("BucketName", bucket);
}
Error invalid_bucket_name(std::string_view bucket) {
  return Error{"InvalidBucketName", "The specified bucket is not valid.", 400, {}}.with("BucketName", std::string(bucket));
}
Error bucket_already_exists(const std::string& bucket) {
  return Error{"BucketAlreadyExists",
               "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a "
               "different name and try again.",
               409,
               {}}
      .with("BucketName", bucket);
}
Error bucket_already_owned_by_you(const std::string& bucket) {
  return Error{"BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", 409, {}}.with(
      "BucketName", bucket);
}
Error bucket_not_empty(const std::string& bucket) {
  return Error{"BucketNotEmpty", "The bucket you tried to delete is not empty", 409, {}}.with("BucketName", bucket);
}
Error no_such_bucket_policy(const std::string& bucket) {
  return Error{"NoSuchBucketPolicy", "The bucket policy does not exist", 404, {}}.with("BucketName", bucket);
}
Error no_such_key(const std::string& key) { return Error{"NoSuchKey", "The specified key does not exist.", 404, {}}.with("Key", key); }
Error key_too_long(size_t bytes) {
  return Error{"KeyTooLongError", "Your key is too long", 400, {}}.with("Size", std::to_string(bytes)).with("MaxSizeAllowed", "1024");
}
Error empty_key() { return {"InvalidArgument", "An object's key has at least one character.", 400, {}}; }
Error key_not_utf8(const std::string& key) {
  return Error{"InvalidURI", "Couldn't parse the specified URI.", 400, {}}.with("URI", percent_encode(key, true));
}
Error access_denied() { return {"AccessDenied", "Access Denied", 403, {}}; }
Error precondition_failed(const std::string& header) {
  return Error{"PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412, {}}.with("Condition", header);
}
Error bad_digest_md5(const std::string& claimed, const std::string& computed) {
  return Error{"BadDigest", "The Content-MD5 you specified did not match what we received.", 400, {}}
      .with("ExpectedDigest", to_base64(claimed))
      .with("CalculatedDigest", to_base64(computed));
}
Error bad_digest(ChecksumAlgorithm algorithm) {
  return {"BadDigest", "The " + std::string(checksum_name(algorithm)) + " you specified did not match the calculated checksum.", 400, {}};
}
Error entity_too_large(uint64_t limit) {
  return Error{"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, {}}.with("MaxSizeAllowed", std::to_string(limit));
}
Error copy_source_too_large() {
  return {"InvalidRequest", "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120", 400, {}};
}
Error no_such_upload(const std::string& upload_id) {
  return Error{"NoSuchUpload",
               "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
               404,
               {}}
      .with("UploadId", upload_id);
}
Error wrong_part_checksum_algorithm(ChecksumAlgorithm expected, ChecksumAlgorithm sent) {
  return {"InvalidRequest",
          "Checksum Type mismatch occurred, expected checksum Type: " + to_lower(checksum_name(expected)) +
              ", actual checksum Type: " + to_lower(checksum_name(sent)),
          400,
          {}};
}
Error no_parts() {
  return {"MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400, {}};
}
Error invalid_part_order(const std::string& upload_id) {
  return Error{"InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.", 400, {}}.with("UploadId",
                                                                                                                              upload_id);
}
Error invalid_part(const std::string& upload_id, const ClaimedPart& part) {
  return Error{"InvalidPart",
               "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may "
               "not match the part's entity tag.",
               400,
               {}}
      .with("UploadId", upload_id)
      .with("PartNumber", std::to_string(part.number))
      .with("ETag", part.etag);
}
Error entity_too_small(uint64_t size, const ClaimedPart& part) {
  return Error{"EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400, {}}
      .with("ProposedSize", std::to_string(size))
      .with("MinSizeAllowed", std::to_string(kMinPartBytes))
      .with("PartNumber", std::to_string(part.number))
      .with("ETag", quoted(part.etag));
}
Error missing_part_checksum(ChecksumAlgorithm algorithm, uint32_t number) {
  return {"InvalidRequest",
          "The upload was created using a " + to_lower(checksum_name(algorithm)) +
              " checksum. The complete request must include the checksum for each part. It was missing for part " + std::to_string(number) +
              " in the request.",
          400,
          {}};
}
Error part_numbers_not_consecutive() {
  return {"InvalidRequest", "When a composite checksum is used, part numbers must be consecutive and begin with 1.", 400, {}};
}
Error wrong_object_size() {
  return {"InvalidRequest", "The provided 'x-amz-mp-object-size' header does not match the size of the assembled object.", 400, {}};
}
Error wrong_checksum_type(ChecksumType expected, ChecksumType sent) {
  return {"InvalidRequest",
          "The upload was created using the " + std::string(checksum_type_name(expected)) + " checksum mode. The complete request must use the " +
              "same checksum mode, not " + std::string(checksum_type_name(sent)) + ".",
          400,
          {}};
}

}  // namespace tarn::objects::errors
