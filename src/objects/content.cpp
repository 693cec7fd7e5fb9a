#include "objects/content.h"

#include <algorithm>

#include "base/encoding.h"
#include "objects/errors.h"
#include "objects/keys.h"

namespace tarn::objects {
namespace {

constexpr size_t kReadBytes = 512 * 1024;

std::vector<ChecksumAlgorithm> algorithms_of(const DigestOptions& options) {
  std::vector<ChecksumAlgorithm> algorithms{options.kept()};
  if (options.checksum && options.checksum->algorithm != options.kept()) algorithms.push_back(options.checksum->algorithm);
  return algorithms;
}

Result<void> prove_claims(const DigestOptions& options, const Digester::Digests& digests) {
  if (options.md5 && *options.md5 != digests.md5) return errors::bad_digest_md5(*options.md5, digests.md5);
  if (options.checksum && options.checksum->value != digests.of(options.checksum->algorithm).value) {
    return errors::bad_digest(options.checksum->algorithm);
  }
  return {};
}

}  // namespace

StagedContent::StagedContent(BlobUse* use, std::optional<blob::StoredBlob> blob, std::string inline_bytes, std::string md5, Checksum checksum,
                             uint64_t size)
    : use_(use), blob_(blob), inline_bytes_(std::move(inline_bytes)), md5_(std::move(md5)), checksum_(std::move(checksum)), size_(size) {
  if (blob_) use_->begin_staging(blob_->id);
}

StagedContent::StagedContent(StagedContent&& other) noexcept { *this = std::move(other); }

StagedContent& StagedContent::operator=(StagedContent&& other) noexcept {
  if (this == &other) return *this;
  give_up();
  use_ = std::exchange(other.use_, nullptr);
  blob_ = std::exchange(other.blob_, std::nullopt);
  inline_bytes_ = std::move(other.inline_bytes_);
  md5_ = std::move(other.md5_);
  checksum_ = std::move(other.checksum_);
  size_ = other.size_;
  return *this;
}

StagedContent::~StagedContent() { give_up(); }

void StagedContent::give_up() {
  if (use_ != nullptr && blob_) use_->end_staging(blob_->id, false);
  use_ = nullptr;
}

void StagedContent::published() {
  if (use_ != nullptr && blob_) use_->end_staging(blob_->id, true);
  use_ = nullptr;
}

std::string StagedContent::etag() const { return to_hex(md5_); }

Extents StagedContent::refer(kv::Txn& txn, Random& random) const {
  if (blob_) {
    txn.add(blob_count_key(blob_->id), 1);
    return {{ExtentKind::blob, blob_->id, 0, size_}};
  }
  if (size_ == 0) return {};
  auto id = random_id(random);
  txn.put(inline_key(id), inline_bytes_, kv::Space::bytes);
  return {{ExtentKind::inline_bytes, id, 0, size_}};
}

ContentWriter::ContentWriter(ObjectStore& objects, DigestOptions options)
    : objects_(objects), options_(std::move(options)), pin_(objects.blob_use), digester_(algorithms_of(options_)) {}

Result<void> ContentWriter::append(std::string_view bytes) {
  size_ += bytes.size();
  if (size_ > options_.max_bytes) return errors::entity_too_large(options_.max_bytes);
  digester_.update(bytes);
  if (!blob_ && size_ <= kMaxInlineBytes) {
    inline_bytes_.append(bytes);
    return {};
  }
  if (!blob_) {
    blob_ = TRY(objects_.files.create());
    TRY(blob_->append(inline_bytes_));
    inline_bytes_ = {};
  }
  return blob_->append(bytes);
}

Result<StagedContent> ContentWriter::finish() {
  auto digests = digester_.finish();
  TRY(prove_claims(options_, digests));
  Checksum kept = digests.of(options_.kept());
  if (options_.trailer && !options_.checksum && !options_.algorithm) {
    if (auto proved = options_.trailer()) kept = *proved;
  }
  std::optional<blob::StoredBlob> stored;
  if (blob_) stored = TRY(blob_->finish());
  return StagedContent(&objects_.blob_use, stored, std::move(inline_bytes_), std::move(digests.md5), std::move(kept), size_);
}

Result<StagedContent> stage_content(ObjectStore& objects, ByteSource& body, const DigestOptions& options) {
  ContentWriter writer(objects, options);
  size_t piece = std::clamp<size_t>(body.remaining().value_or(kReadBytes), 1, kReadBytes);
  std::string buffer(piece, '\0');
  for (;;) {
    size_t n = TRY(body.read(buffer));
    if (n == 0) return writer.finish();
    TRY(writer.append(std::string_view(buffer).substr(0, n)));
  }
}

}  // namespace tarn::objects
