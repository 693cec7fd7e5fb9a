#include "engine/functions/hashes.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tarn::engine {

// XXH64 with seed 0, after its published specification.
uint64_t xxh64(std::string_view bytes) {
  constexpr uint64_t kP1 = 11400714785074694791ull, kP2 = 14029467366897019727ull, kP3 = 1609587929392839161ull, kP4 = 9650029242287828579ull,
                     kP5 = 2870177450012600261ull;
  auto read64 = [](const char* at) {
    uint64_t value;
    std::memcpy(&value, at, sizeof value);
    return value;
  };
  auto round = [&](uint64_t accumulator, uint64_t lane) { return std::rotl(accumulator + lane * kP2, 31) * kP1; };
  const auto size = bytes.size();
  auto* at = bytes.data();
  auto* end = at + size;
  uint64_t hash = kP5;
  if (size >= 32) {
    uint64_t v[4] = {kP1 + kP2, kP2, 0, 0 - kP1};
    for (; end - at >= 32; at += 32)
      for (int i = 0; i < 4; ++i) v[i] = round(v[i], read64(at + 8 * i));
    hash = std::rotl(v[0], 1) + std::rotl(v[1], 7) + std::rotl(v[2], 12) + std::rotl(v[3], 18);
    for (auto lane : v) hash = (hash ^ round(0, lane)) * kP1 + kP4;
  }
  hash += size;
  for (; end - at >= 8; at += 8) hash = std::rotl(hash ^ round(0, read64(at)), 27) * kP1 + kP4;
  if (end - at >= 4) {
    uint32_t value;
    std::memcpy(&value, at, sizeof value);
    hash = std::rotl(hash ^ (value * kP1), 23) * kP2 + kP3;
    at += 4;
  }
  for (; at < end; ++at) hash = std::rotl(hash ^ (static_cast<unsigned char>(*at) * kP5), 11) * kP1;
  hash = (hash ^ (hash >> 33)) * kP2;
  hash = (hash ^ (hash >> 29)) * kP3;
  return hash ^ (hash >> 32);
}

std::pair<uint64_t, uint64_t> murmur3(std::string_view bytes) {
  constexpr uint64_t kC1 = 0x87c37b91114253d5ull, kC2 = 0x4cf5ad432745937full;
  const auto mix = [](uint64_t k) {
    k = (k ^ (k >> 33)) * 0xff51afd7ed558ccdull;
    k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53ull;
    return k ^ (k >> 33);
  };
  const auto scramble1 = [&](uint64_t k) { return std::rotl(k * kC1, 31) * kC2; };
  const auto scramble2 = [&](uint64_t k) { return std::rotl(k * kC2, 33) * kC1; };
  uint64_t h1 = 0, h2 = 0, k1 = 0, k2 = 0;
  auto rest = bytes;
  for (; rest.size() >= 16; rest.remove_prefix(16)) {
    std::memcpy(&k1, rest.data(), 8);
    std::memcpy(&k2, rest.data() + 8, 8);
    h1 = (std::rotl(h1 ^ scramble1(k1), 27) + h2) * 5 + 0x52dce729;
    h2 = (std::rotl(h2 ^ scramble2(k2), 31) + h1) * 5 + 0x38495ab5;
  }
  k1 = k2 = 0;
  std::memcpy(&k1, rest.data(), std::min<size_t>(rest.size(), 8));
  if (rest.size() > 8) std::memcpy(&k2, rest.data() + 8, rest.size() - 8);
  h2 ^= scramble2(k2);
  h1 ^= scramble1(k1);
  h1 ^= bytes.size();
  h2 ^= bytes.size();
  h1 += h2;
  h2 += h1;
  h1 = mix(h1);
  h2 = mix(h2);
  h1 += h2;
  h2 += h1;
  return {h1, h2};
}

}  // namespace tarn::engine
