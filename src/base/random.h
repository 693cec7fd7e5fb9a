// Chance comes in from outside too: ids and secrets are drawn from a Random that a test can seed.
#pragma once
#include <cstdint>
#include <mutex>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace tarn {

// Thread-safe. Fills with bytes fit for secrets (SystemRandom) or repeatable ones (SeededRandom).
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<unsigned char> out) = 0;

  uint64_t next_u64();
  std::string uuid();                                             // version 4, lower case: Glue, Athena and Logs ids
  std::string hex(size_t digits);                                 // lower case
  std::string from_alphabet(std::string_view alphabet, size_t n);  // without modulo bias
};

class SystemRandom final : public Random {
 public:
  void fill(std::span<unsigned char> out) override;  // OpenSSL's RAND_bytes; ends the process if the system has no entropy
};

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : engine_(seed) {}
  void fill(std::span<unsigned char> out) override;

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

}  // namespace tarn
