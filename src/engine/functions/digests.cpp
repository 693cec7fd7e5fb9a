#include "engine/functions/digests.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/functions/bytes.h"

namespace tarn::engine {
namespace {

constexpr double kCompression = 100;
constexpr size_t kBuffered = 1000;          // centroids before they are compressed
constexpr size_t kMostValues = 1 << 16;     // of a quantile digest
constexpr size_t kHistogramBuffer = 100;    // values beside the buckets

bool by_value(const WeightedValue& a, const WeightedValue& b) { return a.value < b.value; }

double weighted_average(double a, double weight_a, double b, double weight_b) {
  if (a > b) return weighted_average(b, weight_b, a, weight_a);
  return std::clamp((a * weight_a + b * weight_b) / (weight_a + weight_b), a, b);
}

}  // namespace

// ---- t-digest

void TDigest::add(double value, double weight) {
  min_ = weight_ == 0 ? value : std::min(min_, value);
  max_ = weight_ == 0 ? value : std::max(max_, value);
  weight_ += weight;
  centroids_.push_back({value, weight});
  if (centroids_.size() >= kBuffered) compress();
}

void TDigest::merge(const TDigest& other) {
  if (other.weight_ == 0) return;
  const double low = weight_ == 0 ? other.min_ : std::min(min_, other.min_), high = weight_ == 0 ? other.max_ : std::max(max_, other.max_);
  for (auto& centroid : other.centroids_) add(centroid.value, centroid.weight);
  min_ = low;
  max_ = high;
}

void TDigest::compress() {
  if (sorted_ == centroids_.size()) return;
  std::stable_sort(centroids_.begin(), centroids_.end(), by_value);
  const double normalizer = kCompression / (4 * std::log(weight_ / kCompression) + 24);
  const auto most = [&](double quantile) { return quantile * (1 - quantile) / normalizer; };
  std::vector<WeightedValue> merged{centroids_[0]};
  double before = 0, most_here = most(0);
  for (size_t i = 1; i < centroids_.size(); ++i) {
    auto& current = merged.back();
    const double weight = current.weight + centroids_[i].weight;
    if (weight <= weight_ * std::min(most_here, most(std::min((before + weight) / weight_, 1.0)))) {
      current.weight = weight;
      current.value += (centroids_[i].value - current.value) * centroids_[i].weight / weight;
    } else {
      before += current.weight;
      most_here = most(before / weight_);
      merged.push_back(centroids_[i]);
    }
  }
  centroids_ = std::move(merged);
  sorted_ = centroids_.size();
}

double TDigest::value_at(double quantile) {
  if (centroids_.empty()) return std::numeric_limits<double>::quiet_NaN();
  compress();
  if (centroids_.size() == 1) return centroids_[0].value;
  const double index = quantile * weight_;
  if (index < 1) return min_;
  const auto& first = centroids_.front();
  const auto& last = centroids_.back();
  if (first.weight > 1 && index < first.weight / 2) return min_ + (index - 1) / (first.weight / 2 - 1) * (first.value - min_);
  if (index > weight_ - 1) return max_;
  if (last.weight > 1 && weight_ - index <= last.weight / 2) return max_ - (weight_ - index - 1) / (last.weight / 2 - 1) * (max_ - last.value);
  double before = first.weight / 2;
  for (size_t i = 0; i + 1 < centroids_.size(); ++i) {
    const auto &left = centroids_[i], &right = centroids_[i + 1];
    const double step = (left.weight + right.weight) / 2;
    if (before + step > index) {
      // A single value stands at its place, not spread around it.
      if (left.weight == 1 && index - before < 0.5) return left.value;
      if (right.weight == 1 && before + step - index <= 0.5) return right.value;
      const double from_left = index - before - (left.weight == 1 ? 0.5 : 0), from_right = before + step - index - (right.weight == 1 ? 0.5 : 0);
      return weighted_average(left.value, from_right, right.value, from_left);
    }
    before += step;
  }
  const double from_last = index - weight_ + last.weight / 2;
  return weighted_average(last.value, last.weight / 2 - from_last, max_, from_last);
}

std::string TDigest::bytes() {
  compress();
  std::string out;
  append_bytes(out, min_);
  append_bytes(out, max_);
  for (auto& centroid : centroids_) append_bytes(out, centroid);
  return out;
}

std::optional<TDigest> TDigest::read(std::string_view bytes) {
  TDigest out;
  double low = 0, high = 0;
  if (!take_bytes(bytes, low) || !take_bytes(bytes, high) || bytes.size() % sizeof(WeightedValue) != 0) return std::nullopt;
  for (WeightedValue centroid{}; take_bytes(bytes, centroid);) {
    if (!(centroid.weight > 0) || std::isnan(centroid.value)) return std::nullopt;
    out.add(centroid.value, centroid.weight);
  }
  out.min_ = low;
  out.max_ = high;
  return out;
}

// ---- quantile digest

void QuantileDigest::add(int64_t value, int64_t weight) {
  weights_[value] += weight;
  weight_ += weight;
  if (weights_.size() > 2 * kMostValues) shrink();
}

void QuantileDigest::merge(const QuantileDigest& other) {
  for (auto& [value, weight] : other.weights_) add(value, weight);
}

// Of each two neighbours the greater stays.
void QuantileDigest::shrink() {
  for (auto at = weights_.begin(); at != weights_.end();) {
    auto next = std::next(at);
    if (next == weights_.end()) break;
    next->second += at->second;
    at = std::next(weights_.erase(at));
  }
}

std::optional<int64_t> QuantileDigest::value_at(double quantile) const {
  if (weights_.empty()) return std::nullopt;
  double sum = 0;
  for (auto& [value, weight] : weights_) {
    sum += static_cast<double>(weight);
    if (sum > quantile * static_cast<double>(weight_)) return value;
  }
  return weights_.rbegin()->first;
}

double QuantileDigest::quantile_of(int64_t wanted) const {
  double sum = 0;
  for (auto& [value, weight] : weights_)
    if (value <= wanted) sum += static_cast<double>(weight);
  return sum / static_cast<double>(weight_);
}

std::string QuantileDigest::bytes() const {
  std::string out;
  for (auto& [value, weight] : weights_) {
    append_bytes(out, value);
    append_bytes(out, weight);
  }
  return out;
}

std::optional<QuantileDigest> QuantileDigest::read(std::string_view bytes) {
  QuantileDigest out;
  if (bytes.size() % (2 * sizeof(int64_t)) != 0) return std::nullopt;
  for (int64_t value = 0, weight = 0; take_bytes(bytes, value) && take_bytes(bytes, weight);) {
    if (weight <= 0) return std::nullopt;
    out.add(value, weight);
  }
  return out;
}

// ---- set digest

void SetDigest::add(int64_t hash) {
  hll_.add(static_cast<uint64_t>(hash));
  auto& count = counts_[hash];
  if (count < std::numeric_limits<int16_t>::max()) ++count;
  trim();
}

void SetDigest::trim() {
  constexpr size_t kMostHashes = 8192;  // Trino's
  while (counts_.size() > kMostHashes) counts_.erase(std::prev(counts_.end()));
}

void SetDigest::merge(const SetDigest& other) {
  hll_.merge(other.hll_);
  for (auto& [hash, count] : other.counts_) {
    auto& own = counts_[hash];
    own = static_cast<int16_t>(std::min<int>(own + count, std::numeric_limits<int16_t>::max()));
  }
  trim();
}

int64_t SetDigest::cardinality() const { return hll_.cardinality(); }

// Of the least hashes of both together, as many as the smaller digest has: how many are in both.
double SetDigest::jaccard(const SetDigest& other) const {
  const size_t size = std::min(counts_.size(), other.counts_.size());
  if (size == 0) return 0;
  size_t seen = 0, common = 0;
  auto a = counts_.begin(), b = other.counts_.begin();
  for (; seen < size && a != counts_.end() && b != other.counts_.end(); ++seen) {
    if (a->first == b->first) ++common, ++a, ++b;
    else if (a->first < b->first) ++a;
    else ++b;
  }
  return static_cast<double>(common) / static_cast<double>(size);
}

int64_t SetDigest::intersection(const SetDigest& other) const {
  HyperLogLog both = hll_;
  both.merge(other.hll_);
  return static_cast<int64_t>(std::floor(jaccard(other) * static_cast<double>(both.cardinality())));
}

std::string SetDigest::bytes() const {
  const auto hll = hll_.bytes();
  std::string out;
  append_bytes(out, static_cast<uint32_t>(hll.size()));
  out += hll;
  for (auto& [hash, count] : counts_) {
    append_bytes(out, hash);
    append_bytes(out, count);
  }
  return out;
}

std::optional<SetDigest> SetDigest::read(std::string_view bytes) {
  SetDigest out;
  uint32_t size = 0;
  if (!take_bytes(bytes, size) || bytes.size() < size || (bytes.size() - size) % (sizeof(int64_t) + sizeof(int16_t)) != 0) return std::nullopt;
  auto hll = HyperLogLog::read(bytes.substr(0, size));
  if (!hll) return std::nullopt;
  out.hll_ = std::move(*hll);
  bytes.remove_prefix(size);
  int64_t hash = 0;
  for (int16_t count = 0; take_bytes(bytes, hash) && take_bytes(bytes, count);) out.counts_[hash] = count;
  return out;
}

// ---- histogram

void NumericHistogram::add(double value, double weight, size_t most_buckets) {
  most_buckets_ = most_buckets;
  values_.push_back({value, weight});
  if (values_.size() >= most_buckets + kHistogramBuffer) values_ = compact();
}

void NumericHistogram::merge(const NumericHistogram& other) {
  for (auto& bucket : other.values_) add(bucket.value, bucket.weight, other.most_buckets_);
}

std::vector<WeightedValue> NumericHistogram::buckets() const { return compact(); }

std::vector<WeightedValue> NumericHistogram::compact() const {
  auto sorted = values_;
  std::stable_sort(sorted.begin(), sorted.end(), by_value);
  std::vector<WeightedValue> out;
  for (auto& next : sorted) {
    if (!out.empty() && out.back().value == next.value) out.back().weight += next.weight;
    else out.push_back(next);
  }
  while (out.size() > most_buckets_) {
    size_t nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (size_t i = 0; i + 1 < out.size(); ++i) {
      const auto &a = out[i], &b = out[i + 1];
      const double weight = a.weight + b.weight, distance = b.value - a.value;
      const double penalty = distance * distance * a.weight * b.weight / (weight * weight);
      if (penalty < least) least = penalty, nearest = i;
    }
    auto& a = out[nearest];
    const auto& b = out[nearest + 1];
    a = {(a.value * a.weight + b.value * b.weight) / (a.weight + b.weight), a.weight + b.weight};
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(nearest) + 1);
  }
  return out;
}

}  // namespace tarn::engine
