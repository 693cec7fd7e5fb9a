// Types and fields of an Iceberg schema, parsed from the JSON that metadata keeps (table spec, "Schemas and Data Types").
#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sql/type.h"

namespace tarn::iceberg {

enum class TypeKind : uint8_t {
  boolean, int_, long_, float_, double_, decimal, date, time, timestamp, timestamptz, timestamp_ns, timestamptz_ns,
  string, uuid, fixed, binary, struct_, list, map,
};

struct Field;

struct Type {
  TypeKind kind = TypeKind::string;
  int32_t precision = 0, scale = 0;  // decimal
  int32_t length = 0;                // fixed
  std::vector<Field> fields;         // struct: its fields; list: element; map: key, value
};

struct Field {
  int32_t id = 0;
  std::string name;
  bool required = false;
  Type type;
  boost::json::value initial_default;  // null: none
};

// Errors: InvalidInputException; NOT_SUPPORTED for a type that is known and not read (variant, geometry, geography, unknown).
Result<Type> parse_type(const boost::json::value& type);
Result<std::vector<Field>> parse_fields(const boost::json::object& schema);

// The field of that id, nested ones too; nullptr without one.
const Field* find_field(const std::vector<Field>& fields, int32_t id);

bool is_primitive(TypeKind kind);

// The value of a field in files that were written before it was added, as text that SQL can cast to its type (binary: the bytes);
// nullopt: null.
std::optional<std::string> initial_default(const Field& field);

// As Athena shows it (athena.md 2.4): timestamps have six digits, fixed is varbinary.
sql::Type sql_type(const Type& type);

}  // namespace tarn::iceberg
