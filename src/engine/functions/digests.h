// Sketches of a distribution: what tdigest_agg, qdigest_agg and numeric_histogram gather. No DuckDB in here. The bytes are ours.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/functions/hyperloglog.h"

namespace tarn::engine {

struct WeightedValue {
  double value, weight;
};

// A t-digest of compression 100 with Dunning's k2 scale, as Trino's.
class TDigest {
 public:
  static std::optional<TDigest> read(std::string_view bytes);
  void add(double value, double weight);
  void merge(const TDigest& other);
  double value_at(double quantile);  // 0..1; NaN without values
  std::string bytes();

 private:
  void compress();

  std::vector<WeightedValue> centroids_;
  size_t sorted_ = 0;  // the first ones are compressed
  double min_ = 0, max_ = 0, weight_ = 0;
};

// Weights of values; past a limit neighbours are put together. Values are 64 bits that order as their type does.
class QuantileDigest {
 public:
  static std::optional<QuantileDigest> read(std::string_view bytes);
  void add(int64_t value, int64_t weight);
  void merge(const QuantileDigest& other);
  std::optional<int64_t> value_at(double quantile) const;  // nullopt: no values
  double quantile_of(int64_t value) const;
  std::string bytes() const;

 private:
  void shrink();

  std::map<int64_t, int64_t> weights_;
  int64_t weight_ = 0;
};

// Which values there are: a count by HyperLogLog, and the least hashes with how often each came, for what two sets have in common.
class SetDigest {
 public:
  static std::optional<SetDigest> read(std::string_view bytes);
  void add(int64_t hash);
  void merge(const SetDigest& other);
  int64_t cardinality() const;
  double jaccard(const SetDigest& other) const;
  int64_t intersection(const SetDigest& other) const;
  const std::map<int64_t, int16_t>& counts() const { return counts_; }
  std::string bytes() const;

 private:
  void trim();

  HyperLogLog hll_{11};
  std::map<int64_t, int16_t> counts_;
};

// Buckets by repeated merging of the two that lie nearest (Ben-Haim and Tom-Tov), with Trino's measure of nearness.
class NumericHistogram {
 public:
  void add(double value, double weight, size_t most_buckets);
  void merge(const NumericHistogram& other);
  std::vector<WeightedValue> buckets() const;

 private:
  std::vector<WeightedValue> compact() const;

  std::vector<WeightedValue> values_;
  size_t most_buckets_ = 0;
};

}  // namespace tarn::engine
