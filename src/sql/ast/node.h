// What every node of the syntax tree shares: where it stands in the text, identifiers, dotted names, and written types.
// Trees are owned from the root by unique_ptr; a node is told apart by its `kind` and read with as<T>(). Every concrete node names
// its kind as T::kKind, so as<T>() is a checked static cast.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/assert.h"
#include "sql/program.h"
#include "sql/resolver.h"

namespace tarn::sql::ast {

template <class T>
using Ptr = std::unique_ptr<T>;

struct Span {
  Position position;    // of the first character: line and column from 1, columns in UTF-16 units as the real errors count them
  uint32_t offset = 0;  // of the first byte in the statement's text
  uint32_t end = 0;     // one past the last byte
};

struct Identifier {
  std::string value;   // as names are compared: lower case, unless the dialect's options keep the case of quoted ones
  std::string text;    // as written, without its quotes
  bool quoted = false;
  Span span;
};

// [catalog.][schema.]object
struct ObjectName {
  std::vector<Identifier> parts;
  Span span;

  bool empty() const { return parts.empty(); }
  const std::string& last() const { return parts.back().value; }
  QualifiedName qualified() const;
  std::string str() const { return qualified().str(); }
};

// A type as written. `name` is lower case and canonical in its spelling only: several words are joined by one blank
// ("double precision", "timestamp with time zone", "interval day to second", "character varying"); synonyms are left to resolve_type.
struct DataType {
  struct Argument;
  std::string name;
  std::vector<Argument> arguments;  // numbers of decimal(10,2); types of array, map; named types of row and struct
  Span span;
  DataType();
  DataType(DataType&&) noexcept;
  DataType& operator=(DataType&&) noexcept;
  ~DataType();
};

struct DataType::Argument {
  std::optional<int64_t> number;    // else `type` is set; max of varchar(max) is kMaxLength
  std::optional<Identifier> field;  // name of a row's field
  std::optional<std::string> comment;  // of a struct's field (Hive)
  Ptr<DataType> type;
};

constexpr int64_t kMaxLength = -1;  // varchar(max)

// Checked casts from a base node to the concrete one. The base has `kind`, the concrete type kKind.
template <class T, class Base>
const T& as(const Base& node) {
  ASSERT(node.kind == T::kKind);
  return static_cast<const T&>(node);
}
template <class T, class Base>
T& as(Base& node) {
  ASSERT(node.kind == T::kKind);
  return static_cast<T&>(node);
}
template <class T, class Base>
const T* try_as(const Base* node) {
  return node && node->kind == T::kKind ? static_cast<const T*>(node) : nullptr;
}
template <class T, class Base>
T* try_as(Base* node) {
  return node && node->kind == T::kKind ? static_cast<T*>(node) : nullptr;
}

}  // namespace tarn::sql::ast
