// HyperLogLog, t-digest, quantile digest and numeric_histogram for SQL, as BLOBs; hashes of values.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>

#include <bit>
#include <cmath>
#include <cstring>

#include "engine/functions/accumulate.h"
#include "engine/functions/digests.h"
#include "engine/functions/groups.h"
#include "engine/functions/hashes.h"
#include "engine/functions/hyperloglog.h"

namespace tarn::engine {
namespace {

using duckdb::BinaryExecutor;
using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::UnaryExecutor;
using duckdb::Vector;

std::string_view view(const string_t& text) { return {text.GetData(), text.GetSize()}; }

void store(Vector& result, idx_t row, const std::string& bytes) { FlatVector::GetData<string_t>(result)[row] = StringVector::AddStringOrBlob(result, bytes); }

template <class Sketch>
Sketch read(const string_t& bytes, const char* name) {
  auto sketch = Sketch::read(view(bytes));
  if (!sketch) fail("INVALID_FUNCTION_ARGUMENT", std::string("Cannot deserialize ") + name);
  return std::move(*sketch);
}

// ---- HyperLogLog

struct HllAggregate {
  void add(const Inputs& inputs, idx_t row) {
    if (!hll) hll.emplace(inputs.at<int32_t>(1, row));
    hll->add(static_cast<uint64_t>(inputs.at<int64_t>(0, row)));
  }
  void join(const HyperLogLog& other) {
    if (!hll) hll = other;
    else if (!hll->merge(other)) fail("INVALID_FUNCTION_ARGUMENT", "Cannot merge HLLs with different number of buckets");
  }
  void merge(const HllAggregate& other) {
    if (other.hll) join(*other.hll);
  }
  void finish(Vector& result, idx_t row) const { store(result, row, hll->bytes()); }
  std::optional<HyperLogLog> hll;
};

struct HllMerge : HllAggregate {
  void add(const Inputs& inputs, idx_t row) { join(read<HyperLogLog>(inputs.at<string_t>(0, row), "HyperLogLog")); }
  void merge(const HllMerge& other) { HllAggregate::merge(other); }
};

void hll_cardinality(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<string_t, int64_t>(args.data[0], result, args.size(), [](string_t bytes) { return read<HyperLogLog>(bytes, "HyperLogLog").cardinality(); });
}

void hll_bits(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<double, int32_t>(args.data[0], result, args.size(), [](double error) {
    constexpr double kLeast = 0.0040625, kMost = 0.26000;
    if (!(error >= kLeast && error <= kMost)) {
      char text[80];
      std::snprintf(text, sizeof text, "Standard error must be in [%s, %s]: %.15g", "0.0040625", "0.26", error);
      fail("INVALID_FUNCTION_ARGUMENT", text);
    }
    return HyperLogLog::index_bits_of(error);
  });
}

template <class T>
int64_t murmur_of(const T& value) {
  return static_cast<int64_t>(murmur3({reinterpret_cast<const char*>(&value), sizeof value}).first);
}

void murmur_long(DataChunk& args, ExpressionState&, Vector& result) { UnaryExecutor::Execute<int64_t, int64_t>(args.data[0], result, args.size(), murmur_of<int64_t>); }
void murmur_double(DataChunk& args, ExpressionState&, Vector& result) { UnaryExecutor::Execute<double, int64_t>(args.data[0], result, args.size(), murmur_of<double>); }
void murmur_text(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<string_t, int64_t>(args.data[0], result, args.size(), [](string_t text) { return static_cast<int64_t>(murmur3(view(text)).first); });
}

void murmur_bytes(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t bytes) {
    auto hash = murmur3(view(bytes));
    return StringVector::AddStringOrBlob(result, reinterpret_cast<const char*>(&hash), sizeof hash);
  });
}

// ---- t-digest

struct TDigestAggregate {
  void add(const Inputs& inputs, idx_t row) {
    const double value = inputs.at<double>(0, row), weight = inputs.at<double>(1, row);
    if (std::isnan(value)) fail("INVALID_FUNCTION_ARGUMENT", "Cannot add NaN to t-digest");
    if (!(weight > 0)) fail("INVALID_FUNCTION_ARGUMENT", "weight must be > 0");
    digest.add(value, weight);
  }
  void merge(const TDigestAggregate& other) { digest.merge(other.digest); }
  void finish(Vector& result, idx_t row) const { store(result, row, TDigest(digest).bytes()); }
  TDigest digest;
};

