#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

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
    FunctionRow{"from_base64url", "(varchar) -> varbinary", "from_base64(translate($1, '-_', '+/'))"},
    FunctionRow{"to_utf8", "(varchar) -> varbinary", "encode($1)"},
    FunctionRow{"from_utf8", "(varbinary) -> varchar", "trino.from_utf8($1, chr(65533))"},
    FunctionRow{"from_utf8", "(varbinary, varchar) -> varchar", "trino.from_utf8($1, $2)"},
    FunctionRow{"to_big_endian_32", "(integer) -> varbinary", "unhex(lpad(to_base(CASE WHEN $1 < 0 THEN CAST($1 AS BIGINT) + 4294967296 ELSE CAST($1 AS BIGINT) END, 16), 8, '0'))"},
    FunctionRow{"substr", "(varbinary, bigint) -> varbinary", "unhex(substr(hex($1), CASE WHEN $2 > 0 THEN $2 * 2 - 1 ELSE $2 * 2 END))"},
    FunctionRow{"substr", "(varbinary, bigint, bigint) -> varbinary", "unhex(substr(hex($1), CASE WHEN $2 > 0 THEN $2 * 2 - 1 ELSE $2 * 2 END, $3 * 2))"},
    FunctionRow{"uuid", "() -> uuid", "uuid()", nullptr, nullptr, true},
};

}  // namespace

std::span<const FunctionRow> trino_binary() { return kFunctions; }

}  // namespace tarn::sql
