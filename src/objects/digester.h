// MD5 and S3 checksums over the same bytes, in one pass.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "objects/checksum.h"

namespace tarn::objects {

class Digester {
 public:
  explicit Digester(const std::vector<ChecksumAlgorithm>& algorithms);  // without repeats
  Digester(Digester&&) noexcept;
  ~Digester();
  void update(std::string_view bytes);
  struct Digests {
    std::string md5;                  // 16 raw bytes
    std::vector<Checksum> checksums;  // full_object, in the order asked for
    const Checksum& of(ChecksumAlgorithm algorithm) const;
  };
  Digests finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tarn::objects