struct TDigestMerge : TDigestAggregate {
  void add(const Inputs& inputs, idx_t row) { digest.merge(read<TDigest>(inputs.at<string_t>(0, row), "t-digest")); }
  void merge(const TDigestMerge& other) { TDigestAggregate::merge(other); }
};

void check_quantile(double quantile) {
  if (!(quantile >= 0 && quantile <= 1)) fail("GENERIC_INTERNAL_ERROR", "quantile must be between [0,1]");
}

void tdigest_quantile(DataChunk& args, ExpressionState&, Vector& result) {
  BinaryExecutor::Execute<string_t, double, double>(args.data[0], args.data[1], result, args.size(), [](string_t bytes, double quantile) {
    check_quantile(quantile);
    return read<TDigest>(bytes, "t-digest").value_at(quantile);
  });
}

// ---- quantile digest

struct QDigestAggregate {
  void add(const Inputs& inputs, idx_t row) {
    const auto weight = inputs.at<int64_t>(1, row);
    if (weight <= 0) fail("INVALID_FUNCTION_ARGUMENT", "percentile weight must be > 0");
    digest.add(inputs.at<int64_t>(0, row), weight);
  }
  void merge(const QDigestAggregate& other) { digest.merge(other.digest); }
  void finish(Vector& result, idx_t row) const { store(result, row, digest.bytes()); }
  QuantileDigest digest;
};

struct QDigestMerge : QDigestAggregate {
  void add(const Inputs& inputs, idx_t row) { digest.merge(read<QuantileDigest>(inputs.at<string_t>(0, row), "quantile digest")); }
  void merge(const QDigestMerge& other) { QDigestAggregate::merge(other); }
};

void qdigest_quantile(DataChunk& args, ExpressionState&, Vector& result) {
  BinaryExecutor::ExecuteWithNulls<string_t, double, int64_t>(args.data[0], args.data[1], result, args.size(), [](string_t bytes, double quantile, duckdb::ValidityMask& mask, idx_t row) {
    check_quantile(quantile);
    auto value = read<QuantileDigest>(bytes, "quantile digest").value_at(quantile);
    if (!value) mask.SetInvalid(row);
    return value.value_or(0);
  });
}

void qdigest_rank(DataChunk& args, ExpressionState&, Vector& result) {
  BinaryExecutor::Execute<string_t, int64_t, double>(args.data[0], args.data[1], result, args.size(),
                                                     [](string_t bytes, int64_t value) { return read<QuantileDigest>(bytes, "quantile digest").quantile_of(value); });
}

// Bits of a double that order as it does, and back.
int64_t ordered_bits(double value) {
  auto bits = std::bit_cast<int64_t>(value);
  return bits < 0 ? bits ^ INT64_MAX : bits;
}

void to_ordered(DataChunk& args, ExpressionState&, Vector& result) { UnaryExecutor::Execute<double, int64_t>(args.data[0], result, args.size(), ordered_bits); }
void from_ordered(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<int64_t, double>(args.data[0], result, args.size(), [](int64_t bits) { return std::bit_cast<double>(bits < 0 ? bits ^ INT64_MAX : bits); });
}

// ---- set digest

struct SetAggregate {
  void add(const Inputs& inputs, idx_t row) { digest.add(inputs.at<int64_t>(0, row)); }
  void merge(const SetAggregate& other) { digest.merge(other.digest); }
  void finish(Vector& result, idx_t row) const { store(result, row, digest.bytes()); }
  SetDigest digest;
};

struct SetMerge : SetAggregate {
  void add(const Inputs& inputs, idx_t row) { digest.merge(read<SetDigest>(inputs.at<string_t>(0, row), "SetDigest")); }
  void merge(const SetMerge& other) { SetAggregate::merge(other); }
};

