#include "sql/emit/emit_cast.h"

#include <re2/re2.h>

#include <cctype>

#include "sql/emit/emit_json_cast.h"
#include "sql/emit/layout.h"
#include "sql/functions/coercion.h"
#include "sql/type_text.h"

namespace tarn::sql {
namespace {

// What the dialects accept as text of each type; DuckDB's own casts accept more.
constexpr const char* kIntegerText = "\\s*[+-]?[0-9]+\\s*";
constexpr const char* kDateText = "\\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\\s*";
constexpr const char* kTimestampText = "\\s*[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?\\s*";
constexpr const char* kZonedTimestampText = "\\s*([+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?)?) *(?:[A-Za-z][A-Za-z0-9_/+-]*|[+-][0-9]{1,2}:?[0-9]{2})\\s*";
constexpr const char* kRedshiftIntegerText = "\\s*[+-]?[0-9]+\\s*";

std::string plain_cast(const std::string& text, const std::string& type, bool try_) {
  return (try_ ? "TRY_CAST(" : "CAST(") + text + " AS " + type + ")";
}

const char* trino_cast_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::tinyint: return "TINYINT";
    case TypeKind::smallint: return "SMALLINT";
    case TypeKind::integer: return "INT";
    default: return "BIGINT";
  }
}

const char* redshift_cast_name(TypeKind kind) { return kind == TypeKind::bigint ? "bigint" : kind == TypeKind::smallint ? "smallint" : "integer"; }

// CASE that casts only text of the right form and otherwise raises (or is NULL).
std::string checked(const std::string& text, const CastRequest& r, const char* pattern, const std::string& cast, const std::string& error) {
  if (r.constant_text && RE2::FullMatch(*r.constant_text, pattern)) return cast;
  std::string out = "CASE WHEN regexp_full_match(" + text + ", " + quote_string(pattern) + ") THEN " + cast;
  if (!r.try_) out += " WHEN " + text + " IS NOT NULL THEN " + error;
  return out + " END";
}

std::string integer_from_text(const std::string& text, const CastRequest& r) {
  const auto cast = plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
  if (r.dialect == Dialect::redshift)
    return checked(text, r, kRedshiftIntegerText, cast, raise("22P02: invalid input syntax for " + std::string(redshift_cast_name(r.to.kind)) + ": \"", text, "\""));
  return checked(text, r, kIntegerText, cast, raise("INVALID_CAST_ARGUMENT: Cannot cast '", text, std::string("' to ") + trino_cast_name(r.to.kind)));
}

std::string boolean_from_text(const std::string& text, const CastRequest& r) {
  const bool redshift = r.dialect == Dialect::redshift;
  std::string out = redshift ? "CASE lower(trim(" + text + ")) WHEN 'true' THEN TRUE WHEN 't' THEN TRUE WHEN 'yes' THEN TRUE WHEN 'y' THEN TRUE "
                               "WHEN 'on' THEN TRUE WHEN '1' THEN TRUE WHEN 'false' THEN FALSE WHEN 'f' THEN FALSE WHEN 'no' THEN FALSE "
                               "WHEN 'n' THEN FALSE WHEN 'off' THEN FALSE WHEN '0' THEN FALSE"
                             : "CASE lower(" + text + ") WHEN 'true' THEN TRUE WHEN 't' THEN TRUE WHEN '1' THEN TRUE WHEN 'false' THEN FALSE "
                               "WHEN 'f' THEN FALSE WHEN '0' THEN FALSE";
  if (r.try_) return out + " END";
  const auto error = redshift ? raise("22P02: invalid input syntax for type boolean: \"", text, "\"")
                              : raise("INVALID_CAST_ARGUMENT: Cannot cast '", text, "' to BOOLEAN");
  return out + " ELSE CASE WHEN " + text + " IS NOT NULL THEN " + error + " END END";
}

int fraction_digits(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return 0;
  int digits = 0;
  while (dot + 1 + digits < text.size() && std::isdigit(static_cast<unsigned char>(text[dot + 1 + digits]))) ++digits;
  return digits;
}

