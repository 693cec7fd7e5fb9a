// Avro object container files (Apache Avro 1.11 specification), as far as manifests and manifest lists use them: records, unions with
// null, arrays, maps and primitive types; blocks plain, deflate, snappy or zstandard.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace tarn::iceberg::avro {

constexpr int kMaxDepth = 32;                               // nesting of a schema; ours
constexpr uint64_t kMaxBlockBytes = 256ull * 1024 * 1024;   // of one block, decompressed; ours

struct Schema {
  enum class Kind : uint8_t { null, boolean, integer, floating, double_, text, bytes, fixed, enum_, record, array, map, union_ } kind = Kind::null;
  std::string name;                             // of a record
  int32_t fixed_size = 0;
  std::string logical_type;
  struct Field {
    std::string name;
    int32_t id = -1;  // "field-id"; -1: none
    std::shared_ptr<const Schema> type;
  };
  std::vector<Field> fields;                            // record
  std::vector<std::shared_ptr<const Schema>> children;  // array, map: one; union: its branches
};

// A decoded datum. A union is its branch; a map is a record of pairs in `items`, key and value in turn.
struct Datum {
  // null; boolean; int and long; float and double; string, bytes and fixed
  std::variant<std::monostate, bool, int64_t, double, std::string> value;
  std::vector<Datum> items;         // record: its fields in order; array: its elements
  const Schema* schema = nullptr;   // the branch that was taken

  bool is_null() const { return std::holds_alternative<std::monostate>(value) && items.empty() && (!schema || schema->kind == Schema::Kind::null); }
  const Datum* field(int32_t id, std::string_view name) const;  // of a record, by id and else by name; nullptr: absent or null
  int64_t integer(int32_t id, std::string_view name, int64_t otherwise = 0) const;
  std::string text(int32_t id, std::string_view name) const;    // empty when absent
};

struct File {
  std::shared_ptr<const Schema> schema;
  std::map<std::string, std::string> metadata;
};

// Hands each datum to `use`. `wants(id, name)` says which fields of records are decoded; others stay null. Error
// InvalidInputException: not such a file, or a broken one.
Result<File> read_file(std::string_view bytes, const std::function<bool(int32_t id, std::string_view name)>& wants,
                       const std::function<Result<void>(const File& file, const Datum& datum)>& use);

Result<std::shared_ptr<const Schema>> parse_schema(std::string_view json);

}  // namespace tarn::iceberg::avro
