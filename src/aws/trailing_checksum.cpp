#include "aws/trailing_checksum.h"

#include <openssl/evp.h>

#include "base/assert.h"
#include "base/crc.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

class CrcChecksum final : public TrailingChecksum {
 public:
  CrcChecksum(CrcKind kind, int size) : kind_(kind), size_(size) {}
  void update(std::string_view bytes) override { value_ = crc(kind_, bytes, value_); }

 private:
  std::string finish() override {
    std::string out;
    for (int i = size_ - 1; i >= 0; --i) out += static_cast<char>(value_ >> (8 * i));
    return out;
  }
  CrcKind kind_;
  int size_;
  uint64_t value_ = 0;
};

class HashChecksum final : public TrailingChecksum {
 public:
  explicit HashChecksum(const EVP_MD* method) : context_(EVP_MD_CTX_new()) { ASSERT(EVP_DigestInit_ex(context_, method, nullptr)); }
  ~HashChecksum() override { EVP_MD_CTX_free(context_); }
  void update(std::string_view bytes) override { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }

 private:
  std::string finish() override {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(context_, out, &size);
    return {reinterpret_cast<char*>(out), size};
  }
  EVP_MD_CTX* context_;
};

}  // namespace

Result<void> TrailingChecksum::check(std::string_view base64) {
  auto claimed = from_base64(base64);
  const std::string computed = finish();
  if (!claimed || claimed->size() != computed.size()) return Error{"InvalidRequest", "Value for the trailing checksum header is invalid.", 400, {}};
  if (*claimed != computed) return Error{"BadDigest", "The checksum you specified in the trailer did not match the calculated checksum.", 400, {}};
  return {};
}

std::unique_ptr<TrailingChecksum> make_trailing_checksum(std::string_view header) {
  if (header == "x-amz-checksum-crc32") return std::make_unique<CrcChecksum>(CrcKind::crc32, 4);
  if (header == "x-amz-checksum-crc32c") return std::make_unique<CrcChecksum>(CrcKind::crc32c, 4);
  if (header == "x-amz-checksum-crc64nvme") return std::make_unique<CrcChecksum>(CrcKind::crc64nvme, 8);
  if (header == "x-amz-checksum-sha1") return std::make_unique<HashChecksum>(EVP_sha1());
  if (header == "x-amz-checksum-sha256") return std::make_unique<HashChecksum>(EVP_sha256());
  return nullptr;
}

}  // namespace tarn::aws
