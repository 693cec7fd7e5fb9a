#include "sql/ast/queries.h"

namespace tarn::sql::ast {

DataType::DataType() = default;
DataType::DataType(DataType&&) noexcept = default;
DataType& DataType::operator=(DataType&&) noexcept = default;
DataType::~DataType() = default;

InSubquery::InSubquery() = default;
InSubquery::~InSubquery() = default;
Exists::Exists() = default;
Exists::~Exists() = default;
QuantifiedComparison::QuantifiedComparison() = default;
QuantifiedComparison::~QuantifiedComparison() = default;
ScalarSubquery::ScalarSubquery() = default;
ScalarSubquery::~ScalarSubquery() = default;
SubqueryRelation::SubqueryRelation() = default;
SubqueryRelation::~SubqueryRelation() = default;
Lateral::Lateral() = default;
Lateral::~Lateral() = default;
NestedQuery::NestedQuery() = default;
NestedQuery::~NestedQuery() = default;
CommonTable::CommonTable() = default;
CommonTable::CommonTable(CommonTable&&) noexcept = default;
CommonTable& CommonTable::operator=(CommonTable&&) noexcept = default;
CommonTable::~CommonTable() = default;

QualifiedName ObjectName::qualified() const {
  QualifiedName name;
  for (const auto& part : parts) name.parts.push_back(part.value);
  return name;
}

const char* spelling(BinaryOp op) {
  switch (op) {
    case BinaryOp::add: return "+";
    case BinaryOp::subtract: return "-";
    case BinaryOp::multiply: return "*";
    case BinaryOp::divide: return "/";
    case BinaryOp::modulo: return "%";
    case BinaryOp::concat: return "||";
    case BinaryOp::power: return "^";
    case BinaryOp::equal: return "=";
    case BinaryOp::not_equal: return "<>";
    case BinaryOp::less: return "<";
    case BinaryOp::less_equal: return "<=";
    case BinaryOp::greater: return ">";
    case BinaryOp::greater_equal: return ">=";
    case BinaryOp::bit_and: return "&";
    case BinaryOp::bit_or: return "|";
    case BinaryOp::bit_xor: return "#";
    case BinaryOp::shift_left: return "<<";
    case BinaryOp::shift_right: return ">>";
    case BinaryOp::regex_match: return "~";
    case BinaryOp::regex_match_insensitive: return "~*";
    case BinaryOp::regex_not_match: return "!~";
    case BinaryOp::regex_not_match_insensitive: return "!~*";
  }
  return "";
}

const char* spelling(UnaryOp op) {
  switch (op) {
    case UnaryOp::minus: return "-";
    case UnaryOp::plus: return "+";
    case UnaryOp::not_: return "NOT";
    case UnaryOp::absolute: return "@";
    case UnaryOp::square_root: return "|/";
    case UnaryOp::cube_root: return "||/";
    case UnaryOp::bit_not: return "~";
  }
  return "";
}

}  // namespace tarn::sql::ast
