// Numbers as big-endian bytes, base32.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>

#include <bit>

#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::UnaryExecutor;
using duckdb::Vector;

template <class From, class Bits>
void to_bytes(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<From, string_t>(args.data[0], result, args.size(), [&](From value) {
    const auto bits = std::bit_cast<Bits>(value);
    char bytes[sizeof bits];
    for (size_t i = 0; i < sizeof bits; ++i) bytes[i] = static_cast<char>(bits >> (8 * (sizeof bits - 1 - i)));
    return StringVector::AddStringOrBlob(result, bytes, sizeof bytes);
  });
}

template <class To, class Bits>
void from_bytes(DataChunk& args, ExpressionState&, Vector& result, const char* complaint, bool with_length) {
  UnaryExecutor::Execute<string_t, To>(args.data[0], result, args.size(), [&](string_t bytes) {
    if (bytes.GetSize() != sizeof(Bits)) fail("INVALID_FUNCTION_ARGUMENT", complaint + (with_length ? std::to_string(bytes.GetSize()) : std::string()));
    Bits bits = 0;
    for (size_t i = 0; i < sizeof bits; ++i) bits = static_cast<Bits>(bits << 8) | static_cast<unsigned char>(bytes.GetData()[i]);
    return std::bit_cast<To>(bits);
  });
}

void from_big_endian_32(DataChunk& args, ExpressionState& state, Vector& result) {
  from_bytes<int32_t, uint32_t>(args, state, result, "expected 4-byte input, but got instead: ", true);
}
void from_big_endian_64(DataChunk& args, ExpressionState& state, Vector& result) {
  from_bytes<int64_t, uint64_t>(args, state, result, "expected 8-byte input, but got instead: ", true);
}
void from_ieee754_32(DataChunk& args, ExpressionState& state, Vector& result) {
  from_bytes<float, uint32_t>(args, state, result, "Input floating-point value must be exactly 4 bytes long", false);
}
void from_ieee754_64(DataChunk& args, ExpressionState& state, Vector& result) {
  from_bytes<double, uint64_t>(args, state, result, "Input floating-point value must be exactly 8 bytes long", false);
}

// ---- base32 of RFC 4648

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void to_base32(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t bytes) {
    std::string out;
    uint32_t pending = 0;
    int bits = 0;
    for (size_t i = 0; i < bytes.GetSize(); ++i) {
      pending = pending << 8 | static_cast<unsigned char>(bytes.GetData()[i]);
      for (bits += 8; bits >= 5; bits -= 5) out += kBase32[pending >> (bits - 5) & 31];
    }
    if (bits > 0) out += kBase32[pending << (5 - bits) & 31];
    while (out.size() % 8) out += '=';
    return StringVector::AddString(result, out);
  });
}

void from_base32(DataChunk& args, ExpressionState&, Vector& result) {
  UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t text) {
    std::string_view digits(text.GetData(), text.GetSize());
    while (digits.ends_with('=')) digits.remove_suffix(1);
    std::string out;
    uint32_t pending = 0;
    int bits = 0;
    for (char c : digits) {
      const auto value = kBase32.find(c);
      if (value == std::string_view::npos) fail("INVALID_FUNCTION_ARGUMENT", std::string("Unrecognized character: ") + c);
      pending = pending << 5 | static_cast<uint32_t>(value);
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      out += static_cast<char>(pending >> bits);
    }
    return StringVector::AddStringOrBlob(result, out);
  });
}

}  // namespace

void add_encoding_functions(NativeFunctions& functions) {
  const auto blob = LogicalType::BLOB;
  auto add = [&](const char* name, LogicalType argument, LogicalType result, duckdb::scalar_function_t run) {
    functions.add("trino", ScalarFunction(name, {std::move(argument)}, std::move(result), std::move(run)));
  };
  add("to_big_endian_32", LogicalType::INTEGER, blob, to_bytes<int32_t, uint32_t>);
  add("to_big_endian_64", LogicalType::BIGINT, blob, to_bytes<int64_t, uint64_t>);
  add("to_ieee754_32", LogicalType::FLOAT, blob, to_bytes<float, uint32_t>);
  add("to_ieee754_64", LogicalType::DOUBLE, blob, to_bytes<double, uint64_t>);
  add("from_big_endian_32", blob, LogicalType::INTEGER, from_big_endian_32);
  add("from_big_endian_64", blob, LogicalType::BIGINT, from_big_endian_64);
  add("from_ieee754_32", blob, LogicalType::FLOAT, from_ieee754_32);
  add("from_ieee754_64", blob, LogicalType::DOUBLE, from_ieee754_64);
  add("to_base32", blob, LogicalType::VARCHAR, to_base32);
  add("from_base32", LogicalType::VARCHAR, blob, from_base32);
}

}  // namespace tarn::engine
