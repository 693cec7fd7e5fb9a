// Implicit conversions of a dialect. Trino has one rule for everything: a value of type A may stand where B is wanted if B is
// their common super type. Redshift adds untyped literals and assignment casts.
#pragma once
#include <optional>

#include "sql/type.h"

namespace tarn::sql {

// The type both convert to implicitly; nullopt: they do not meet.
std::optional<Type> common_super_type(const Type& a, const Type& b, Dialect dialect);
bool can_coerce(const Type& from, const Type& to, Dialect dialect);

// Whether CAST(from AS to) is legal.
bool can_cast(const Type& from, const Type& to, Dialect dialect);

bool is_integer(const Type& type);
bool is_numeric(const Type& type);
bool is_text(const Type& type);      // varchar, char
bool is_comparable(const Type& type);
bool is_orderable(const Type& type);
// The decimal that holds every value of an integer type: bigint gives decimal(19,0).
Type decimal_of_integer(TypeKind kind);

}  // namespace tarn::sql
