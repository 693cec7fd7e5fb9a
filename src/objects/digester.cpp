#include "objects/digester.h"

#include <openssl/evp.h>

#include "base/assert.h"
#include "base/crc.h"

namespace tarn::objects {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Fetched once: a fetch for each digest costs more than hashing a small object.
const EVP_MD* fetched(const char* name) {
  const EVP_MD* md = EVP_MD_fetch(nullptr, name, nullptr);
  ASSERT(md != nullptr);
  return md;
}
const EVP_MD* md5() {
  static const EVP_MD* const md = fetched("MD5");
  return md;
}
const EVP_MD* sha1() {
  static const EVP_MD* const md = fetched("SHA1");
  return md;
}
const EVP_MD* sha256() {
  static const EVP_MD* const md = fetched("SHA256");
  return md;
}

class Hash {
 public:
  explicit Hash(const EVP_MD* md) : context_(EVP_MD_CTX_new()) { ASSERT(context_ && EVP_DigestInit_ex2(context_.get(), md, nullptr) == 1); }
  void update(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string finish() {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), out, &size);
    return {reinterpret_cast<const char*>(out), size};
  }

 private:
  DigestContext context_;
};

// One S3 checksum in the making: a CRC or a hash.
struct Running {
  ChecksumAlgorithm algorithm;
  std::optional<CrcKind> crc_kind;
  uint64_t crc_value = 0;
  std::optional<Hash> hash;

  void update(std::string_view bytes) {
    if (crc_kind) {
      crc_value = crc(*crc_kind, bytes, crc_value);
    } else {
      hash->update(bytes);
    }
  }
  std::string finish() {
    if (!crc_kind) return hash->finish();
    std::string out;
    for (size_t i = checksum_bytes(algorithm); i-- > 0;) out.push_back(static_cast<char>(crc_value >> (8 * i)));
    return out;
  }
};

Running start(ChecksumAlgorithm algorithm) {
  switch (algorithm) {
    case ChecksumAlgorithm::crc32: return {algorithm, CrcKind::crc32, 0, {}};
    case ChecksumAlgorithm::crc32c: return {algorithm, CrcKind::crc32c, 0, {}};
    case ChecksumAlgorithm::crc64nvme: return {algorithm, CrcKind::crc64nvme, 0, {}};
    case ChecksumAlgorithm::sha1: return {algorithm, {}, 0, std::optional<Hash>(sha1())};
    case ChecksumAlgorithm::sha256: return {algorithm, {}, 0, std::optional<Hash>(sha256())};
  }
  __builtin_unreachable();
}

}  // namespace

struct Digester::State {
  Hash md5{tarn::objects::md5()};
  std::vector<Running> running;
};

Digester::Digester(const std::vector<ChecksumAlgorithm>& algorithms) : state_(std::make_unique<State>()) {
  for (auto algorithm : algorithms) state_->running.push_back(start(algorithm));
}
Digester::Digester(Digester&&) noexcept = default;
Digester::~Digester() = default;

void Digester::update(std::string_view bytes) {
  state_->md5.update(bytes);
  for (auto& running : state_->running) running.update(bytes);
}

Digester::Digests Digester::finish() {
  Digests digests;
  digests.md5 = state_->md5.finish();
  for (auto& running : state_->running) {
    digests.checksums.push_back({running.algorithm, ChecksumType::full_object, running.finish(), 0});
  }
  return digests;
}

const Checksum& Digester::Digests::of(ChecksumAlgorithm algorithm) const {
  for (auto& checksum : checksums) {
    if (checksum.algorithm == algorithm) return checksum;
  }
  ASSERT(!"a checksum that was asked for");
  __builtin_unreachable();
}

}  // namespace tarn::objects
