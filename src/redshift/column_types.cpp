#include "redshift/column_types.h"

#include "redshift/errors.h"
#include "sql/ast/print.h"
#include "sql/parser/parser.h"
#include "sql/type_text.h"

namespace tarn::redshift {
namespace {

using sql::TypeKind;

constexpr int kMaxVarchar = 65'535, kDefaultVarchar = 256;
constexpr int kMaxChar = 4'096;
constexpr int kMaxVarbyte = 16'777'216, kDefaultVarbyte = 64'000;
constexpr int kMaxDigits = 38, kDefaultDigits = 18;

Error out_of_bounds(const std::string& type, int maximum) {
  return errors::make("22023", "length for type " + type + " cannot exceed " + std::to_string(maximum));
}

}  // namespace

Result<sql::Type> column_type(const sql::ast::DataType& written) {
  sql::Type type = sql::simple(sql::type_word(written.name, sql::Dialect::redshift));
  if (type.is(TypeKind::unknown)) return errors::make("42704", "type \"" + sql::ast::print(written, sql::Dialect::redshift) + "\" does not exist");
  auto number = [&](size_t i, int otherwise, int maximum) {
    if (i >= written.arguments.size() || !written.arguments[i].number) return otherwise;
    const int64_t n = *written.arguments[i].number;
    return n == sql::ast::kMaxLength ? maximum : static_cast<int>(std::min<int64_t>(n, INT32_MAX));
  };
  switch (type.kind) {
    case TypeKind::varchar:
      type.precision = number(0, kDefaultVarchar, kMaxVarchar);
      if (type.precision < 1) return errors::make("22023", "length for type varchar must be at least 1");
      if (type.precision > kMaxVarchar) return out_of_bounds("varchar", kMaxVarchar);
      break;
    case TypeKind::char_:
      type.precision = number(0, written.name == "bpchar" ? kDefaultVarchar : 1, kMaxChar);
      if (type.precision < 1) return errors::make("22023", "length for type char must be at least 1");
      if (type.precision > kMaxChar) return out_of_bounds("char", kMaxChar);
      break;
    case TypeKind::varbinary:
      type.precision = number(0, kDefaultVarbyte, kMaxVarbyte);
      if (type.precision > kMaxVarbyte) return out_of_bounds("varbyte", kMaxVarbyte);
      break;
    case TypeKind::decimal:
      type.precision = number(0, kDefaultDigits, kMaxDigits);
      type.scale = number(1, 0, kMaxDigits);
      if (type.precision < 1 || type.precision > kMaxDigits)
        return errors::make("22023", "NUMERIC precision " + std::to_string(type.precision) + " must be between 1 and 38");
      if (type.scale < 0 || type.scale > type.precision)
        return errors::make("22023", "NUMERIC scale " + std::to_string(type.scale) + " must be between 0 and precision " + std::to_string(type.precision));
      break;
    case TypeKind::double_:
      if (written.name == "float" && number(0, 53, 53) <= 24) type.kind = TypeKind::real;
      break;
    case TypeKind::time:
    case TypeKind::time_tz:
    case TypeKind::timestamp:
    case TypeKind::timestamp_tz: type.precision = 6; break;
    default: break;
  }
  return type;
}

Result<sql::Type> column_type(std::string_view text) { return column_type(TRY(sql::parse_data_type(text, sql::Dialect::redshift))); }

}  // namespace tarn::redshift