void set_cardinality(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<string_t, int64_t>(args.data[0], result, args.size(), [](string_t bytes) { return read<SetDigest>(bytes, "SetDigest").cardinality(); });
}
void set_intersection(DataChunk& args, ExpressionState&, Vector& result) {
  BinaryExecutor::Execute<string_t, string_t, int64_t>(args.data[0], args.data[1], result, args.size(),
                                                       [](string_t a, string_t b) { return read<SetDigest>(a, "SetDigest").intersection(read<SetDigest>(b, "SetDigest")); });
}
void set_jaccard(DataChunk& args, ExpressionState&, Vector& result) {
  BinaryExecutor::Execute<string_t, string_t, double>(args.data[0], args.data[1], result, args.size(),
                                                      [](string_t a, string_t b) { return read<SetDigest>(a, "SetDigest").jaccard(read<SetDigest>(b, "SetDigest")); });
}
void set_counts(DataChunk& args, ExpressionState&, Vector& result) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  for (idx_t row = 0; row < args.size(); ++row) {
    auto bytes = args.GetValue(0, row);
    if (bytes.IsNull()) {
      FlatVector::SetNull(result, row, true);
      continue;
    }
    duckdb::vector<duckdb::Value> keys, values;
    const auto& text = duckdb::StringValue::Get(bytes);
    const auto digest = read<SetDigest>(string_t(text.data(), static_cast<uint32_t>(text.size())), "SetDigest");
    for (auto& [hash, count] : digest.counts()) {
      keys.push_back(duckdb::Value::BIGINT(hash));
      values.push_back(duckdb::Value::SMALLINT(count));
    }
    result.SetValue(row, duckdb::Value::MAP(LogicalType::BIGINT, LogicalType::SMALLINT, std::move(keys), std::move(values)));
  }
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

// ---- numeric_histogram

struct HistogramAggregate {
  void add(const Inputs& inputs, idx_t row) {
    const auto buckets = inputs.at<int64_t>(0, row);
    if (buckets < 2) fail("INVALID_FUNCTION_ARGUMENT", "numeric_histogram bucket count must be greater than one");
    histogram.add(inputs.at<double>(1, row), inputs.at<double>(2, row), static_cast<size_t>(buckets));
  }
  void merge(const HistogramAggregate& other) { histogram.merge(other.histogram); }
  void finish(Vector& result, idx_t row) const {
    duckdb::vector<duckdb::Value> keys, values;
    for (auto& bucket : histogram.buckets()) {
      keys.push_back(duckdb::Value::DOUBLE(bucket.value));
      values.push_back(duckdb::Value::DOUBLE(bucket.weight));
    }
    result.SetValue(row, duckdb::Value::MAP(LogicalType::DOUBLE, LogicalType::DOUBLE, std::move(keys), std::move(values)));
  }
  NumericHistogram histogram;
};

// ---- hashes of values, as Trino's checksum takes them

uint64_t hash_of(int64_t value) { return xxh64({reinterpret_cast<const char*>(&value), sizeof value}); }

uint64_t value_hash(const duckdb::Value& value);

uint64_t nested_hash(const duckdb::Value& value) {
  uint64_t hash = 0;
  auto add = [&](const duckdb::Value& child) { hash = hash * 31 + (child.IsNull() ? 0 : value_hash(child)); };
  switch (value.type().id()) {
    case duckdb::LogicalTypeId::MAP:
      for (auto& entry : duckdb::ListValue::GetChildren(value)) {
        auto& pair = duckdb::StructValue::GetChildren(entry);
        hash += value_hash(pair[0]) ^ (pair[1].IsNull() ? 0 : value_hash(pair[1]));
      }
      return hash;
    case duckdb::LogicalTypeId::STRUCT: {
      auto& fields = duckdb::StructValue::GetChildren(value);
      if (value.type() == zoned_type()) return hash_of(fields[0].GetValueUnsafe<int64_t>() / 1000);
      hash = 1;
      for (auto& field : fields) add(field);
      return hash;
    }
    default:
      for (auto& element : duckdb::ListValue::GetChildren(value)) add(element);
      return hash;
  }
}

uint64_t value_hash(const duckdb::Value& value) {
  constexpr int64_t kPicosPerMicro = 1'000'000;
  switch (value.type().InternalType()) {
    case duckdb::PhysicalType::BOOL: return hash_of(value.GetValueUnsafe<bool>());
    case duckdb::PhysicalType::INT8: return hash_of(value.GetValueUnsafe<int8_t>());
    case duckdb::PhysicalType::INT16: return hash_of(value.GetValueUnsafe<int16_t>());
    case duckdb::PhysicalType::INT32: return hash_of(value.GetValueUnsafe<int32_t>());
    case duckdb::PhysicalType::INT64: return hash_of(value.GetValueUnsafe<int64_t>() * (value.type().id() == duckdb::LogicalTypeId::TIME ? kPicosPerMicro : 1));
    case duckdb::PhysicalType::INT128: {
      auto wide = value.GetValueUnsafe<duckdb::hugeint_t>();
      return hash_of(static_cast<int64_t>(wide.lower)) ^ hash_of(wide.upper);
    }
    case duckdb::PhysicalType::FLOAT: return hash_of(std::bit_cast<int32_t>(value.GetValueUnsafe<float>()));
    case duckdb::PhysicalType::DOUBLE: {
      const auto number = value.GetValueUnsafe<double>();
      return hash_of(std::bit_cast<int64_t>(number == 0 ? 0.0 : number));
    }
    case duckdb::PhysicalType::INTERVAL: {
      auto interval = value.GetValueUnsafe<duckdb::interval_t>();
      return hash_of(interval.months ? interval.months : duckdb::Interval::GetMilli(interval));
    }
    case duckdb::PhysicalType::VARCHAR: return xxh64(duckdb::StringValue::Get(value));
    default: return nested_hash(value);
  }
}

