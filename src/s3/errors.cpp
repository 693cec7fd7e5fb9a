#include "s3/errors.h"

namespace tarn::s3::errors {

Error invalid_argument(std::string message, std::string_view name, std::string_view value) {
  return Error{"InvalidArgument", std::move(message), 400, {}}.with("ArgumentName", std::string(name)).with("ArgumentValue", std::string(value));
}
Error invalid_request(std::string message) { return {"InvalidRequest", std::move(message), 400, {}}; }
Error malformed_xml() {
  return {"MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400, {}};
}
Error malformed_policy(std::string message) { return {"MalformedPolicy", std::move(message), 400, {}}; }
Error not_implemented_header(std::string_view header) {
  return Error{"NotImplemented", "A header you provided implies functionality that is not implemented", 501, {}}.with("Header", std::string(header));
}
Error not_implemented(std::string message) { return {"NotImplemented", std::move(message), 501, {}}; }
Error invalid_storage_class(std::string_view name) {
  return Error{"InvalidStorageClass", "The storage class you specified is not valid", 400, {}}.with("StorageClassRequested", std::string(name));
}
Error acl_not_supported() { return {"AccessControlListNotSupported", "The bucket does not allow ACLs", 400, {}}; }
Error invalid_digest(std::string_view value) {
  return Error{"InvalidDigest", "The Content-MD5 you specified was invalid.", 400, {}}.with("Content-MD5", std::string(value));
}
Error metadata_too_large(size_t bytes) {
  return Error{"MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400, {}}
      .with("Size", std::to_string(bytes))
      .with("MaxSizeAllowed", "2048");
}
Error invalid_tag(std::string message) { return {"InvalidTag", std::move(message), 400, {}}; }
Error no_such_tag_set(const std::string& bucket) { return Error{"NoSuchTagSet", "The TagSet does not exist", 404, {}}.with("BucketName", bucket); }
Error no_such_public_access_block(const std::string& bucket) {
  return Error{"NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404, {}}.with("BucketName", bucket);
}
Error public_policy_blocked(const std::string& caller_arn, const std::string& bucket_arn) {
  return {"AccessDenied",
          "User: " + caller_arn + " is not authorized to perform: s3:PutBucketPolicy on resource: \"" + bucket_arn +
              "\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
          403,
          {}};
}
Error not_the_owner() { return {"MethodNotAllowed", "The specified method is not allowed against this resource.", 405, {}}; }
Error invalid_range(std::string_view requested, uint64_t size) {
  return Error{"InvalidRange", "The requested range is not satisfiable", 416, {}}
      .with("RangeRequested", std::string(requested))
      .with("ActualObjectSize", std::to_string(size))
      .with("Content-Range", "bytes */" + std::to_string(size));
}
Error invalid_part_number(int32_t requested, size_t parts) {
  return Error{"InvalidPartNumber", "The requested partnumber is not satisfiable", 416, {}}
      .with("ActualPartCount", std::to_string(parts))
      .with("PartNumberRequested", std::to_string(requested));
}
Error precondition_failed(std::string_view header) {
  return Error{"PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412, {}}.with("Condition", std::string(header));
}
Error not_modified(const std::string& etag, std::string last_modified) {
  return Error{"NotModified", "Not Modified", 304, {}}.with("ETag", "\"" + etag + "\"").with("Last-Modified", std::move(last_modified));
}
Error no_such_version(const std::string& key, const std::string& version_id) {
  return Error{"NoSuchVersion", "The specified version does not exist.", 404, {}}.with("Key", key).with("VersionId", version_id);
}
Error entity_too_large(uint64_t proposed, uint64_t limit) {
  return Error{"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, {}}
      .with("ProposedSize", std::to_string(proposed))
      .with("MaxSizeAllowed", std::to_string(limit));
}
Error copy_onto_itself() {
  return {"InvalidRequest",
          "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, "
          "website redirect location or encryption attributes.",
          400,
          {}};
}

}  // namespace tarn::s3::errors
