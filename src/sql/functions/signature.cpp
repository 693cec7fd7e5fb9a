#include "sql/functions/signature.h"

#include <algorithm>
#include <cctype>

#include "base/assert.h"
#include "sql/functions/coercion.h"
#include "sql/type_text.h"

namespace tarn::sql {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Signature read() {
    Signature signature;
    bool as_written = false;
    if (take("[")) {
      as_written = take("=");
      read_variables(signature);
    }
    expect("(");
    std::string arguments;
    while (!take(")")) {
      if (!signature.parameters.empty()) expect(",");
      const size_t start = skip();
      signature.parameters.push_back(type());
      if (!arguments.empty()) arguments += ", ";
      arguments += text_.substr(start, at_ - start);
      if (take("...")) signature.variadic = true;
    }
    expect("->");
    signature.result = type();
    // Trino lists most candidates with their type variables in lower case.
    if (!as_written)
      for (char& c : arguments) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    signature.text = "(" + arguments + ")";
    std::string constraints;
    for (const auto& variable : signature.variables)
      constraints += (constraints.empty() ? " " : ", ") + std::string(1, variable.name) + (variable.constraint.empty() ? "" : ":" + variable.constraint);
    signature.text += constraints;
    return signature;
  }

 private:
  size_t skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return at_;
  }
  bool take(std::string_view token) {
    skip();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) { ASSERT(take(token)); }
  std::string word() {
    skip();
    const size_t start = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }
  void read_variables(Signature& signature) {
    while (!take("]")) {
      if (!signature.variables.empty()) expect(",");
      Signature::Variable variable{.name = word()[0]};
      if (take(":")) {
        variable.constraint = word();
        variable.comparable = variable.constraint == "comparable";
        variable.orderable = variable.constraint == "orderable";
      }
      signature.variables.push_back(std::move(variable));
    }
  }

  SignatureType type() {
    const std::string name = word();
    if (name.size() == 1 && std::isupper(static_cast<unsigned char>(name[0]))) return {.variable = name[0]};
    SignatureType out;
    if (name == "array" || name == "map" || name == "function" || name == "qdigest") {
      out.kind = name == "array" ? TypeKind::array : name == "map" ? TypeKind::map : name == "qdigest" ? TypeKind::qdigest : TypeKind::function;
      expect("(");
      do out.children.push_back(type());
      while (take(","));
      expect(")");
      return out;
    }
    if (name == "row") {
      out.kind = TypeKind::row;
      if (take("(")) {
        do out.children.push_back(type());
        while (take(","));
        expect(")");
      } else {
        out.any_row = true;
      }
      return out;
    }
    out.kind = kind_of(name);
    if (take("(")) read_numbers(out);
    if (take("with time zone")) out.kind = out.kind == TypeKind::time ? TypeKind::time_tz : TypeKind::timestamp_tz;
    return out;
  }

  TypeKind kind_of(const std::string& name) {
    if (name == "interval") {
      const bool months = take("year to month");
      if (!months) expect("day to second");
      return months ? TypeKind::interval_year_month : TypeKind::interval_day_time;
    }
    TypeKind kind = type_word(name, Dialect::trino);
    if (kind == TypeKind::unknown) kind = type_word(name, Dialect::redshift);
    ASSERT(kind != TypeKind::unknown || name == "unknown");
    return kind;
  }

  void read_numbers(SignatureType& out) {
    for (size_t i = 0; i < 2; ++i) {
      const auto number = word();
      if (std::isdigit(static_cast<unsigned char>(number[0]))) {
        (i == 0 ? out.precision : out.scale) = std::stoi(number);
      } else {
        out.number_names[i] = number[0];
      }
      if (!take(",")) break;
    }
    expect(")");
  }

  std::string_view text_;
  size_t at_ = 0;
};

// The type of kind `kind` that holds what `type` holds: integer as decimal gives decimal(10,0).
std::optional<Type> as_kind(const Type& type, TypeKind kind, Dialect dialect) {
  if (type.kind == kind) return type;
  Type target = simple(kind);
  if (kind == TypeKind::decimal) {
    if (is_integer(type)) return decimal_of_integer(type.kind);
    if (type.is(TypeKind::unknown)) return decimal(1, 0);
    return std::nullopt;
  }
  if (kind == TypeKind::varchar && type.is(TypeKind::char_)) return varchar(type.precision);
  if (kind == TypeKind::char_) return std::nullopt;
  target.precision = type.precision;
  if (!can_coerce(type, target, dialect)) return std::nullopt;
  return target;
}

}  // namespace

