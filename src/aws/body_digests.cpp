#include "aws/body_digests.h"

#include <openssl/evp.h>

#include "aws/trailing_checksum.h"
#include "base/assert.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

constexpr std::string_view kChecksumPrefix = "x-amz-checksum-";
constexpr size_t kMd5Bytes = 16;

// Headers of the family that carry no value of a body.
bool is_option(std::string_view name) { return name == "x-amz-checksum-algorithm" || name == "x-amz-checksum-type" || name == "x-amz-checksum-mode"; }

std::string md5(std::string_view bytes) {
  std::string out(kMd5Bytes, '\0');
  ASSERT(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr, EVP_md5(), nullptr) == 1);
  return out;
}

Result<void> check_md5(const std::string& header, std::string_view body) {
  auto claimed = from_base64(header);
  if (!claimed || claimed->size() != kMd5Bytes) {
    return Error{"InvalidDigest", "The Content-MD5 you specified was invalid.", 400, {}}.with("Content-MD5", header);
  }
  auto computed = md5(body);
  if (*claimed == computed) return {};
  return Error{"BadDigest", "The Content-MD5 you specified did not match what we received.", 400, {}}
      .with("ExpectedDigest", header).with("CalculatedDigest", to_base64(computed));
}

Result<void> check_checksum(const std::string& name, const std::string& value, std::string_view body) {
  auto checksum = make_trailing_checksum(name);
  if (!checksum) return Error{"NotImplemented", "A header you provided implies functionality that is not implemented", 501, {}}.with("Header", name);
  checksum->update(body);
  auto checked = checksum->check(value);
  if (checked.ok()) return {};
  if (checked.error().code == "InvalidRequest") return Error{"InvalidRequest", "Value for " + name + " header is invalid.", 400, {}};
  return Error{"BadDigest", "The " + to_lower(name.substr(kChecksumPrefix.size())) + " you specified did not match the calculated checksum.", 400, {}};
}

}  // namespace

Result<void> check_body_digests(const OperationModel& operation, const net::HttpRequest& request, std::string_view body) {
  if (operation.name == "CompleteMultipartUpload") return {};  // its checksum is the object's
  const auto* content_md5 = request.header("content-md5");
  if (content_md5 != nullptr) TRY(check_md5(*content_md5, body));
  int checksums = 0;
  for (auto& header : request.headers) {
    auto name = to_lower(header.name);
    if (!name.starts_with(kChecksumPrefix) || is_option(name)) continue;
    if (++checksums > 1) {
      return Error{"InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.", 400, {}};
    }
    TRY(check_checksum(name, header.value, body));
  }
  const bool has_digest = content_md5 != nullptr || checksums > 0 || request.header("x-amz-trailer") != nullptr;
  if (operation.name == "DeleteObjects" && !has_digest) {
    return Error{"InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*", 400, {}};
  }
  return {};
}

}  // namespace tarn::aws
