// Bytes on their way to rest: digested while they stream, small ones kept in memory to become a record, large ones written to a
// blob. What comes out is durable (or will be with its record) and referred to by nothing yet.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "blob/files.h"
#include "objects/checksum.h"
#include "objects/digester.h"
#include "objects/layout.h"
#include "objects/object_store.h"

namespace tarn::objects {

// Up to this size the bytes are a record in the kv store (one synced write for many objects); beyond, a file of their own.
// Measured (bench/s3): a file costs several syncs of its own, a record shares one with all that commit beside it.
constexpr size_t kMaxInlineBytes = 64 * 1024;

// What the client claims and wants; each claim is proved before anything is made durable.
struct DigestOptions {
  std::optional<std::string> md5;              // Content-MD5, raw 16 bytes. Error BadDigest
  std::optional<Checksum> checksum;            // the client's value. Error BadDigest
  std::optional<ChecksumAlgorithm> algorithm;  // the one to keep; absent: that of the client's value, else CRC64NVME
  // Asked once the body has ended: the checksum that came behind it, proved by whoever decoded the body. Kept when `algorithm`
  // and `checksum` are absent.
  std::function<std::optional<Checksum>()> trailer;
  uint64_t max_bytes = UINT64_MAX;             // Error EntityTooLarge

  ChecksumAlgorithm kept() const { return algorithm ? *algorithm : checksum ? checksum->algorithm : ChecksumAlgorithm::crc64nvme; }
};

// Durable bytes (inline ones become so with their record), and what is known about them. Movable; gives up its blob when it is
// destroyed unpublished.
class StagedContent {
 public:
  StagedContent() = default;
  StagedContent(BlobUse* use, std::optional<blob::StoredBlob> blob, std::string inline_bytes, std::string md5, Checksum checksum, uint64_t size);
  StagedContent(StagedContent&& other) noexcept;
  StagedContent& operator=(StagedContent&& other) noexcept;
  ~StagedContent();

  uint64_t size() const { return size_; }
  const std::string& md5() const { return md5_; }  // raw
  std::string etag() const;                        // hex
  const Checksum& checksum() const { return checksum_; }
  // Writes the inline bytes or counts the reference to the blob, and says where they are. `random` names inline bytes.
  Extents refer(kv::Txn& txn, Random& random) const;
  void published();

 private:
  void give_up();
  BlobUse* use_ = nullptr;
  std::optional<blob::StoredBlob> blob_;
  std::string inline_bytes_;
  std::string md5_;
  Checksum checksum_;
  uint64_t size_ = 0;
};

class ContentWriter {
 public:
  ContentWriter(ObjectStore& objects, DigestOptions options);  // `objects` is borrowed
  Result<void> append(std::string_view bytes);
  Result<StagedContent> finish();

 private:
  ObjectStore& objects_;
  DigestOptions options_;
  BlobUse::ReadPin pin_;  // covers the moment in which the blob is at rest and not yet staged
  Digester digester_;
  std::string inline_bytes_;
  std::unique_ptr<blob::Writer> blob_;
  uint64_t size_ = 0;
};

// Reads the body to its end through a ContentWriter.
Result<StagedContent> stage_content(ObjectStore& objects, ByteSource& body, const DigestOptions& options);

}  // namespace tarn::objects
