// hmac, sha512, xxhash64, crc32.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/ternary_executor.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <zlib.h>

#include <bit>
#include <cstring>

#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::Vector;

const EVP_MD* algorithm(std::string_view name) {
  if (name == "md5") return EVP_md5();
  if (name == "sha1") return EVP_sha1();
  if (name == "sha256") return EVP_sha256();
  if (name == "sha512") return EVP_sha512();
  fail("INVALID_FUNCTION_ARGUMENT", "unknown digest " + std::string(name));
}

void hmac(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::TernaryExecutor::Execute<string_t, string_t, string_t, string_t>(
      args.data[0], args.data[1], args.data[2], result, args.size(), [&](string_t name, string_t data, string_t key) {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        HMAC(algorithm({name.GetData(), name.GetSize()}), key.GetData(), static_cast<int>(key.GetSize()), reinterpret_cast<const unsigned char*>(data.GetData()),
             data.GetSize(), digest, &size);
        return StringVector::AddStringOrBlob(result, reinterpret_cast<char*>(digest), size);
      });
}

void sha512(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t data) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(data.GetData(), data.GetSize(), digest, &size, EVP_sha512(), nullptr);
    return StringVector::AddStringOrBlob(result, reinterpret_cast<char*>(digest), size);
  });
}

// XXH64 with seed 0, after its published specification.
uint64_t xxh64(const char* data, size_t size) {
  constexpr uint64_t kP1 = 11400714785074694791ull, kP2 = 14029467366897019727ull, kP3 = 1609587929392839161ull, kP4 = 9650029242287828579ull,
                     kP5 = 2870177450012600261ull;
  auto read64 = [](const char* at) {
    uint64_t value;
    std::memcpy(&value, at, sizeof value);
    return value;
  };
  auto round = [&](uint64_t accumulator, uint64_t lane) { return std::rotl(accumulator + lane * kP2, 31) * kP1; };
  auto* at = data;
  auto* end = data + size;
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

void xxhash64(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t data) {
    auto hash = xxh64(data.GetData(), data.GetSize());
    char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(hash >> (56 - 8 * i));
    return StringVector::AddStringOrBlob(result, bytes, sizeof bytes);
  });
}

void checksum(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, int64_t>(args.data[0], result, args.size(), [](string_t data) {
    return static_cast<int64_t>(crc32_z(0, reinterpret_cast<const Bytef*>(data.GetData()), data.GetSize()));
  });
}

}  // namespace

void add_digest_functions(NativeFunctions& functions) {
  auto blob = LogicalType::BLOB;
  functions.add("trino", ScalarFunction("hmac", {LogicalType::VARCHAR, blob, blob}, blob, hmac));
  functions.add("trino", ScalarFunction("sha512", {blob}, blob, sha512));
  functions.add("trino", ScalarFunction("xxhash64", {blob}, blob, xxhash64));
  functions.add("trino", ScalarFunction("crc32", {blob}, LogicalType::BIGINT, checksum));
}

}  // namespace tarn::engine
