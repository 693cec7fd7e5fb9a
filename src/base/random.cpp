#include "base/random.h"

#include <openssl/rand.h>

#include "base/assert.h"

namespace tarn {

uint64_t Random::next_u64() {
  unsigned char bytes[8];
  fill(bytes);
  uint64_t value = 0;
  for (unsigned char byte : bytes) value = value << 8 | byte;
  return value;
}

std::string Random::hex(size_t digits) { return from_alphabet("0123456789abcdef", digits); }

std::string Random::uuid() {
  std::string digits = hex(32);
  digits[12] = '4';
  digits[16] = "89ab"[next_u64() & 3];
  for (size_t at : {8, 13, 18, 23}) digits.insert(at, 1, '-');
  return digits;
}

std::string Random::from_alphabet(std::string_view alphabet, size_t n) {
  ASSERT(!alphabet.empty() && alphabet.size() <= 256);
  const size_t limit = 256 - 256 % alphabet.size();
  std::string out;
  out.reserve(n);
  while (out.size() < n) {
    unsigned char bytes[64];
    fill(bytes);
    for (unsigned char byte : bytes)
      if (byte < limit && out.size() < n) out += alphabet[byte % alphabet.size()];
  }
  return out;
}

void SystemRandom::fill(std::span<unsigned char> out) { ASSERT(RAND_bytes(out.data(), static_cast<int>(out.size())) == 1); }

void SeededRandom::fill(std::span<unsigned char> out) {
  std::lock_guard lock(mutex_);
  for (auto& byte : out) byte = static_cast<unsigned char>(engine_());
}

}  // namespace tarn
