#include "base/crc.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tarn {
namespace {

constexpr uint64_t reversed(uint64_t bits) {
  uint64_t out = 0;
  for (int i = 0; i < 64; ++i) out |= (bits >> i & 1) << (63 - i);
  return out;
}

// All three are reflected, so one set of formulas serves: a 32-bit remainder is a 64-bit one whose low-order half is empty.
// `Poly` is the polynomial without its leading term.
template <uint64_t Poly, unsigned Width>
struct Crc {
  static constexpr uint64_t kMask = Width == 64 ? ~0ull : (1ull << Width) - 1;
  static constexpr uint64_t kReflectedPoly = reversed(Poly) >> (64 - Width);

  static constexpr std::array<uint64_t, 256> make_table() {
    std::array<uint64_t, 256> table{};
    for (unsigned i = 0; i < 256; ++i) {
      uint64_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? kReflectedPoly : 0);
      table[i] = value;
    }
    return table;
  }
  static constexpr std::array<uint64_t, 256> kTable = make_table();

  static uint64_t bytewise(uint64_t state, const uint8_t* data, size_t size) {
    for (size_t i = 0; i < size; ++i) state = state >> 8 ^ kTable[(state ^ data[i]) & 0xff];
    return state;
  }

  // a * b mod Poly, both reflected in Width bits.
  static uint64_t multiply(uint64_t a, uint64_t b) {
    uint64_t product = 0;
    for (uint64_t bit = 1ull << (Width - 1); bit != 0; bit >>= 1) {
      if (a & bit) product ^= b;
      b = b >> 1 ^ (b & 1 ? kReflectedPoly : 0);
    }
    return product;
  }

  // x^(8 * bytes) mod Poly, reflected.
  static uint64_t shift_by(uint64_t bytes) {
    uint64_t result = 1ull << (Width - 1);  // x^0
    uint64_t power = 1ull << (Width - 9);   // x^8
    for (; bytes != 0; bytes >>= 1) {
      if (bytes & 1) result = multiply(result, power);
      power = multiply(power, power);
    }
    return result;
  }

  static uint64_t concat(uint64_t a, uint64_t b, uint64_t bytes_b) { return multiply(a, shift_by(bytes_b)) ^ b; }

#if defined(__x86_64__)
  // x^exponent mod Poly, reflected in 64 bits.
  static constexpr uint64_t power_of_x(unsigned exponent) {
    const uint64_t top = 1ull << (Width - 1);
    uint64_t value = 1;
    for (unsigned i = 0; i < exponent; ++i) value = ((value << 1) ^ (value & top ? Poly : 0)) & kMask;
    return reversed(value);
  }
  // A block that is `Bits` ahead of another is folded onto it: its first half by Bits + 64, its second by Bits. The minus one pays
  // for the bit that a product of reflected operands lacks.
  template <unsigned Bits>
  static constexpr uint64_t kFirst = power_of_x(Bits + 64 - 1);
  template <unsigned Bits>
  static constexpr uint64_t kSecond = power_of_x(Bits - 1);

  __attribute__((target("pclmul,sse4.1"))) static __m128i fold(__m128i block, __m128i keys, __m128i onto) {
    const __m128i low = _mm_clmulepi64_si128(block, keys, 0x00);
    const __m128i high = _mm_clmulepi64_si128(block, keys, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), onto);
  }
  static __m128i load(const uint8_t* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
  template <unsigned Bits>
  static __m128i keys() {
    return _mm_set_epi64x(static_cast<long long>(kSecond<Bits>), static_cast<long long>(kFirst<Bits>));
  }

  // Folds the rest to 16 bytes, which a table finishes.
  __attribute__((target("pclmul,sse4.1"))) static uint64_t finish(__m128i block, const uint8_t* data, size_t size) {
    for (; size >= 16; data += 16, size -= 16) block = fold(block, keys<128>(), load(data));
    uint8_t rest[16];
    _mm_storeu_si128(reinterpret_cast<__m128i*>(rest), block);
    return bytewise(bytewise(0, rest, 16), data, size);
  }

  __attribute__((target("pclmul,sse4.1"))) static uint64_t folded(uint64_t state, const uint8_t* data, size_t size) {
    if (size < 128) return bytewise(state, data, size);
    __m128i a = _mm_xor_si128(load(data), _mm_set_epi64x(0, static_cast<long long>(state)));
    __m128i b = load(data + 16), c = load(data + 32), d = load(data + 48);
    for (data += 64, size -= 64; size >= 64; data += 64, size -= 64) {
      a = fold(a, keys<512>(), load(data));
      b = fold(b, keys<512>(), load(data + 16));
      c = fold(c, keys<512>(), load(data + 32));
      d = fold(d, keys<512>(), load(data + 48));
    }
    return finish(fold(fold(fold(a, keys<128>(), b), keys<128>(), c), keys<128>(), d), data, size);
  }
#endif

  using Kernel = uint64_t (*)(uint64_t state, const uint8_t* data, size_t size);
  static Kernel best_kernel() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1")) return folded;
#endif
    return bytewise;
  }

  static uint64_t of(std::string_view bytes, uint64_t seed) {
    static const Kernel kernel = best_kernel();
    return ~kernel(~seed & kMask, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()) & kMask;
  }
};

using Crc32 = Crc<0x04C11DB7, 32>;
using Crc32c = Crc<0x1EDC6F41, 32>;
using Crc64Nvme = Crc<0xAD93D23594C93659, 64>;

}  // namespace

uint64_t crc(CrcKind kind, std::string_view bytes, uint64_t seed) {
  switch (kind) {
    case CrcKind::crc32: return Crc32::of(bytes, seed);
    case CrcKind::crc32c: return Crc32c::of(bytes, seed);
    case CrcKind::crc64nvme: return Crc64Nvme::of(bytes, seed);
  }
  __builtin_unreachable();
}

uint64_t crc_concat(CrcKind kind, uint64_t crc_a, uint64_t crc_b, uint64_t bytes_b) {
  switch (kind) {
    case CrcKind::crc32: return Crc32::concat(crc_a, crc_b, bytes_b);
    case CrcKind::crc32c: return Crc32c::concat(crc_a, crc_b, bytes_b);
    case CrcKind::crc64nvme: return Crc64Nvme::concat(crc_a, crc_b, bytes_b);
  }
  __builtin_unreachable();
}

}  // namespace tarn
