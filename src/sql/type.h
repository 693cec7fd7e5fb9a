// Logical SQL types, shared by the dialects. How each is laid out in the engine, compared and printed is decided elsewhere
// (emit/, engine/): the logical type is what clients see in ColumnInfo and RowDescription.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tarn::sql {

enum class Dialect : uint8_t { trino, hive, redshift };

enum class TypeKind : uint8_t {
  unknown,  // the type of NULL
  boolean, tinyint, smallint, integer, bigint, real, double_, decimal,
  varchar,    // length 0: unbounded
  char_,      // blank-padded, length as declared
  varbinary, date,
  time, time_tz, timestamp, timestamp_tz,  // precision 0..12
  interval_day_time, interval_year_month,
  json, uuid, ipaddress,
  hyperloglog, tdigest, qdigest, set_digest,  // Trino's sketches; the child of qdigest is the type of its values
  array, map, row,
  function,  // of a lambda argument: children are parameter types and then the result
  super_, hllsketch, oid, name, regtype,   // Redshift only
};

struct Type {
  TypeKind kind = TypeKind::unknown;
  int32_t precision = 0;  // decimal digits; length of varchar and char; fractional digits of time and timestamp
  int32_t scale = 0;      // decimal
  std::vector<Type> children;             // array: element; map: key, value; row: fields
  std::vector<std::string> field_names;   // row: "" for an anonymous field

  bool operator==(const Type&) const = default;
  bool is(TypeKind k) const { return kind == k; }
};

inline Type simple(TypeKind kind) { return {.kind = kind}; }
inline Type decimal(int precision, int scale) { return {.kind = TypeKind::decimal, .precision = precision, .scale = scale}; }
inline Type varchar(int length = 0) { return {.kind = TypeKind::varchar, .precision = length}; }
inline Type array_of(Type element) { return {.kind = TypeKind::array, .children = {std::move(element)}}; }
inline Type map_of(Type key, Type value) { return {.kind = TypeKind::map, .children = {std::move(key), std::move(value)}}; }

std::string trino_name(const Type& type);      // "decimal(10,2)", "array(varchar)", "row(a integer)": as Trino prints it
std::string hive_name(const Type& type);       // "array<string>", "struct<a:int>": as the Glue catalog stores it
std::string redshift_name(const Type& type);   // "character varying(256)": as format_type prints it

}  // namespace tarn::sql
