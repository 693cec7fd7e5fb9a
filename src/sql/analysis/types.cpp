#include "sql/analysis/analysis.h"
#include "sql/ast/print.h"
#include "sql/type_text.h"

namespace tarn::sql {
namespace {

constexpr int kRedshiftMaxVarchar = 65535;
constexpr int kRedshiftDefaultVarchar = 256;

bool ends_with(const std::string& text, std::string_view tail) {
  return text.size() >= tail.size() && std::string_view(text).substr(text.size() - tail.size()) == tail;
}

}  // namespace

Result<Type> Analyzer::resolve_type(const ast::DataType& type) {
  const auto unknown = [&] { return errors::unknown_type(dialect_, type.span.position, ast::print(type, dialect_)); };
  if (trino() && (type.name == "array" || type.name == "map" || type.name == "row" || type.name == "qdigest")) {
    Type out = simple(type.name == "array" ? TypeKind::array : type.name == "map" ? TypeKind::map : type.name == "row" ? TypeKind::row : TypeKind::qdigest);
    for (const auto& argument : type.arguments) {
      if (!argument.type) return unknown();
      out.children.push_back(TRY(resolve_type(*argument.type)));
      if (out.is(TypeKind::row)) out.field_names.push_back(argument.field ? argument.field->value : "");
    }
    if (out.children.size() != (out.is(TypeKind::map) ? 2U : out.is(TypeKind::array) || out.is(TypeKind::qdigest) ? 1U : out.children.size())) return unknown();
    return out;
  }
  std::string word = type.name;
  const bool zoned = ends_with(word, " with time zone");
  if (zoned && trino()) word.resize(word.size() - std::string_view(" with time zone").size());
  if (trino() && ends_with(word, " without time zone")) word.resize(word.size() - std::string_view(" without time zone").size());
  Type out = simple(type_word(word, dialect_));
  if (out.is(TypeKind::unknown) && word != "unknown") return unknown();
  const auto number = [&](size_t i, int otherwise) {
    if (i >= type.arguments.size() || !type.arguments[i].number) return otherwise;
    return static_cast<int>(*type.arguments[i].number == ast::kMaxLength ? kRedshiftMaxVarchar : *type.arguments[i].number);
  };
  switch (out.kind) {
    case TypeKind::decimal:
      out.precision = number(0, trino() ? 38 : 18);
      out.scale = number(1, 0);
      if (out.precision < 1 || out.precision > 38 || out.scale > out.precision) {
        if (trino())
          return Error{"INVALID_FUNCTION_ARGUMENT",
                       out.precision < 1 || out.precision > 38 ? "DECIMAL precision must be in range [1, 38]: " + std::to_string(out.precision)
                                                               : "DECIMAL scale must be in range [0, precision (" + std::to_string(out.precision) + ")]: " + std::to_string(out.scale),
                       0, {}};
        return errors::redshift(type.span.position, "22023", "DECIMAL precision " + std::to_string(out.precision) + " must be between 1 and 38");
      }
      break;
    case TypeKind::varchar: out.precision = number(0, trino() ? 0 : kRedshiftDefaultVarchar); break;
    case TypeKind::char_: out.precision = number(0, word == "bpchar" ? kRedshiftDefaultVarchar : 1); break;
    case TypeKind::varbinary: out.precision = trino() ? 0 : number(0, 64000); break;
    case TypeKind::time:
    case TypeKind::timestamp:
      out.precision = number(0, trino() ? 3 : 6);
      if (zoned && trino()) out.kind = out.is(TypeKind::time) ? TypeKind::time_tz : TypeKind::timestamp_tz;
      break;
    case TypeKind::time_tz:
    case TypeKind::timestamp_tz: out.precision = 6; break;
    case TypeKind::regtype: out.precision = static_cast<int>(word == "regclass" ? Registry::relation : word == "regproc" ? Registry::function : Registry::type); break;
    case TypeKind::double_:
      if (!trino() && type.name == "float" && number(0, 53) <= 24) out.kind = TypeKind::real;  // FLOAT(n)
      break;
    default: break;
  }
  return out;
}

}  // namespace tarn::sql