// DuckDB's TIMESTAMP has microseconds; fewer digits are rounded half up, as Trino does.
std::string rounded_timestamp(const std::string& timestamp, int precision) {
  if (precision >= 6) return timestamp;
  int unit = 1;
  for (int i = precision; i < 6; ++i) unit *= 10;
  const auto size = std::to_string(unit);
  return "make_timestamp((epoch_us(" + timestamp + ") + " + std::to_string(unit / 2) + ") // " + size + " * " + size + ")";
}

std::string timestamp_from_text(const std::string& text, const CastRequest& r) {
  const auto error = r.dialect == Dialect::redshift ? raise("22007: invalid input syntax for type timestamp: \"", text, "\"")
                                                    : raise("INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: ", text, "");
  const auto type = r.to.precision > 6 ? "TIMESTAMP_NS" : "TIMESTAMP";
  if (r.dialect == Dialect::redshift) return plain_cast(text, type, r.try_);
  const auto read = [&](const std::string& source) {
    const auto cast = plain_cast(source, type, r.try_);
    return !r.constant_text || fraction_digits(*r.constant_text) > r.to.precision ? rounded_timestamp(cast, r.to.precision) : cast;
  };
  if (r.constant_text && RE2::FullMatch(*r.constant_text, kTimestampText)) return read(text);
  // A zone behind the time is not looked at.
  const auto pattern = quote_string(kZonedTimestampText);
  return "CASE WHEN regexp_full_match(" + text + ", " + quote_string(kTimestampText) + ") THEN " + read(text) + " WHEN regexp_full_match(" + text + ", " + pattern + ") THEN " +
         read("regexp_extract(" + text + ", " + pattern + ", 1)") + (r.try_ ? std::string() : " WHEN " + text + " IS NOT NULL THEN " + error) + " END";
}

std::string from_text(const std::string& text, const CastRequest& r) {
  if (is_integer(r.to)) return integer_from_text(text, r);
  switch (r.to.kind) {
    case TypeKind::boolean: return boolean_from_text(text, r);
    case TypeKind::date:
      if (r.dialect == Dialect::redshift) return plain_cast(text, "DATE", r.try_);
      return checked(text, r, kDateText, plain_cast(text, "DATE", r.try_), raise("INVALID_CAST_ARGUMENT: Value cannot be cast to date: ", text, ""));
    case TypeKind::timestamp: return timestamp_from_text(text, r);
    case TypeKind::timestamp_tz:
      if (r.dialect == Dialect::redshift) return plain_cast(text, "TIMESTAMPTZ", r.try_);
      return r.try_ ? "TRY(trino.varchar_to_timestamp_tz(" + text + "))" : "trino.varchar_to_timestamp_tz(" + text + ")";
    case TypeKind::json: return "to_json(" + text + ")";
    case TypeKind::varbinary:
      if (r.dialect == Dialect::trino) return "encode(" + text + ")";
      return plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
    case TypeKind::double_:
    case TypeKind::real:
      // DuckDB reads "inf" and "nan" in any case, Trino only Java's words.
      if (r.dialect == Dialect::trino && !r.try_ && !(r.constant_text && RE2::FullMatch(*r.constant_text, "\\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\\s*")))
        return "CASE WHEN regexp_matches(" + text + ", '(?i)inf|nan') AND NOT regexp_full_match(" + text + ", '\\s*[-+]?(Infinity|NaN)\\s*') THEN " +
               raise("INVALID_CAST_ARGUMENT: Cannot cast '", text, r.to.is(TypeKind::real) ? "' to REAL" : "' to DOUBLE") + " ELSE " + plain_cast(text, duckdb_type(r.to, r.dialect), false) + " END";
      return plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
    case TypeKind::uuid:
      if (r.dialect == Dialect::trino && !r.try_)
        return "coalesce(TRY_CAST(" + text + " AS UUID), CASE WHEN " + text + " IS NOT NULL THEN " + raise("INVALID_CAST_ARGUMENT: Cannot cast value to UUID: ", text, "") + " END)";
      return plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
    default: return plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
  }
}

std::string local_timestamp(const std::string& text) { return "trino.local_time(" + text + ")"; }

