// Avro schemas: parsed and checked as the Avro specification says (1.11), and whether data of one can be read by another.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/result.h"

namespace tarn::glue::registry {

enum class AvroKind { null, boolean, int_, long_, float_, double_, bytes, string, record, enum_, array, map, union_, fixed };

struct AvroType;

struct AvroField {
  std::string name;
  std::vector<std::string> aliases;
  const AvroType* type = nullptr;
  bool has_default = false;
};

struct AvroType {
  AvroKind kind = AvroKind::null;
  std::string name;                  // full name of a record, enum or fixed
  std::vector<std::string> aliases;  // full names
  std::vector<AvroField> fields;
  std::vector<std::string> symbols;
  bool has_enum_default = false;
  std::vector<const AvroType*> children;  // items of an array, values of a map, branches of a union
  int64_t size = 0;                       // of a fixed
  std::string logical;                    // logicalType "decimal"; others do not change what can be read
  int64_t precision = 0, scale = 0;
};

// A parsed schema; named types refer to each other, so all are owned here.
struct AvroSchema {
  std::vector<std::unique_ptr<AvroType>> types;
  const AvroType* root = nullptr;
};

// Error InvalidInputException: what is wrong, in words for the schema's author.
Result<AvroSchema> parse_avro(std::string_view text);

// Whether a reader with the schema `reader` can read all data written with `writer`: the rules of schema resolution.
bool can_read(const AvroSchema& reader, const AvroSchema& writer);

}  // namespace tarn::glue::registry