// hash * prime; the prime alone for NULL.
void checksum_term(DataChunk& args, ExpressionState&, Vector& result) {
  constexpr uint64_t kPrime = 0x9E3779B185EBCA87ull;
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  for (idx_t row = 0; row < args.size(); ++row) {
    auto value = args.data[0].GetValue(row);
    FlatVector::GetData<int64_t>(result)[row] = static_cast<int64_t>(value.IsNull() ? kPrime : value_hash(value) * kPrime);
  }
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

// The low 64 bits, little-endian.
void low_bytes(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<duckdb::hugeint_t, string_t>(args.data[0], result, args.size(), [&](duckdb::hugeint_t sum) {
    return StringVector::AddStringOrBlob(result, reinterpret_cast<const char*>(&sum.lower), sizeof sum.lower);
  });
}

}  // namespace

void add_sketch_functions(NativeFunctions& functions) {
  const auto blob = LogicalType::BLOB, bigint = LogicalType::BIGINT, real = LogicalType::DOUBLE;
  auto add = [&](const char* name, duckdb::vector<LogicalType> arguments, LogicalType result, duckdb::scalar_function_t run) {
    functions.add("trino", ScalarFunction(name, std::move(arguments), std::move(result), std::move(run)));
  };
  functions.aggregates.push_back(AggregateOf<HllAggregate>::make("hll_agg", {bigint, LogicalType::INTEGER}, blob));
  functions.aggregates.push_back(AggregateOf<HllMerge>::make("hll_merge", {blob}, blob));
  functions.aggregates.push_back(AggregateOf<TDigestAggregate>::make("tdigest_agg", {real, real}, blob));
  functions.aggregates.push_back(AggregateOf<TDigestMerge>::make("tdigest_merge", {blob}, blob));
  functions.aggregates.push_back(AggregateOf<QDigestAggregate>::make("qdigest_agg", {bigint, bigint}, blob));
  functions.aggregates.push_back(AggregateOf<QDigestMerge>::make("qdigest_merge", {blob}, blob));
  functions.aggregates.push_back(AggregateOf<HistogramAggregate>::make("numeric_histogram", {bigint, real, real}, LogicalType::MAP(real, real)));
  functions.aggregates.push_back(AggregateOf<SetAggregate>::make("set_agg", {bigint}, blob));
  functions.aggregates.push_back(AggregateOf<SetMerge>::make("set_merge", {blob}, blob));
  add("set_cardinality", {blob}, bigint, set_cardinality);
  add("set_intersection", {blob, blob}, bigint, set_intersection);
  add("set_jaccard", {blob, blob}, real, set_jaccard);
  add("set_counts", {blob}, LogicalType::MAP(bigint, LogicalType::SMALLINT), set_counts);
  add("hll_cardinality", {blob}, bigint, hll_cardinality);
  add("hll_bits", {real}, LogicalType::INTEGER, hll_bits);
  add("murmur3", {blob}, blob, murmur_bytes);
  add("murmur_long", {bigint}, bigint, murmur_long);
  add("murmur_double", {real}, bigint, murmur_double);
  add("murmur_text", {LogicalType::VARCHAR}, bigint, murmur_text);
  add("tdigest_quantile", {blob, real}, real, tdigest_quantile);
  add("qdigest_quantile", {blob, real}, bigint, qdigest_quantile);
  add("qdigest_rank", {blob, bigint}, real, qdigest_rank);
  add("to_ordered", {real}, bigint, to_ordered);
  add("from_ordered", {bigint}, real, from_ordered);
  add("low_bytes", {LogicalType::HUGEINT}, blob, low_bytes);
  ScalarFunction term("checksum_term", {LogicalType::ANY}, bigint, checksum_term);
  term.null_handling = duckdb::FunctionNullHandling::SPECIAL_HANDLING;
  functions.add("trino", term);
}

}  // namespace tarn::engine
