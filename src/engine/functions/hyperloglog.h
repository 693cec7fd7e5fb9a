// HyperLogLog as Trino keeps it: few hashes as a sorted list, then a register for each prefix. The bytes are those of Trino's
// (sparse and dense, version 2), so that sketches can be stored and taken elsewhere. No DuckDB in here.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tarn::engine {

constexpr double kDefaultSketchError = 0.01625;  // of approx_set, Trino's documentation

class HyperLogLog {
 public:
  explicit HyperLogLog(int index_bits = 12) : index_bits_(index_bits) {}
  static int index_bits_of(double standard_error);
  static std::optional<HyperLogLog> read(std::string_view bytes);

  void add(uint64_t hash);
  // False: the other has another number of registers.
  bool merge(const HyperLogLog& other);
  int64_t cardinality() const;
  std::string bytes() const;

 private:
  bool dense() const { return !registers_.empty(); }
  void add_entry(uint32_t entry);
  void put(uint32_t entry);
  void make_dense();
  void raise(size_t index, int value);

  int index_bits_;
  std::vector<uint32_t> entries_;    // sparse: 26 bits of the hash, 6 of the zeros behind them; sorted
  std::vector<uint8_t> registers_;   // dense: zeros behind the index, plus one
};

}  // namespace tarn::engine
