#include "redshift/pg_types.h"

namespace tarn::redshift {

using sql::TypeKind;

PgType pg_type(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::unknown: return {705, -2, -1};
    case TypeKind::boolean: return {16, 1, -1};
    case TypeKind::tinyint:
    case TypeKind::smallint: return {21, 2, -1};
    case TypeKind::integer: return {23, 4, -1};
    case TypeKind::bigint: return {20, 8, -1};
    case TypeKind::real: return {700, 4, -1};
    case TypeKind::double_: return {701, 8, -1};
    case TypeKind::decimal: return {1700, -1, ((type.precision << 16) | type.scale) + 4};
    case TypeKind::varchar: return {1043, -1, type.precision > 0 ? type.precision + 4 : -1};
    case TypeKind::char_: return {1042, -1, type.precision + 4};
    case TypeKind::varbinary: return {6551, -1, -1};
    case TypeKind::date: return {1082, 4, -1};
    case TypeKind::time: return {1083, 8, -1};
    case TypeKind::time_tz: return {1266, 12, -1};
    case TypeKind::timestamp: return {1114, 8, -1};
    case TypeKind::timestamp_tz: return {1184, 8, -1};
    case TypeKind::interval_day_time: return {1190, 16, -1};
    case TypeKind::interval_year_month: return {1188, 4, -1};
    case TypeKind::super_:
    case TypeKind::json:
    case TypeKind::map:
    case TypeKind::row: return {4000, -1, -1};
    case TypeKind::hllsketch: return {2935, -1, -1};
    case TypeKind::oid: return {26, 4, -1};
    case TypeKind::name: return {19, 64, -1};
    case TypeKind::regtype: return {type.precision == 1 ? 2205 : type.precision == 2 ? 24 : 2206, 4, -1};
    case TypeKind::uuid:
    case TypeKind::ipaddress:
    case TypeKind::function: return {1043, -1, -1};
    case TypeKind::array:
      if (type.children.empty()) return {4000, -1, -1};
      switch (type.children[0].kind) {  // arrays exist in the catalog only
        case TypeKind::smallint: return {1005, -1, -1};
        case TypeKind::integer: return {1007, -1, -1};
        case TypeKind::bigint: return {1016, -1, -1};
        case TypeKind::oid: return {1028, -1, -1};
        case TypeKind::name: return {1003, -1, -1};
        case TypeKind::varchar: return {1009, -1, -1};
        default: return {4000, -1, -1};
      }
  }
  return {705, -2, -1};
}

std::optional<sql::Type> type_of_oid(int32_t oid) {
  using sql::simple;
  switch (oid) {
    case 0:
    case 705: return simple(TypeKind::unknown);
    case 16: return simple(TypeKind::boolean);
    case 18:
    case 25:
    case 1042:
    case 1043: return sql::varchar();
    case 19: return simple(TypeKind::name);
    case 20: return simple(TypeKind::bigint);
    case 21: return simple(TypeKind::smallint);
    case 23: return simple(TypeKind::integer);
    case 24: return sql::Type{.kind = TypeKind::regtype, .precision = 2};
    case 26: return simple(TypeKind::oid);
    case 700: return simple(TypeKind::real);
    case 701: return simple(TypeKind::double_);
    case 1082: return simple(TypeKind::date);
    case 1083: return sql::Type{.kind = TypeKind::time, .precision = 6};
    case 1114: return sql::Type{.kind = TypeKind::timestamp, .precision = 6};
    case 1184: return sql::Type{.kind = TypeKind::timestamp_tz, .precision = 6};
    case 1266: return sql::Type{.kind = TypeKind::time_tz, .precision = 6};
    case 1700: return simple(TypeKind::unknown);  // its digits are known only with the value
    case 2205: return sql::Type{.kind = TypeKind::regtype, .precision = 1};
    case 2206: return simple(TypeKind::regtype);
    case 4000: return simple(TypeKind::super_);
    case 6551: return simple(TypeKind::varbinary);
    default: return std::nullopt;
  }
}

}  // namespace tarn::redshift
