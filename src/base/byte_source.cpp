#include "base/byte_source.h"

namespace tarn {

Result<std::string> read_all(ByteSource& source, uint64_t limit) {
  std::string out;
  if (auto size = source.remaining(); size && *size <= limit) out.reserve(*size);
  char buffer[16 * 1024];
  while (true) {
    size_t n = TRY(source.read(buffer));
    if (n == 0) return out;
    if (out.size() + n > limit) return Error{"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, {}};
    out.append(buffer, n);
  }
}

}  // namespace tarn
