#include "catalog/partition_expression.h"

#include <algorithm>

#include "catalog/errors.h"
#include "catalog/partition_node.h"
#include "catalog/partition_ranges.h"

namespace tarn::catalog {
namespace {

using Node = PartitionExpression::Node;
using Truth = std::optional<bool>;  // nullopt: unknown, as SQL has it

// '%' any number of characters, '_' one; over the whole text.
bool is_like(std::string_view text, std::string_view pattern) {
  size_t t = 0, p = 0, star = std::string_view::npos, retry = 0;
  auto next_character = [&](size_t at) {
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
  };
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '%') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == '_') {
      t = next_character(t);
      ++p;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++t;
      ++p;
    } else if (star != std::string_view::npos) {
      t = retry = next_character(retry);
      p = star + 1;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('%', p) == pattern.npos;
}

bool holds(const Node& node, const PartitionValue& value) {
  const auto& literals = node.literals;
  switch (node.op) {
    case FilterOp::equal: return value == literals[0];
    case FilterOp::not_equal: return !(value == literals[0]);
    case FilterOp::less: return value < literals[0];
    case FilterOp::less_equal: return value <= literals[0];
    case FilterOp::greater: return value > literals[0];
    case FilterOp::greater_equal: return value >= literals[0];
    case FilterOp::in: return std::find(literals.begin(), literals.end(), value) != literals.end();
    case FilterOp::between: return value >= literals[0] && value <= literals[1];
    case FilterOp::like: return is_like(value.text(), literals[0].text());
    case FilterOp::all_of:
    case FilterOp::any_of:
    case FilterOp::negation:
    case FilterOp::is_null: break;
  }
  return false;
}

Result<Truth> evaluate(const Node& node, const std::vector<std::string>& values);

// AND ends at the first false, OR at the first true; unknown when neither was met but something was unknown.
Result<Truth> evaluate_list(const Node& node, const std::vector<std::string>& values, bool decisive) {
  bool unknown = false;
  for (const auto& child : node.children) {
    Truth truth = TRY(evaluate(*child, values));
    if (truth == decisive) return Truth(decisive);
    unknown = unknown || !truth;
  }
  return unknown ? Truth() : Truth(!decisive);
}

Result<Truth> evaluate(const Node& node, const std::vector<std::string>& values) {
  if (node.op == FilterOp::all_of) return evaluate_list(node, values, false);
  if (node.op == FilterOp::any_of) return evaluate_list(node, values, true);
  if (node.op == FilterOp::negation) {
    Truth truth = TRY(evaluate(*node.children[0], values));
    return truth ? Truth(!*truth) : Truth();
  }
  if (node.key >= values.size()) return errors::invalid_state("A partition has fewer values than the table has keys.");
  const std::string& text = values[node.key];
  const bool is_null = text == kNullPartition;
  if (node.op == FilterOp::is_null) return Truth(is_null);
  if (is_null && node.type != KeyType::text) return Truth();
  auto value = PartitionValue::parse(node.type, text);
  if (!value) return errors::invalid_state(not_of_type(node.type, text));
  return Truth(holds(node, *value));
}

}  // namespace

Result<PartitionExpression> PartitionExpression::parse(std::string_view text, const std::vector<Column>& keys) {
  PartitionExpression out;
  if (text.find_first_not_of(" \t\r\n") == text.npos) return out;
  if (keys.empty()) return errors::invalid_input("Invalid partition expression!");
  out.root_ = std::shared_ptr<const Node>(TRY(parse_partition_filter(text, keys)));
  return out;
}

Result<bool> PartitionExpression::matches(const std::vector<std::string>& values) const {
  if (!root_) return true;
  return TRY(evaluate(*root_, values)) == true;
}

std::vector<KeyIntervals> PartitionExpression::intervals(std::string_view order) const {
  if (!root_) return std::vector<KeyIntervals>(order.size(), KeyIntervals::all());
  return intervals_of(*root_, order);
}

}  // namespace tarn::catalog
