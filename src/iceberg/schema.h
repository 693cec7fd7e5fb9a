// Schemas, partition specs and sort orders of table metadata, as the JSON that Iceberg's table spec gives them (appendix C).
#pragma once
#include <functional>
#include <map>

#include "iceberg/fields.h"

namespace tarn::iceberg {

constexpr int64_t kFirstPartitionFieldId = 1000;  // Iceberg table spec, partition specs
constexpr int kMaxTypeDepth = 64;                 // nesting of a type; ours

// Names, ids and types of every field, nested ones too; ids are unique. Error InvalidInputException.
Result<void> check_schema(const boost::json::object& schema);

// The highest id in use, 0 without fields. `schema` has passed check_schema.
int64_t highest_field_id(const boost::json::object& schema);

// The schema with ids from 1, given level by level as Iceberg's own libraries do, and which new id each old one became.
struct FreshSchema {
  boost::json::object schema;
  std::map<int64_t, int64_t> new_ids;
};
Result<FreshSchema> with_fresh_ids(const boost::json::object& schema);

// Transforms are known and sources are fields of the schema.
Result<void> check_partition_spec(const boost::json::object& spec, const boost::json::object& schema);
Result<void> check_sort_order(const boost::json::object& order, const boost::json::object& schema);

// The Hive type by which Glue's columns show an Iceberg type (glue-catalog.md 11.1): "bigint", "struct<a:int>".
std::string hive_type(const boost::json::value& type);

}  // namespace tarn::iceberg
