// SHA-256 piece by piece and HMAC-SHA-256 without a context per call: signatures take several of each for a request.
#pragma once
#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace tarn::aws {

using Sha256Bytes = std::array<unsigned char, 32>;

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  void update(std::string_view bytes);
  Sha256Bytes finish();  // and starts anew

 private:
  void* context_;
};

Sha256Bytes sha256_of(std::string_view bytes);
// One EVP_MAC context a thread.
Sha256Bytes hmac_of(std::string_view key, std::string_view bytes);

inline std::string_view view(const Sha256Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace tarn::aws