std::string timestamp_text(const std::string& timestamp, int precision) {
  if (precision == 0) return "strftime(" + timestamp + ", '%Y-%m-%d %H:%M:%S')";
  if (precision == 3) return "strftime(" + timestamp + ", '%Y-%m-%d %H:%M:%S.%g')";
  if (precision == 6) return "strftime(" + timestamp + ", '%Y-%m-%d %H:%M:%S.%f')";
  if (precision > 6) return "rpad(strftime(" + timestamp + ", '%Y-%m-%d %H:%M:%S.%n'), " + std::to_string(20 + precision) + ", '0')";
  return "left(strftime(" + timestamp + ", '%Y-%m-%d %H:%M:%S.%f'), " + std::to_string(20 + precision) + ")";
}

// DuckDB leaves out the zero before the point where a type has no digits there: .10 of DECIMAL(2,2).
std::string decimal_text(const std::string& text, const Type& type) {
  constexpr int kMostDigits = 38;
  if (type.precision != type.scale) return plain_cast(text, "VARCHAR", false);
  if (type.precision == kMostDigits) return "regexp_replace(CAST(" + text + " AS VARCHAR), '^(-?)[.]', '\\10.')";
  const auto wider = "DECIMAL(" + std::to_string(type.precision + 1) + "," + std::to_string(type.scale) + ")";
  return plain_cast(plain_cast(text, wider, false), "VARCHAR", false);
}

// A value that is no text may not lose characters on its way into varchar(n).
std::string bounded_text(const std::string& text, const std::string& value, const CastRequest& r) {
  const auto limit = std::to_string(r.to.precision);
  auto out = "CASE WHEN length(" + text + ") <= " + limit + " THEN " + text;
  if (!r.try_) {
    const bool floating = r.from.is(TypeKind::double_) || r.from.is(TypeKind::real);
    const auto shown = floating ? "trino.format('%s', " + value + ") || ' (' || " + text + " || ')'" : text;
    out += " WHEN " + text + " IS NOT NULL THEN " + raise("INVALID_CAST_ARGUMENT: Value ", shown, " cannot be represented as varchar(" + limit + ")");
  }
  return out + " END";
}

