// Types as the PostgreSQL protocol names them: OID, length and modifier (redshift.md 2.3).
#pragma once
#include <cstdint>
#include <optional>

#include "sql/type.h"

namespace tarn::redshift {

struct PgType {
  int32_t oid = 0;
  int16_t length = -1;    // -1: varying
  int32_t modifier = -1;  // varchar(n): n + 4; numeric(p,s): (p << 16 | s) + 4
};

PgType pg_type(const sql::Type& type);
// The type of a parameter that a client declared; nullopt: unknown to us (0 and 705 leave it to analysis: kind unknown).
std::optional<sql::Type> type_of_oid(int32_t oid);

}  // namespace tarn::redshift
