// A function's signature with type variables, and its unification with the arguments of one call.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/type.h"

namespace tarn::sql {

struct SignatureType {
  char variable = 0;                     // 'T': stands for any type; then nothing else is set
  TypeKind kind = TypeKind::unknown;
  std::array<char, 2> number_names{};    // decimal(p,s), varchar(x): follow the argument; 0: none
  int precision = 0, scale = 0;          // fixed numbers
  std::vector<SignatureType> children;
  bool any_row = false;                  // "row": of any fields
};

struct Signature {
  struct Variable {
    char name;
    bool comparable = false, orderable = false;
    std::string constraint;  // as written, for error texts
  };
  std::vector<Variable> variables;
  std::vector<SignatureType> parameters;
  bool variadic = false;  // the last parameter repeats zero or more times
  SignatureType result;
  std::string text;       // "(array(t), t) t:comparable", as error texts list candidates

  bool takes(size_t argument_count) const;
  const SignatureType& parameter(size_t argument) const;
};

// Asserts that the text is well-formed: it is ours.
Signature parse_signature(std::string_view text);

// The bindings of one candidate. Lambdas are bound last, one by one, since their parameter types follow from the other arguments.
class SignatureMatch {
 public:
  SignatureMatch(const Signature& signature, Dialect dialect) : signature_(&signature), dialect_(dialect) {}

  // Merges the type of argument i into the bindings; false: it does not fit.
  bool bind(size_t argument, const Type& type);
  // After all arguments: the type that argument i is coerced to.
  Type parameter_type(size_t argument) const;
  Type result_type() const;
  // Constraints (comparable, orderable) hold, and every argument coerces to its parameter.
  bool accepts(const std::vector<Type>& arguments) const;
  std::vector<Type> lambda_parameters(size_t argument) const;
  bool bind_lambda_result(size_t argument, const Type& type);
  const Signature& signature() const { return *signature_; }

 private:
  struct Number {
    std::array<char, 2> names;
    Type type;
  };
  bool bind_type(const SignatureType& parameter, const Type& type);
  Type instantiate(const SignatureType& type) const;

  const Signature* signature_;
  Dialect dialect_;
  std::vector<std::pair<char, Type>> variables_;
  std::vector<Number> numbers_;
};

}  // namespace tarn::sql
