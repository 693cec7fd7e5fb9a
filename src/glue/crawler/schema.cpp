#include "glue/crawler/schema.h"

#include <algorithm>

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

using sql::Type;
using sql::TypeKind;

int integer_rank(TypeKind kind) {
  switch (kind) {
    case TypeKind::tinyint: return 1;
    case TypeKind::smallint: return 2;
    case TypeKind::integer: return 3;
    case TypeKind::bigint: return 4;
    default: return 0;
  }
}

bool is_float(TypeKind kind) { return kind == TypeKind::real || kind == TypeKind::double_; }

Type merge_decimals(const Type& a, const Type& b) {
  int scale = std::max(a.scale, b.scale);
  int whole = std::max(a.precision - a.scale, b.precision - b.scale);
  return sql::decimal(std::min(38, whole + scale), scale);
}

Type merge_rows(const Type& a, const Type& b) {
  Type out = a;
  for (size_t i = 0; i < b.children.size(); i++) {
    auto known = std::find(out.field_names.begin(), out.field_names.end(), b.field_names[i]);
    if (known == out.field_names.end()) {
      out.field_names.push_back(b.field_names[i]);
      out.children.push_back(b.children[i]);
    } else {
      auto& child = out.children[static_cast<size_t>(known - out.field_names.begin())];
      child = widen(child, b.children[i]);
    }
  }
  return out;
}

// Of two different kinds that are both scalars.
Type widen_scalars(const Type& a, const Type& b) {
  if (integer_rank(a.kind) && integer_rank(b.kind)) return integer_rank(a.kind) > integer_rank(b.kind) ? a : b;
  if ((is_float(a.kind) && (is_float(b.kind) || integer_rank(b.kind))) || (is_float(b.kind) && integer_rank(a.kind))) return simple(TypeKind::double_);
  bool decimal_and_number = (a.is(TypeKind::decimal) && (is_float(b.kind) || integer_rank(b.kind))) ||
                            (b.is(TypeKind::decimal) && (is_float(a.kind) || integer_rank(a.kind)));
  if (decimal_and_number) return simple(TypeKind::double_);
  bool dates = (a.is(TypeKind::date) && b.is(TypeKind::timestamp)) || (a.is(TypeKind::timestamp) && b.is(TypeKind::date));
  if (dates) return a.is(TypeKind::timestamp) ? a : b;
  return sql::varchar();
}

}  // namespace

Type widen(const Type& a, const Type& b) {
  if (a == b || b.is(TypeKind::unknown)) return a;
  if (a.is(TypeKind::unknown)) return b;
  if (a.is(TypeKind::decimal) && b.is(TypeKind::decimal)) return merge_decimals(a, b);
  if (a.is(TypeKind::row) && b.is(TypeKind::row)) return merge_rows(a, b);
  if (a.is(TypeKind::array) && b.is(TypeKind::array)) return sql::array_of(widen(a.children[0], b.children[0]));
  if (a.is(TypeKind::map) && b.is(TypeKind::map))
    return sql::map_of(widen(a.children[0], b.children[0]), widen(a.children[1], b.children[1]));
  if (!a.children.empty() || !b.children.empty()) return sql::varchar();
  return widen_scalars(a, b);
}

void merge_schema(Schema& into, const Schema& more) {
  for (size_t i = 0; i < more.size(); i++) {
    auto& column = more[i];
    // Records of one file have their columns in one order as a rule.
    auto known = i < into.size() && into[i].name == column.name ? into.begin() + static_cast<ptrdiff_t>(i) : std::find_if(into.begin(), into.end(), [&](const FoundColumn& c) { return equals_ignoring_case(c.name, column.name); });
    if (known == into.end()) into.push_back(column);
    else known->type = widen(known->type, column.type);
  }
}

void merge_by_position(Schema& into, const Schema& more) {
  for (size_t i = 0; i < more.size(); i++) {
    if (i == into.size()) into.push_back(more[i]);
    else into[i].type = widen(into[i].type, more[i].type);
  }
}

double similarity(const Schema& a, const Schema& b) {
  size_t shared = 0;
  for (auto& column : a) {
    bool found = std::any_of(b.begin(), b.end(), [&](const FoundColumn& other) {
      // A column that was all null in one of them tells nothing against the other.
      return other.name == column.name && (other.type == column.type || other.type.is(TypeKind::unknown) || column.type.is(TypeKind::unknown));
    });
    shared += found;
  }
  size_t all = a.size() + b.size() - shared;
  return all == 0 ? 1.0 : static_cast<double>(shared) / static_cast<double>(all);
}

std::string hive_type_text(const Type& type) {
  switch (type.kind) {
    case TypeKind::unknown: return "string";
    case TypeKind::array: return "array<" + hive_type_text(type.children[0]) + ">";
    case TypeKind::map: return "map<" + hive_type_text(type.children[0]) + "," + hive_type_text(type.children[1]) + ">";
    case TypeKind::row: {
      if (type.children.empty()) return "string";  // objects that never had a member
      std::string out = "struct<";
      for (size_t i = 0; i < type.children.size(); i++)
        out += (i ? "," : "") + type.field_names[i] + ":" + hive_type_text(type.children[i]);
      return out + ">";
    }
    default: return sql::hive_name(type);
  }
}

}  // namespace tarn::glue::crawler
