// hmac, sha512, xxhash64, crc32.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/ternary_executor.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <zlib.h>

#include "engine/functions/groups.h"
#include "engine/functions/hashes.h"

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

void xxhash64(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t data) {
    auto hash = xxh64({data.GetData(), data.GetSize()});
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