std::string upper_type(const Type& type) {
  auto name = trino_name(type);
  for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::string decimal_name(const Type& type) { return "DECIMAL(" + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ")"; }

// "1 02:03:04.005" and "1-2", with a sign before all of it.
std::string interval_text(const std::string& text, const Type& type) {
  const bool days = type.is(TypeKind::interval_day_time);
  const auto count = days ? "epoch_ms(" + text + ")" : "CAST(date_part('year', " + text + ") * 12 + date_part('month', " + text + ") AS BIGINT)";
  const auto sign = "CASE WHEN " + count + " < 0 THEN '-' ELSE '' END || abs(" + count + ") // ";
  if (!days) return "(" + sign + "12 || '-' || abs(" + count + ") % 12)";
  return "(" + sign + "86400000 || ' ' || strftime(make_timestamp(abs(" + count + ") % 86400000 * 1000), '%H:%M:%S.%g'))";
}

std::string to_unbounded_text(const std::string& text, const CastRequest& r) {
  const bool trino = r.dialect != Dialect::redshift;
  switch (r.from.kind) {
    case TypeKind::interval_day_time:
    case TypeKind::interval_year_month: return trino ? interval_text(text, r.from) : plain_cast(text, "VARCHAR", false);
    case TypeKind::varchar: return text;
    case TypeKind::char_: return trino ? "rpad(" + text + ", " + std::to_string(r.from.precision) + ", ' ')" : text;
    case TypeKind::decimal: return decimal_text(text, r.from);
    case TypeKind::double_: return trino ? "trino.double_to_varchar(" + text + ")" : plain_cast(text, "VARCHAR", false);
    case TypeKind::real: return trino ? "trino.real_to_varchar(" + text + ")" : plain_cast(text, "VARCHAR", false);
    case TypeKind::timestamp: return trino ? timestamp_text(text, r.from.precision) : plain_cast(text, "VARCHAR", false);
    case TypeKind::timestamp_tz:
      if (!trino) return plain_cast(text, "VARCHAR", false);
      return "(" + timestamp_text(local_timestamp(text), r.from.precision) + " || ' ' || struct_extract(" + text + ", 'zone'))";
    case TypeKind::time: {
      if (!trino) return plain_cast(text, "VARCHAR", false);
      const auto full = "strftime(DATE '1970-01-01' + " + text + ", '%H:%M:%S.%f')";
      return "left(" + full + ", " + std::to_string(r.from.precision == 0 ? 8 : 9 + std::min(r.from.precision, 6)) + ")";
    }
    case TypeKind::json:
    case TypeKind::super_: return "json_extract_string(" + text + ", '$')";
    default: return plain_cast(text, "VARCHAR", false);
  }
}

std::string to_text(const std::string& text, const CastRequest& r) {
  auto out = to_unbounded_text(text, r);
  if (r.to.precision == 0) return out;
  constexpr int kLongestChar = 65536;
  const bool fits = (is_text(r.from) && r.from.precision > 0 && r.from.precision <= r.to.precision) || (r.to.is(TypeKind::char_) && r.to.precision >= kLongestChar);
  if (r.constant_text && r.constant_text->size() <= static_cast<size_t>(r.to.precision)) return r.to.is(TypeKind::char_) ? "rtrim(" + out + ", ' ')" : out;
  if (r.to.is(TypeKind::char_)) {
    if (r.from.is(TypeKind::char_)) out = text;  // already without trailing blanks
    if (!fits) out = "left(" + out + ", " + std::to_string(r.to.precision) + ")";
    return r.from.is(TypeKind::char_) && fits ? out : "rtrim(" + out + ", ' ')";
  }
  if (r.dialect == Dialect::trino && !is_text(r.from) && !r.from.is(TypeKind::json)) return bounded_text(out, text, r);
  return fits ? out : "left(" + out + ", " + std::to_string(r.to.precision) + ")";
}

// Redshift: the session of the engine has the session's zone.
std::string to_instant(const std::string& text, const CastRequest& r) {
  const bool trino = r.dialect != Dialect::redshift;
  switch (r.to.kind) {
    case TypeKind::date:
      if (r.from.is(TypeKind::timestamp_tz)) return plain_cast(trino ? local_timestamp(text) : text, "DATE", r.try_);
      return plain_cast(text, "DATE", r.try_);
    case TypeKind::timestamp: {
      std::string out = text;
      if (r.from.is(TypeKind::timestamp_tz)) out = trino ? local_timestamp(text) : plain_cast(text, "TIMESTAMP", r.try_);
      else if (r.from.is(TypeKind::date)) out = plain_cast(text, "TIMESTAMP", r.try_);
      if (r.from.precision > r.to.precision && !r.from.is(TypeKind::date) && trino) out = rounded_timestamp(out, r.to.precision);
      return out;
    }
    case TypeKind::timestamp_tz: {
      if (r.from.is(TypeKind::timestamp_tz)) return text;
      const auto local = r.from.is(TypeKind::date) ? plain_cast(text, "TIMESTAMP", r.try_) : text;
      if (!trino) return plain_cast(local, "TIMESTAMPTZ", r.try_);
      return "CASE WHEN " + text + " IS NOT NULL THEN struct_pack(instant := timezone('UTC', " + local + "), zone := 'UTC') END";
    }
    default: break;
  }
  if (r.from.is(TypeKind::timestamp_tz)) return plain_cast(trino ? local_timestamp(text) : r.to.is(TypeKind::time) ? plain_cast(text, "TIMESTAMP", r.try_) : text, duckdb_type(r.to, r.dialect), r.try_);
  return plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
}

std::string element_cast(const std::string& element, const Type& from, const Type& to, const CastRequest& r) {
  return emit_cast(element, {.from = from, .to = to, .dialect = r.dialect, .try_ = false});
}

std::string nested_cast(const std::string& text, const CastRequest& r) {
  // Names of the lambda's own, deeper nests deeper.
  static constexpr const char* kElement = "e";
  const auto& from = r.from.children;
  const auto& to = r.to.children;
  if (r.from.is(TypeKind::array)) {
    const auto element = element_cast(kElement, from[0], to[0], r);
    return element == kElement ? text : "list_transform(" + text + ", lambda e: " + element + ")";
  }
  if (r.from.is(TypeKind::map)) {
    const auto key = element_cast("e.key", from[0], to[0], r), value = element_cast("e.value", from[1], to[1], r);
    if (key == "e.key" && value == "e.value") return text;
    return "map_from_entries(list_transform(map_entries(" + text + "), lambda e: struct_pack(key := " + key + ", value := " + value + ")))";
  }
  const auto from_names = physical_field_names(r.from), to_names = physical_field_names(r.to);
  bool identity = from_names == to_names;
  std::string fields;
  for (size_t i = 0; i < to.size(); ++i) {
    const auto field = "struct_extract(" + text + ", " + quote_string(from_names[i]) + ")";
    const auto cast = element_cast(field, from[i], to[i], r);
    identity = identity && cast == field;
    fields += (i > 0 ? ", " : "") + quote_identifier(to_names[i]) + " := " + cast;
  }
  return identity ? text : "CASE WHEN " + text + " IS NOT NULL THEN struct_pack(" + fields + ") END";
}

bool is_nested(const Type& type) { return type.is(TypeKind::array) || type.is(TypeKind::map) || type.is(TypeKind::row); }
bool is_instant(const Type& type) { return type.is(TypeKind::date) || type.is(TypeKind::timestamp) || type.is(TypeKind::timestamp_tz); }

std::string from_json(const std::string& text, const CastRequest& r) {
  if (r.dialect == Dialect::trino) return emit_from_json(text, r);
  if (is_nested(r.to)) return plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
  const auto scalar = "json_extract_string(" + text + ", '$')";
  if (is_text(r.to)) return to_text(text, r);
  if (is_integer(r.to)) return plain_cast("CAST(" + scalar + " AS DECIMAL(38,0))", duckdb_type(r.to, r.dialect), r.try_);
  return plain_cast(scalar, duckdb_type(r.to, r.dialect), r.try_);
}

std::string to_json(const std::string& text, const CastRequest& r) {
  if (r.from.is(TypeKind::json) || r.from.is(TypeKind::super_)) return text;
  if (r.dialect == Dialect::trino && (is_nested(r.from) || r.from.is(TypeKind::decimal) || r.from.is(TypeKind::double_))) return emit_to_json(text, r);
  if (is_instant(r.from)) return "to_json(" + to_unbounded_text(text, r) + ")";
  return "to_json(" + text + ")";
}

int integer_digits(const Type& type) { return type.is(TypeKind::decimal) ? type.precision - type.scale : decimal_of_integer(type.kind).precision; }

// Whether a value may not fit: a decimal of as many places before the point, or of fewer behind it (9.9 to one digit), may.
bool may_overflow(const Type& from, const Type& to) {
  if (from.is(TypeKind::double_) || from.is(TypeKind::real)) return true;
  if (is_integer(to)) return integer_digits(from) >= integer_digits(to);
  const int room = integer_digits(to) - integer_digits(from);
  return room < (from.scale > to.scale ? 1 : 0);
}

// Trino's words when a number does not fit a decimal, or a decimal an integer.
std::string checked_decimal(const std::string& text, const CastRequest& r) {
  const auto target = duckdb_type(r.to, r.dialect);
  const bool from_float = r.from.is(TypeKind::double_) || r.from.is(TypeKind::real);
  // Rounded by its digits, not by its binary value: 1.005 is 1.01.
  const auto source = from_float ? plain_cast(text, "VARCHAR", false) : text;
  if (r.try_ || !may_overflow(r.from, r.to)) return plain_cast(source, target, r.try_);
  std::string shown = from_float ? "trino.format('%s', " + text + ")" : to_unbounded_text(text, r), name = r.from.is(TypeKind::decimal) || r.from.is(TypeKind::real) ? "" : upper_type(r.from);
  if (r.from.is(TypeKind::real)) name = "REAL";
  if (r.from.is(TypeKind::decimal)) name = decimal_name(r.from);
  const auto error = is_integer(r.to) ? raise("INVALID_CAST_ARGUMENT: Cannot cast '", shown, "' to " + upper_type(r.to))
                                      : raise("INVALID_CAST_ARGUMENT: Cannot cast " + name + " '", shown, "' to " + decimal_name(r.to));
  return "coalesce(" + plain_cast(source, target, true) + ", CASE WHEN " + text + " IS NOT NULL THEN " + error + " END)";
}

std::string to_number(const std::string& text, const CastRequest& r) {
  if (r.dialect == Dialect::trino && (r.to.is(TypeKind::decimal) || (r.from.is(TypeKind::decimal) && is_integer(r.to)))) return checked_decimal(text, r);
  const auto target = duckdb_type(r.to, r.dialect);
  const bool from_float = r.from.is(TypeKind::double_) || r.from.is(TypeKind::real);
  // DuckDB rounds doubles half to even on a cast to an integer, Trino half away from zero.
  if (is_integer(r.to) && from_float && r.dialect == Dialect::trino) return plain_cast("round(" + text + ")", target, r.try_);
  return plain_cast(text, target, r.try_);
}

// Names of what OIDs stand for: text in the engine, so that they print as they are; macros of the warehouse's catalog look them up.
std::string registry_cast(const std::string& text, const CastRequest& r) {
  const auto of = static_cast<Registry>(r.to.is(TypeKind::regtype) ? r.to.precision : r.from.precision);
  const bool relation = of == Registry::relation;
  if (r.from.is(TypeKind::regtype)) {
    if (is_text(r.to) || r.to.is(TypeKind::name) || r.to.is(TypeKind::regtype)) return text;
    return of == Registry::function ? "CAST(0 AS " + duckdb_type(r.to, r.dialect) + ")" : plain_cast((relation ? "tarn.relation_oid_of(" : "tarn.type_oid_of(") + text + ")", duckdb_type(r.to, r.dialect), r.try_);
  }
  if (of == Registry::function) return plain_cast(text, "VARCHAR", r.try_);
  if (is_text(r.from) || r.from.is(TypeKind::name)) return (relation ? "tarn.regclass(" : "tarn.regtype(") + text + ")";
  return (relation ? "tarn.relation_name_of(" : "tarn.type_name(") + text + ")";
}

}  // namespace

