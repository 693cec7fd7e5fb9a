#include "iceberg/requirements.h"

#include "base/encoding.h"
#include "iceberg/errors.h"

namespace tarn::iceberg {
namespace {

std::string shown(const std::optional<int64_t>& id) { return id ? std::to_string(*id) : "null"; }

Result<void> check_ref(const TableMetadata& table, const boost::json::object& requirement) {
  const std::string name = TRY(get_text(requirement, "ref"));
  const auto expected = TRY(find_integer(requirement, "snapshot-id"));
  const auto known = table.ref_snapshot_id(name);
  if (expected == known) return {};
  if (!expected) return errors::commit_failed("Requirement failed: branch or tag " + name + " was created concurrently");
  if (!known) return errors::commit_failed("Requirement failed: branch or tag " + name + " is missing, expected " + shown(expected));
  return errors::commit_failed("Requirement failed: branch or tag " + name + " has changed: expected id " + shown(expected) + " != " + shown(known));
}

struct NumberRequirement {
  std::string_view type, member, known, words;
};
constexpr NumberRequirement kNumbers[] = {
    {"assert-last-assigned-field-id", "last-assigned-field-id", "last-column-id", "last assigned field id"},
    {"assert-current-schema-id", "current-schema-id", "current-schema-id", "current schema"},
    {"assert-last-assigned-partition-id", "last-assigned-partition-id", "last-partition-id", "last assigned partition id"},
    {"assert-default-spec-id", "default-spec-id", "default-spec-id", "default partition spec"},
    {"assert-default-sort-order-id", "default-sort-order-id", "default-sort-order-id", "default sort order"},
};

}  // namespace

Result<void> check_requirement(const TableMetadata* table, const boost::json::value& requirement) {
  if (!requirement.is_object()) return errors::invalid("Cannot parse update requirement: not an object");
  const auto& object = requirement.get_object();
  const std::string type = TRY(get_text(object, "type"));
  if (type == "assert-create") {
    if (table) return errors::commit_failed("Requirement failed: table already exists");
    return {};
  }
  if (!table) return errors::commit_failed("Requirement failed: the table does not exist");
  if (type == "assert-table-uuid") {
    const std::string expected = TRY(get_text(object, "uuid"));
    if (!equals_ignoring_case(expected, table->uuid())) return errors::commit_failed("Requirement failed: UUID does not match: expected " + table->uuid() + " != " + expected);
    return {};
  }
  if (type == "assert-ref-snapshot-id") return check_ref(*table, object);
  for (const auto& number : kNumbers) {
    if (number.type != type) continue;
    const int64_t expected = TRY(get_integer(object, number.member)), known = table->number(number.known);
    if (expected == known) return {};
    return errors::commit_failed("Requirement failed: " + std::string(number.words) + " changed: expected id " + std::to_string(expected) + " != " + std::to_string(known));
  }
  return errors::invalid("Cannot convert update requirement from json. Unrecognized type: " + type);
}

bool asserts_create(const std::vector<boost::json::value>& requirements) {
  for (const auto& requirement : requirements) {
    const auto* type = requirement.is_object() ? requirement.get_object().if_contains("type") : nullptr;
    if (type && type->is_string() && type->get_string() == "assert-create") return true;
  }
  return false;
}

}  // namespace tarn::iceberg
