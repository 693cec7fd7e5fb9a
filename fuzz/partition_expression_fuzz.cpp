// Filters of GetPartitions: parsed, and evaluated on rows that fit the keys and on some that do not.
#include <cstddef>
#include <cstdint>

#include "catalog/partition_expression.h"
#include "catalog/partition_order.h"

using namespace tarn::catalog;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::vector<Column> kKeys = {{"s", "string", "", {}}, {"i", "int", "", {}}, {"d", "date", "", {}}, {"t", "timestamp", "", {}}, {"n", "decimal(10,2)", "", {}}};
  auto expression = PartitionExpression::parse({reinterpret_cast<const char*>(data), size}, kKeys);
  if (!expression.ok()) return 0;
  (void)expression->matches({"text", "5", "2024-02-29", "2024-02-29 00:00:00", "1.50"});
  (void)expression->matches({"", "x", "", "y", "z"});
  (void)expression->matches(std::vector<std::string>(5, std::string(kNullPartition)));
  (void)expression->intervals(key_order_of(kKeys));
  return 0;
}