std::string raise(const std::string& code_and_prefix, const std::string& value_text, const std::string& suffix) {
  return "trino.fail(" + quote_string(code_and_prefix) + " || " + value_text + (suffix.empty() ? "" : " || " + quote_string(suffix)) + ")";
}

std::string raise(const std::string& message) { return "trino.fail(" + quote_string(message) + ")"; }

std::string emit_cast(const std::string& text, const CastRequest& r) {
  if (r.from == r.to) return text;
  if (r.from.is(TypeKind::unknown)) return "CAST(" + text + " AS " + duckdb_type(r.to, r.dialect) + ")";
  if (r.to.is(TypeKind::json) || r.to.is(TypeKind::super_)) return to_json(text, r);
  if (r.from.is(TypeKind::json) || r.from.is(TypeKind::super_)) return from_json(text, r);
  if (is_nested(r.from)) return r.try_ ? "TRY(" + nested_cast(text, r) + ")" : nested_cast(text, r);
  if (r.to.is(TypeKind::regtype) || r.from.is(TypeKind::regtype)) return registry_cast(text, r);
  if (is_text(r.to)) return to_text(text, r);
  if (is_text(r.from)) return from_text(text, r);
  if (is_instant(r.from)) return to_instant(text, r);
  if (is_numeric(r.from) && is_numeric(r.to)) return to_number(text, r);
  return plain_cast(text, duckdb_type(r.to, r.dialect), r.try_);
}

std::string comparison_key(const std::string& text, const Type& type, Dialect dialect) {
  if (dialect == Dialect::trino && type.is(TypeKind::timestamp_tz)) return "struct_extract(" + text + ", 'instant')";
  // Redshift ignores trailing blanks of text; a constant without them needs no trimming.
  if (dialect == Dialect::redshift && type.is(TypeKind::varchar)) {
    const bool constant = text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
    return constant && (text.size() == 2 || text[text.size() - 2] != ' ') ? text : "rtrim(" + text + ", ' ')";
  }
  return text;
}

}  // namespace tarn::sql
