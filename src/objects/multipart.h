// Multipart uploads: parts are staged content with records of their own; completing one joins their extents and moves no bytes.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "objects/list.h"
#include "objects/read.h"
#include "objects/write.h"

namespace tarn::objects {

constexpr uint32_t kMaxPartNumber = 10'000;                 // S3 user guide, multipart upload limits
constexpr uint64_t kMinPartBytes = 5ull * 1024 * 1024;      // but for the last part
constexpr size_t kUploadPage = 1000;

struct Upload {
  std::string key;
  std::string upload_id;
  TimePoint initiated{};
  ObjectAttributes attributes;
  std::optional<ChecksumAlgorithm> checksum_algorithm;  // as the client asked; absent: CRC64NVME is computed anyway
  ChecksumType checksum_type = ChecksumType::full_object;
  std::string initiator_arn;

  ChecksumAlgorithm algorithm() const { return checksum_algorithm.value_or(ChecksumAlgorithm::crc64nvme); }
};

struct UploadOptions {
  ObjectAttributes attributes;
  std::optional<ChecksumAlgorithm> checksum_algorithm;
  std::optional<ChecksumType> checksum_type;
};

struct Part {
  uint32_t number = 0;
  uint64_t size = 0;
  std::string md5;       // raw
  std::string checksum;  // raw, of the upload's algorithm
  TimePoint modified{};
  std::string etag() const;
};

struct UploadName {
  ObjectName object;
  std::string upload_id;
};

Result<Upload> create_upload(ObjectStore& objects, const Caller& caller, const ObjectName& name, const UploadOptions& options);
// Error NoSuchUpload here and below.
Result<Upload> find_upload(ObjectStore& objects, const Caller& caller, const UploadName& name);

// Replaces the part of that number. Errors BadDigest, InvalidRequest (another checksum algorithm than the upload's), EntityTooLarge.
Result<Part> put_part(ObjectStore& objects, const Caller& caller, const UploadName& name, uint32_t number, ByteSource& body, const DigestOptions& digests);

// The bytes [offset, offset + length) of an opened object as a part, without moving them.
Result<Part> copy_part(ObjectStore& objects, const Caller& caller, const UploadName& name, uint32_t number,
                       std::shared_ptr<const ObjectReader> source, uint64_t offset, uint64_t length);

struct ClaimedPart {
  uint32_t number = 0;
  std::string etag;                                  // without quotes
  std::optional<Checksum> checksum;
};
struct CompleteOptions {
  std::vector<ClaimedPart> parts;
  WriteConditions conditions;
  std::optional<Checksum> checksum;                  // of the whole object
  std::optional<ChecksumType> checksum_type;
  std::optional<uint64_t> object_size;               // x-amz-mp-object-size
};
// Errors MalformedXML (no parts), InvalidPartOrder, InvalidPart, EntityTooSmall, InvalidRequest, BadDigest, PreconditionFailed.
// Completing again with the same list gives the same answer for a day.
Result<PutResult> complete_upload(ObjectStore& objects, const Caller& caller, const UploadName& name, const CompleteOptions& options);

Result<void> abort_upload(ObjectStore& objects, const Caller& caller, const UploadName& name);

struct PartPage {
  Upload upload;
  std::vector<Part> parts;
  bool truncated = false;
};
Result<PartPage> list_parts(ObjectStore& objects, const Caller& caller, const UploadName& name, uint32_t after_number, size_t limit);

struct UploadQuery {
  std::string bucket, prefix, delimiter;
  std::string key_marker, upload_id_marker;  // the second only with the first
  size_t limit = kUploadPage;
};
struct UploadPage {
  std::vector<Upload> uploads;  // by key, then by time
  std::vector<std::string> common_prefixes;
  bool truncated = false;
  std::string next_key, next_upload_id;
};
Result<UploadPage> list_uploads(ObjectStore& objects, const Caller& caller, const UploadQuery& query);

}  // namespace tarn::objects
