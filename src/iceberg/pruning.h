// What filters on columns say of manifests and files: false means that no row can match, true that some may.
#pragma once
#include "iceberg/manifests.h"

namespace tarn::iceberg {

struct Filter {  // column <op> values; `in` has several, is_null and is_not_null none. Null and NaN constants are not used.
  enum class Op : uint8_t { eq, lt, le, gt, ge, in, is_null, is_not_null } op = Op::eq;
  int32_t field_id = 0;
  Type type;
  std::vector<Value> values;
};

bool may_match(const Manifest& manifest, const PartitionSpec& spec, const std::map<int32_t, Type>& partition_types, const std::vector<Filter>& filters);
bool may_match(const Entry& file, const PartitionSpec& spec, const std::vector<Filter>& filters);

}  // namespace tarn::iceberg
