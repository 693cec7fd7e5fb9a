#include "catalog/partition_ranges.h"

#include "catalog/partition_order.h"
#include "kv/key.h"

namespace tarn::catalog {
namespace {

using Node = PartitionExpression::Node;
using Box = std::vector<KeyIntervals>;

// All values of a key's type.
KeyIntervals typed_zone(KeyType type) {
  return type == KeyType::text ? KeyIntervals::all() : KeyIntervals::between(std::string(kTypedBegin), std::string(kTypedEnd));
}

KeyIntervals equal(const Node& node, size_t literal) { return KeyIntervals::prefix(order_bytes(node.type, node.literals[literal])); }

KeyIntervals below(const Node& node, size_t literal, bool inclusive) {
  std::string end = order_bytes(node.type, node.literals[literal]);
  if (inclusive) end = kv::prefix_end(end);
  return KeyIntervals::between("", std::move(end)).intersect(typed_zone(node.type));
}

KeyIntervals above(const Node& node, size_t literal, bool inclusive) {
  std::string begin = order_bytes(node.type, node.literals[literal]);
  if (!inclusive) begin = kv::prefix_end(begin);
  return KeyIntervals::between(std::move(begin), "").intersect(typed_zone(node.type));
}

KeyIntervals one_of(const Node& node) {
  KeyIntervals out = KeyIntervals::none();
  for (size_t i = 0; i < node.literals.size(); ++i) out = out.unite(equal(node, i));
  return out;
}

KeyIntervals null_values(const Node& node) {
  if (node.type != KeyType::text) return KeyIntervals::prefix(kNullZone);
  return KeyIntervals::prefix(order_bytes(KeyType::text, *PartitionValue::parse(KeyType::text, kNullPartition)));
}

KeyIntervals like(const Node& node) {
  const std::string& pattern = node.literals[0].text();
  return KeyIntervals::prefix(text_prefix_bytes(std::string_view(pattern).substr(0, pattern.find_first_of("%_"))));
}

// The values for which a predicate is true, or may be.
KeyIntervals holding(const Node& node) {
  switch (node.op) {
    case FilterOp::equal: return equal(node, 0);
    case FilterOp::not_equal: return equal(node, 0).complement();
    case FilterOp::less: return below(node, 0, false);
    case FilterOp::less_equal: return below(node, 0, true);
    case FilterOp::greater: return above(node, 0, false);
    case FilterOp::greater_equal: return above(node, 0, true);
    case FilterOp::between: return above(node, 0, true).intersect(below(node, 1, true));
    case FilterOp::in: return one_of(node);
    case FilterOp::like: return like(node);
    case FilterOp::is_null: return null_values(node);
    case FilterOp::all_of:
    case FilterOp::any_of:
    case FilterOp::negation: break;
  }
  return KeyIntervals::all();
}

// Texts that are not of the key's type stay in: meeting one is an error of the caller's, as without ranges.
KeyIntervals predicate(const Node& node, bool negated) {
  if (negated && node.op == FilterOp::like) return KeyIntervals::all();  // a pattern holds for less than its prefix
  KeyIntervals out = negated ? holding(node).complement() : holding(node);
  return node.type == KeyType::text ? out : out.unite(KeyIntervals::prefix(kBadZone));
}

Box constrain(const Node& node, std::string_view order, bool negated) {
  if (node.op == FilterOp::negation) return constrain(*node.children[0], order, !negated);
  Box out(order.size(), KeyIntervals::all());
  if (node.op == FilterOp::all_of || node.op == FilterOp::any_of) {
    const bool both = (node.op == FilterOp::all_of) != negated;
    for (size_t child = 0; child < node.children.size(); ++child) {
      Box box = constrain(*node.children[child], order, negated);
      for (size_t key = 0; key < out.size(); ++key)
        out[key] = child == 0 ? box[key] : both ? out[key].intersect(box[key]) : out[key].unite(box[key]);
    }
    return out;
  }
  // A key whose type changed after partitions were stored is still ordered as the old type.
  if (node.key < order.size() && order[node.key] == order_of(node.type)) out[node.key] = predicate(node, negated);
  return out;
}

}  // namespace

std::vector<KeyIntervals> intervals_of(const Node& root, std::string_view order) { return constrain(root, order, false); }

}  // namespace tarn::catalog
