#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

// Padding may be left out.
#define TARN_BASE64URL(text) "from_base64(rpad(translate(" text ", '-_', '+/'), CAST((length(" text ") + 3) // 4 * 4 AS INTEGER), '='))"

constexpr std::array kFunctions{
    FunctionRow{"md5", "(varbinary) -> varbinary", "unhex(md5($1))"},
    FunctionRow{"sha1", "(varbinary) -> varbinary", "unhex(sha1($1))"},
    FunctionRow{"sha256", "(varbinary) -> varbinary", "unhex(sha256($1))"},
    FunctionRow{"sha512", "(varbinary) -> varbinary", "trino.sha512($1)"},
    FunctionRow{"xxhash64", "(varbinary) -> varbinary", "trino.xxhash64($1)"},
    FunctionRow{"crc32", "(varbinary) -> bigint", "trino.crc32($1)"},
    FunctionRow{"hmac_md5", "(varbinary, varbinary) -> varbinary", "trino.hmac('md5', $1, $2)"},
    FunctionRow{"hmac_sha1", "(varbinary, varbinary) -> varbinary", "trino.hmac('sha1', $1, $2)"},
    FunctionRow{"hmac_sha256", "(varbinary, varbinary) -> varbinary", "trino.hmac('sha256', $1, $2)"},
    FunctionRow{"hmac_sha512", "(varbinary, varbinary) -> varbinary", "trino.hmac('sha512', $1, $2)"},
    FunctionRow{"to_hex", "(varbinary) -> varchar", "hex($1)"},
    FunctionRow{"from_hex", "(varchar) -> varbinary", "unhex($1)"},
    FunctionRow{"from_hex", "(varbinary) -> varbinary", "unhex(decode($1))"},
    FunctionRow{"to_base64", "(varbinary) -> varchar", "to_base64($1)"},
    FunctionRow{"from_base64", "(varchar) -> varbinary", "from_base64($1)"},
    FunctionRow{"from_base64", "(varbinary) -> varbinary", "from_base64(decode($1))"},
    FunctionRow{"to_base64url", "(varbinary) -> varchar", "translate(to_base64($1), '+/', '-_')"},
    FunctionRow{"from_base64url", "(varchar) -> varbinary", TARN_BASE64URL("$1")},
    FunctionRow{"from_base64url", "(varbinary) -> varbinary", TARN_BASE64URL("decode($1)")},
    FunctionRow{"to_utf8", "(varchar) -> varbinary", "encode($1)"},
    FunctionRow{"from_utf8", "(varbinary) -> varchar", "trino.from_utf8($1, chr(65533))"},
    FunctionRow{"from_utf8", "(varbinary, varchar) -> varchar", "trino.from_utf8($1, $2)"},
    FunctionRow{"from_utf8", "(varbinary, bigint) -> varchar", "trino.from_utf8($1, chr(CAST($2 AS INTEGER)))"},
    FunctionRow{"to_base32", "(varbinary) -> varchar", "trino.to_base32($1)"},
    FunctionRow{"from_base32", "(varchar) -> varbinary", "trino.from_base32($1)"},
    FunctionRow{"from_base32", "(varbinary) -> varbinary", "trino.from_base32(decode($1))"},
    FunctionRow{"to_big_endian_32", "(integer) -> varbinary", "trino.to_big_endian_32($1)"},
    FunctionRow{"to_big_endian_64", "(bigint) -> varbinary", "trino.to_big_endian_64($1)"},
    FunctionRow{"from_big_endian_32", "(varbinary) -> integer", "trino.from_big_endian_32($1)"},
    FunctionRow{"from_big_endian_64", "(varbinary) -> bigint", "trino.from_big_endian_64($1)"},
    FunctionRow{"to_ieee754_32", "(real) -> varbinary", "trino.to_ieee754_32($1)"},
    FunctionRow{"to_ieee754_64", "(double) -> varbinary", "trino.to_ieee754_64($1)"},
    FunctionRow{"from_ieee754_32", "(varbinary) -> real", "trino.from_ieee754_32($1)"},
    FunctionRow{"from_ieee754_64", "(varbinary) -> double", "trino.from_ieee754_64($1)"},
    FunctionRow{"substr", "(varbinary, bigint) -> varbinary", "unhex(substr(hex($1), CASE WHEN $2 > 0 THEN $2 * 2 - 1 ELSE $2 * 2 END))"},
    FunctionRow{"substr", "(varbinary, bigint, bigint) -> varbinary", "unhex(substr(hex($1), CASE WHEN $2 > 0 THEN $2 * 2 - 1 ELSE $2 * 2 END, $3 * 2))"},
    FunctionRow{"uuid", "() -> uuid", "uuid()", nullptr, nullptr, true},
};

}  // namespace

std::span<const FunctionRow> trino_binary() { return kFunctions; }

}  // namespace tarn::sql
