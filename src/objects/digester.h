// MD5 and one S3 checksum over the same bytes, in one pass.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "objects/checksum.h"

namespace tarn::objects {

class Digester {
 public:
  explicit Digester(ChecksumAlgorithm algorithm);
  Digester(Digester&&) noexcept;
  ~Digester();
  void update(std::string_view bytes);
  struct Digests {
    std::string md5;    // 16 raw bytes
    Checksum checksum;  // full_object
  };
  Digests finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tarn::objects