bool Signature::takes(size_t argument_count) const {
  return variadic ? argument_count + 1 >= parameters.size() : argument_count == parameters.size();
}

const SignatureType& Signature::parameter(size_t argument) const { return parameters[std::min(argument, parameters.size() - 1)]; }

Signature parse_signature(std::string_view text) { return Reader(text).read(); }

bool SignatureMatch::bind(size_t argument, const Type& type) { return bind_type(signature_->parameter(argument), type); }

bool SignatureMatch::bind_type(const SignatureType& parameter, const Type& type) {
  if (parameter.variable) {
    for (auto& [name, bound] : variables_) {
      if (name != parameter.variable) continue;
      auto super = common_super_type(bound, type, dialect_);
      if (!super) return false;
      bound = std::move(*super);
      return true;
    }
    variables_.emplace_back(parameter.variable, type);
    return true;
  }
  if (parameter.kind == TypeKind::function) return type.is(TypeKind::function);
  if (parameter.number_names[0]) {
    auto own = as_kind(type, parameter.kind, dialect_);
    if (!own) return false;
    for (auto& number : numbers_) {
      if (number.names != parameter.number_names || number.type.kind != own->kind) continue;
      auto super = common_super_type(number.type, *own, dialect_);
      if (!super) return false;
      number.type = std::move(*super);
      return true;
    }
    numbers_.push_back({parameter.number_names, std::move(*own)});
    return true;
  }
  if (parameter.any_row) return type.is(TypeKind::row);
  if (parameter.children.empty()) return true;  // concrete: judged by accepts()
  if (type.is(TypeKind::unknown)) {
    for (const auto& child : parameter.children)
      if (!bind_type(child, type)) return false;
    return true;
  }
  if (type.kind != parameter.kind || type.children.size() != parameter.children.size()) return false;
  for (size_t i = 0; i < type.children.size(); ++i)
    if (!bind_type(parameter.children[i], type.children[i])) return false;
  return true;
}

Type SignatureMatch::instantiate(const SignatureType& type) const {
  if (type.variable) {
    for (const auto& [name, bound] : variables_)
      if (name == type.variable) return bound;
    return {};
  }
  if (type.number_names[0])
    for (const auto& number : numbers_)
      if (number.names == type.number_names) {
        if (number.type.kind == type.kind) return number.type;
        Type out = number.type;  // the same digits in another type: date_trunc's timestamp(p)
        out.kind = type.kind;
        return out;
      }
  Type out{.kind = type.kind, .precision = type.precision, .scale = type.scale};
  for (const auto& child : type.children) out.children.push_back(instantiate(child));
  if (out.is(TypeKind::row)) out.field_names.resize(out.children.size());
  return out;
}

Type SignatureMatch::parameter_type(size_t argument) const { return instantiate(signature_->parameter(argument)); }
Type SignatureMatch::result_type() const { return instantiate(signature_->result); }

bool SignatureMatch::accepts(const std::vector<Type>& arguments) const {
  for (const auto& variable : signature_->variables)
    for (const auto& [name, bound] : variables_) {
      if (name != variable.name) continue;
      if ((variable.comparable && !is_comparable(bound)) || (variable.orderable && !is_orderable(bound))) return false;
    }
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].is(TypeKind::function) || signature_->parameter(i).any_row) continue;
    if (!can_coerce(arguments[i], parameter_type(i), dialect_)) return false;
  }
  return true;
}

std::vector<Type> SignatureMatch::lambda_parameters(size_t argument) const {
  const auto& function = signature_->parameter(argument);
  std::vector<Type> out;
  for (size_t i = 0; i + 1 < function.children.size(); ++i) out.push_back(instantiate(function.children[i]));
  return out;
}

bool SignatureMatch::bind_lambda_result(size_t argument, const Type& type) {
  return bind_type(signature_->parameter(argument).children.back(), type) &&
         can_coerce(type, instantiate(signature_->parameter(argument).children.back()), dialect_);
}

}  // namespace tarn::sql
