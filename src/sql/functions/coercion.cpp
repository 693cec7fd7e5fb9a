#include "sql/functions/coercion.h"

#include <algorithm>

namespace tarn::sql {
namespace {

int integer_rank(TypeKind kind) {
  switch (kind) {
    case TypeKind::tinyint: return 1;
    case TypeKind::smallint: return 2;
    case TypeKind::integer: return 3;
    case TypeKind::bigint: return 4;
    default: return 0;
  }
}

Type wider_decimal(const Type& a, const Type& b) {
  const int scale = std::max(a.scale, b.scale);
  return decimal(std::min(38, std::max(a.precision - a.scale, b.precision - b.scale) + scale), scale);
}

std::optional<Type> numeric_super_type(const Type& a, const Type& b) {
  const int ra = integer_rank(a.kind), rb = integer_rank(b.kind);
  if (ra && rb) return ra >= rb ? a : b;
  if (a.is(TypeKind::double_) || b.is(TypeKind::double_)) return simple(TypeKind::double_);
  if (a.is(TypeKind::real) || b.is(TypeKind::real)) return simple(TypeKind::real);
  return wider_decimal(ra ? decimal_of_integer(a.kind) : a, rb ? decimal_of_integer(b.kind) : b);
}

// Position in the widening date -> timestamp -> timestamp with time zone; 0: not in it.
int instant_rank(TypeKind kind) {
  switch (kind) {
    case TypeKind::date: return 1;
    case TypeKind::timestamp: return 2;
    case TypeKind::timestamp_tz: return 3;
    default: return 0;
  }
}

constexpr int kMaxCharLength = 65536;  // of Trino's CHAR

Type with_precision(TypeKind kind, int precision) { return {.kind = kind, .precision = precision}; }

// Trino compares CHAR and VARCHAR as CHAR, so that a literal needs no blanks; Redshift as VARCHAR, without trailing blanks.
std::optional<Type> text_super_type(const Type& a, const Type& b, Dialect dialect) {
  if (a.is(TypeKind::char_) && b.is(TypeKind::char_)) return with_precision(TypeKind::char_, std::max(a.precision, b.precision));
  if (a.kind != b.kind && dialect != Dialect::redshift) {
    const auto length = [](const Type& t) { return t.precision == 0 ? kMaxCharLength : std::min(t.precision, kMaxCharLength); };
    return with_precision(TypeKind::char_, std::max(length(a), length(b)));
  }
  if ((a.is(TypeKind::varchar) && a.precision == 0) || (b.is(TypeKind::varchar) && b.precision == 0)) return varchar();
  return varchar(std::max(a.precision, b.precision));
}

std::optional<Type> row_super_type(const Type& a, const Type& b, Dialect dialect) {
  if (a.children.size() != b.children.size()) return std::nullopt;
  Type type = a;
  for (size_t i = 0; i < a.children.size(); ++i) {
    auto child = common_super_type(a.children[i], b.children[i], dialect);
    if (!child) return std::nullopt;
    type.children[i] = std::move(*child);
    if (a.is(TypeKind::row) && a.field_names[i] != b.field_names[i])
      type.field_names[i] = a.field_names[i].empty() ? b.field_names[i] : b.field_names[i].empty() ? a.field_names[i] : "";
  }
  return type;
}

bool is_sketch(const Type& type) {
  return type.is(TypeKind::hyperloglog) || type.is(TypeKind::tdigest) || type.is(TypeKind::qdigest) || type.is(TypeKind::set_digest);
}

bool same_family(const Type& from, const Type& to) { return from.kind == to.kind; }

bool trino_can_cast(const Type& from, const Type& to) {
  if (is_sketch(from) || is_sketch(to)) return from == to || from.is(TypeKind::varbinary) || to.is(TypeKind::varbinary);
  if (from.is(TypeKind::json)) {
    if (to.is(TypeKind::array) || to.is(TypeKind::row)) return std::all_of(to.children.begin(), to.children.end(), [&](const Type& child) { return trino_can_cast(from, child); });
    if (to.is(TypeKind::map)) return (is_numeric(to.children[0]) || is_text(to.children[0]) || to.children[0].is(TypeKind::boolean)) && trino_can_cast(from, to.children[1]);
    return to.is(TypeKind::json) || to.is(TypeKind::varchar) || is_numeric(to) || to.is(TypeKind::boolean);
  }
  if (to.is(TypeKind::json))
    return is_numeric(from) || is_text(from) || from.is(TypeKind::boolean) || instant_rank(from.kind) || from.is(TypeKind::array) ||
           from.is(TypeKind::map) || from.is(TypeKind::row);
  if (from.is(TypeKind::array) || from.is(TypeKind::map) || from.is(TypeKind::row)) {
    if (from.kind != to.kind || from.children.size() != to.children.size()) return false;
    for (size_t i = 0; i < from.children.size(); ++i)
      if (!can_cast(from.children[i], to.children[i], Dialect::trino)) return false;
    return true;
  }
  if (is_text(to)) return !from.is(TypeKind::varbinary);
  if (is_text(from))
    return is_numeric(to) || to.is(TypeKind::varbinary) || to.is(TypeKind::boolean) || instant_rank(to.kind) || to.is(TypeKind::time) || to.is(TypeKind::time_tz) ||
           to.is(TypeKind::uuid) || to.is(TypeKind::ipaddress);
  if (is_numeric(from)) return is_numeric(to) || (to.is(TypeKind::boolean));
  if (from.is(TypeKind::boolean)) return is_numeric(to);
  if (instant_rank(from.kind)) return instant_rank(to.kind) || ((to.is(TypeKind::time) || to.is(TypeKind::time_tz)) && !from.is(TypeKind::date));
  if (from.is(TypeKind::time) || from.is(TypeKind::time_tz))
    return to.is(TypeKind::time) || to.is(TypeKind::time_tz) || to.is(TypeKind::timestamp) || to.is(TypeKind::timestamp_tz);
  if (from.is(TypeKind::uuid)) return to.is(TypeKind::varbinary);
  if (from.is(TypeKind::varbinary)) return to.is(TypeKind::uuid) || to.is(TypeKind::ipaddress);
  return same_family(from, to);
}

bool redshift_can_cast(const Type& from, const Type& to) {
  if (from.is(TypeKind::super_) || to.is(TypeKind::super_)) return true;
  if (is_text(from) || is_text(to) || to.is(TypeKind::name) || from.is(TypeKind::name)) return true;
  if (is_numeric(from) && (is_numeric(to) || to.is(TypeKind::oid))) return true;
  if (from.is(TypeKind::oid)) return is_integer(to) || to.is(TypeKind::regtype);
  if (from.is(TypeKind::regtype)) return is_integer(to) || to.is(TypeKind::oid);
  if (is_integer(from)) return to.is(TypeKind::boolean) || to.is(TypeKind::regtype);
  if (from.is(TypeKind::boolean)) return is_integer(to);
  if (instant_rank(from.kind)) return instant_rank(to.kind) || ((to.is(TypeKind::time) || to.is(TypeKind::time_tz)) && !from.is(TypeKind::date));
  if (from.is(TypeKind::time) || from.is(TypeKind::time_tz)) return to.is(TypeKind::time) || to.is(TypeKind::time_tz) || to.is(TypeKind::interval_day_time);
  return same_family(from, to);
}

}  // namespace

bool is_integer(const Type& type) { return integer_rank(type.kind) > 0; }
bool is_numeric(const Type& type) {
  return is_integer(type) || type.is(TypeKind::decimal) || type.is(TypeKind::real) || type.is(TypeKind::double_);
}
bool is_text(const Type& type) { return type.is(TypeKind::varchar) || type.is(TypeKind::char_); }

bool is_comparable(const Type& type) {
  if (type.is(TypeKind::function) || type.is(TypeKind::hllsketch) || is_sketch(type)) return false;
  return std::all_of(type.children.begin(), type.children.end(), is_comparable);
}

bool is_orderable(const Type& type) {
  if (type.is(TypeKind::map) || type.is(TypeKind::json) || type.is(TypeKind::function) || type.is(TypeKind::hllsketch) || is_sketch(type)) return false;
  return std::all_of(type.children.begin(), type.children.end(), is_orderable);
}

Type decimal_of_integer(TypeKind kind) {
  switch (kind) {
    case TypeKind::tinyint: return decimal(3, 0);
    case TypeKind::smallint: return decimal(5, 0);
    case TypeKind::integer: return decimal(10, 0);
    default: return decimal(19, 0);
  }
}

std::optional<Type> common_super_type(const Type& a, const Type& b, Dialect dialect) {
  if (a == b || b.is(TypeKind::unknown)) return a;
  if (a.is(TypeKind::unknown)) return b;
  if (is_numeric(a) && is_numeric(b)) return numeric_super_type(a, b);
  if (is_text(a) && is_text(b)) return text_super_type(a, b, dialect);
  if (instant_rank(a.kind) && instant_rank(b.kind)) {
    const auto& wider = instant_rank(a.kind) >= instant_rank(b.kind) ? a : b;
    // A date counts as timestamp(0): the other side's precision holds.
    return with_precision(wider.kind, std::max(a.precision, b.precision));
  }
  const auto time_like = [](const Type& t) { return t.is(TypeKind::time) || t.is(TypeKind::time_tz); };
  if (time_like(a) && time_like(b))
    return with_precision(a.is(TypeKind::time_tz) || b.is(TypeKind::time_tz) ? TypeKind::time_tz : TypeKind::time, std::max(a.precision, b.precision));
  if (a.kind == b.kind && (a.is(TypeKind::array) || a.is(TypeKind::map) || a.is(TypeKind::row))) return row_super_type(a, b, dialect);
  if (dialect == Dialect::redshift) {
    if (a.is(TypeKind::super_) || b.is(TypeKind::super_)) return simple(TypeKind::super_);
    if (a.is(TypeKind::name) && is_text(b)) return b;
    if (b.is(TypeKind::name) && is_text(a)) return a;
    if (a.is(TypeKind::regtype) && (b.is(TypeKind::oid) || is_text(b) || b.is(TypeKind::name))) return b;
    if (b.is(TypeKind::regtype) && (a.is(TypeKind::oid) || is_text(a) || a.is(TypeKind::name))) return a;
    if (a.is(TypeKind::oid) && is_integer(b)) return a;
    if (b.is(TypeKind::oid) && is_integer(a)) return b;
    if (a.is(TypeKind::varbinary) && b.is(TypeKind::varbinary)) return a.precision >= b.precision ? a : b;
    return std::nullopt;
  }
  return a.kind == b.kind && a.children.empty() ? std::optional(a) : std::nullopt;
}

bool can_coerce(const Type& from, const Type& to, Dialect dialect) {
  if (from == to) return true;
  if (from.is(TypeKind::char_) && to.is(TypeKind::varchar)) return to.precision == 0 || to.precision >= from.precision;
  auto super = common_super_type(from, to, dialect);
  if (!super) return false;
  if (to.is(TypeKind::row) && super->children == to.children) return true;  // field names do not matter
  // PostgreSQL's implicit casts between text types and among numbers carry no length or precision.
  if (dialect == Dialect::redshift && super->kind == to.kind && !to.is(TypeKind::decimal)) return true;
  return *super == to;
}

bool can_cast(const Type& from, const Type& to, Dialect dialect) {
  if (from.is(TypeKind::unknown) || from == to) return true;
  return dialect == Dialect::redshift ? redshift_can_cast(from, to) : trino_can_cast(from, to);
}

}  // namespace tarn::sql
