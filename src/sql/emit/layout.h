// Logical type to physical layout: which DuckDB type holds a logical type in emitted SQL, in results and in lake scans. The
// engine prints and scans by this table.
//
//   timestamp(p), p <= 6   TIMESTAMP (microseconds; the printer shows p digits)      p > 6: TIMESTAMP_NS
//   timestamp(p) with time zone   Trino: STRUCT(instant TIMESTAMPTZ, zone VARCHAR), since each value carries its zone ("UTC",
//                          "America/New_York", "+05:30"); comparison, grouping and ordering go by `instant`.
//                          Redshift: TIMESTAMPTZ.   tarn_scan gives TIMESTAMPTZ in both dialects; analysis wraps it.
//   char(n)                VARCHAR without trailing blanks; the printer pads to n characters
//   varchar(n)             VARCHAR, its length kept by casts that analysis spells out
//   json                   JSON (valid text)          super: JSON
//   interval day to second, interval year to month     INTERVAL
//   row                    STRUCT; its keys are the field names in lower case, or "_1", "_2", ... for all fields when any is
//                          anonymous or a name is used twice
//   hyperloglog, tdigest, qdigest, set_digest   BLOB
//   unknown                the column of a bare NULL: INTEGER
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sql/type.h"

namespace tarn::sql {

std::string duckdb_type(const Type& type, Dialect dialect);

// The STRUCT keys of a row type, one for each field.
std::vector<std::string> physical_field_names(const Type& row);

std::string quote_identifier(std::string_view name);   // "a""b"
std::string quote_string(std::string_view text);       // 'it''s'

}  // namespace tarn::sql
