#include "engine/functions/hyperloglog.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/functions/bytes.h"

namespace tarn::engine {
namespace {

constexpr int kPrefixBits = 26, kZeroBits = 6;
constexpr char kSparse = 2, kDense = 3;
constexpr int kDeltaBits = 4, kMaxDelta = (1 << kDeltaBits) - 1;
constexpr double kLinearCountingShare = 0.4;  // of empty registers

uint32_t prefix_of(uint32_t entry) { return entry >> kZeroBits; }
int zeros_of(uint32_t entry) { return static_cast<int>(entry & ((1u << kZeroBits) - 1)); }
int zeros_after(uint64_t hash, int bits) { return std::countl_zero((hash << bits) | (uint64_t{1} << (bits - 1))); }
double linear_counting(double empty, double all) { return all * std::log(all / empty); }

}  // namespace

int HyperLogLog::index_bits_of(double standard_error) {
  const auto buckets = static_cast<uint64_t>(std::ceil(1.0816 / (standard_error * standard_error)));
  return static_cast<int>(std::bit_width(buckets - 1));
}

void HyperLogLog::add(uint64_t hash) {
  if (dense()) return raise(hash >> (64 - index_bits_), zeros_after(hash, index_bits_) + 1);
  add_entry(static_cast<uint32_t>(hash >> (64 - kPrefixBits)) << kZeroBits | static_cast<uint32_t>(zeros_after(hash, kPrefixBits)));
}

void HyperLogLog::add_entry(uint32_t entry) {
  auto at = std::lower_bound(entries_.begin(), entries_.end(), entry, [](uint32_t a, uint32_t b) { return prefix_of(a) < prefix_of(b); });
  if (at != entries_.end() && prefix_of(*at) == prefix_of(entry)) {
    *at = std::max(*at, entry);
    return;
  }
  entries_.insert(at, entry);
  if (entries_.size() * sizeof(uint32_t) > (size_t{1} << index_bits_) / 2) make_dense();
}

// An entry of the sparse form in the dense one: its prefix is longer than the index.
void HyperLogLog::put(uint32_t entry) {
  const auto prefix = prefix_of(entry);
  const int rest = kPrefixBits - index_bits_;
  const uint32_t tail = prefix & ((1u << rest) - 1);
  const int zeros = tail ? rest - static_cast<int>(std::bit_width(tail)) : rest + zeros_of(entry);
  raise(prefix >> rest, zeros + 1);
}

void HyperLogLog::make_dense() {
  registers_.assign(size_t{1} << index_bits_, 0);
  for (auto entry : entries_) put(entry);
  entries_.clear();
}

void HyperLogLog::raise(size_t index, int value) { registers_[index] = std::max(registers_[index], static_cast<uint8_t>(value)); }

bool HyperLogLog::merge(const HyperLogLog& other) {
  if (index_bits_ != other.index_bits_) return false;
  if (other.dense() && !dense()) make_dense();
  for (auto entry : other.entries_) {
    if (dense()) put(entry);
    else add_entry(entry);
  }
  for (size_t i = 0; i < other.registers_.size(); ++i) raise(i, other.registers_[i]);
  return true;
}

int64_t HyperLogLog::cardinality() const {
  constexpr double kPrefixes = 1 << kPrefixBits;
  if (!dense()) return std::llround(linear_counting(kPrefixes - static_cast<double>(entries_.size()), kPrefixes));
  const auto all = static_cast<double>(registers_.size());
  const auto empty = static_cast<double>(std::count(registers_.begin(), registers_.end(), 0));
  if (empty > kLinearCountingShare * all) return std::llround(linear_counting(empty, all));
  double sum = 0;
  for (auto value : registers_) sum += std::ldexp(1.0, -value);
  const double alpha = index_bits_ == 4 ? 0.673 : index_bits_ == 5 ? 0.697 : index_bits_ == 6 ? 0.709 : 0.7213 / (1 + 1.079 / all);
  const double estimate = alpha * all * all / sum;
  return std::llround(estimate <= 2.5 * all && empty > 0 ? linear_counting(empty, all) : estimate);
}

std::string HyperLogLog::bytes() const {
  std::string out;
  if (!dense()) {
    out.append({kSparse, static_cast<char>(index_bits_)});
    append_bytes(out, static_cast<uint16_t>(entries_.size()));
    for (auto entry : entries_) append_bytes(out, entry);
    return out;
  }
  const int baseline = *std::min_element(registers_.begin(), registers_.end());
  out.append({kDense, static_cast<char>(index_bits_), static_cast<char>(baseline)});
  std::vector<uint16_t> overflow_buckets;
  std::string overflow_values;
  for (size_t i = 0; i < registers_.size(); ++i) {
    const int delta = registers_[i] - baseline;
    const int nibble = std::min(delta, kMaxDelta);
    if (i % 2 == 0) out += static_cast<char>(nibble << kDeltaBits);
    else out.back() = static_cast<char>(out.back() | nibble);
    if (delta <= kMaxDelta) continue;
    overflow_buckets.push_back(static_cast<uint16_t>(i));
    overflow_values += static_cast<char>(delta - kMaxDelta);
  }
  append_bytes(out, static_cast<uint16_t>(overflow_buckets.size()));
  for (auto bucket : overflow_buckets) append_bytes(out, bucket);
  return out + overflow_values;
}

std::optional<HyperLogLog> HyperLogLog::read(std::string_view bytes) {
  char form = 0, bits = 0;
  if (!take_bytes(bytes, form) || !take_bytes(bytes, bits) || bits < 1 || bits > 16) return std::nullopt;
  HyperLogLog out(bits);
  uint16_t count = 0;
  if (form == kSparse) {
    if (!take_bytes(bytes, count) || bytes.size() != count * sizeof(uint32_t)) return std::nullopt;
    for (uint32_t entry = 0; take_bytes(bytes, entry);) out.entries_.push_back(entry);
    return std::is_sorted(out.entries_.begin(), out.entries_.end()) ? std::optional(out) : std::nullopt;
  }
  char baseline = 0;
  const size_t size = size_t{1} << bits;
  if (form != kDense || !take_bytes(bytes, baseline) || bytes.size() < size / 2 + sizeof count) return std::nullopt;
  for (size_t i = 0; i < size; ++i) {
    const auto pair = static_cast<unsigned char>(bytes[i / 2]);
    out.registers_.push_back(static_cast<uint8_t>(baseline + (i % 2 == 0 ? pair >> kDeltaBits : pair & kMaxDelta)));
  }
  bytes.remove_prefix(size / 2);
  if (!take_bytes(bytes, count) || bytes.size() != count * (sizeof(uint16_t) + 1)) return std::nullopt;
  const auto values = bytes.substr(count * sizeof(uint16_t));
  for (size_t i = 0; i < count; ++i) {
    uint16_t bucket = 0;
    take_bytes(bytes, bucket);
    if (bucket >= size) return std::nullopt;
    out.registers_[bucket] = static_cast<uint8_t>(out.registers_[bucket] + values[i]);
  }
  return out;
}

}  // namespace tarn::engine
