#include "iceberg/pruning.h"

#include <algorithm>
#include <cmath>

namespace tarn::iceberg {
namespace {

using Op = Filter::Op;

// A range of values that a column (or partition field) may have; an absent end is unknown.
struct Range {
  std::optional<Value> lower, upper;
  bool may_be_null = true;
  bool may_be_value = true;
  bool may_be_nan = false;  // NaN is above every bound
};

bool below(const Value& a, const Value& b) { return compare(a, b) == std::weak_ordering::less; }

bool may_equal(const Range& range, const Value& value) {
  if (range.lower && below(value, *range.lower)) return false;
  return !range.upper || !below(*range.upper, value);
}

bool may_match(const Range& range, Op op, const std::vector<Value>& values) {
  if (op == Op::is_null) return range.may_be_null;
  if (!range.may_be_value) return false;
  if (op == Op::is_not_null || values.empty()) return true;
  const auto& value = values.front();
  switch (op) {
    case Op::lt: return !range.lower || below(*range.lower, value);
    case Op::le: return !range.lower || !below(value, *range.lower);
    case Op::gt: return !range.upper || range.may_be_nan || below(value, *range.upper);
    case Op::ge: return !range.upper || range.may_be_nan || !below(*range.upper, value);
    default: return std::any_of(values.begin(), values.end(), [&](const Value& one) { return may_equal(range, one); });
  }
}

bool is_time(Transform::Kind kind) {
  return kind == Transform::Kind::year || kind == Transform::Kind::month || kind == Transform::Kind::day || kind == Transform::Kind::hour;
}

// The filter as it holds for the results of a transform of its column, strictness lost; nullopt: it says nothing of them.
struct Projected {
  Op op;
  std::vector<Value> values;
};
std::optional<Projected> project(const Filter& filter, const Transform& transform) {
  using Kind = Transform::Kind;
  if (transform.kind == Kind::void_ || transform.kind == Kind::unknown) return std::nullopt;
  if (filter.op == Op::is_null || filter.op == Op::is_not_null) return Projected{filter.op, {}};
  const bool range = filter.op != Op::eq && filter.op != Op::in;
  if (range && !transform.keeps_order()) return std::nullopt;
  Projected out{filter.op, {}};
  if (transform.kind != Kind::identity) {
    if (filter.op == Op::lt) out.op = Op::le;
    if (filter.op == Op::gt) out.op = Op::ge;
  }
  for (const auto& value : filter.values) {
    auto result = apply(transform, filter.type, value);
    if (is_null(result)) return std::nullopt;
    // Old writers rounded times before 1970 towards it: their partitions are one too high.
    const auto* part = std::get_if<int64_t>(&result);
    if (is_time(transform.kind) && part && *part < 0) {
      if (out.op == Op::le) result = *part + 1;
      if (!range) {
        out.op = Op::in;
        out.values.push_back(Value(*part + 1));
      }
    }
    out.values.push_back(std::move(result));
  }
  return out;
}

std::optional<Value> decoded(const Type& type, const std::optional<std::string>& bytes) {
  if (!bytes) return std::nullopt;
  auto value = decode_value(type, *bytes);
  if (!value.ok()) return std::nullopt;
  const auto* number = std::get_if<double>(&*value);
  return number && std::isnan(*number) ? std::nullopt : std::optional(*value);
}

std::optional<std::string> find(const std::map<int32_t, std::string>& bounds, int32_t id) {
  auto found = bounds.find(id);
  return found == bounds.end() ? std::nullopt : std::optional(found->second);
}

std::optional<int64_t> find(const std::map<int32_t, int64_t>& counts, int32_t id) {
  auto found = counts.find(id);
  return found == counts.end() ? std::nullopt : std::optional(found->second);
}

bool is_floating(TypeKind kind) { return kind == TypeKind::float_ || kind == TypeKind::double_; }

Range column_range(const Entry& file, const Filter& filter) {
  Range range;
  const auto nulls = find(file.null_counts, filter.field_id), values = find(file.value_counts, filter.field_id);
  const auto nans = find(file.nan_counts, filter.field_id);
  if (nulls) range.may_be_null = *nulls > 0;
  if (nulls && values && *values >= 0) range.may_be_value = *nulls < *values;
  range.lower = decoded(filter.type, find(file.lower, filter.field_id));
  range.upper = decoded(filter.type, find(file.upper, filter.field_id));
  range.may_be_nan = is_floating(filter.type.kind) && nans.value_or(1) > 0;
  if (range.may_be_nan && !nans) range.upper.reset();
  return range;
}

Range summary_range(const FieldSummary& summary, const Type& type) {
  Range range;
  range.may_be_null = summary.contains_null;
  range.lower = decoded(type, summary.lower);
  range.upper = decoded(type, summary.upper);
  range.may_be_nan = is_floating(type.kind) && summary.contains_nan.value_or(true);
  // Without bounds there are nulls only (or NaN), but for old lists that leave them out.
  return range;
}

Range value_range(const Value& value) {
  Range range;
  range.may_be_null = is_null(value);
  range.may_be_value = !range.may_be_null;
  if (range.may_be_value) range.lower = range.upper = value;
  return range;
}

}  // namespace

bool may_match(const Manifest& manifest, const PartitionSpec& spec, const std::map<int32_t, Type>& partition_types, const std::vector<Filter>& filters) {
  if (manifest.partitions.size() != spec.fields.size()) return true;
  for (size_t i = 0; i < spec.fields.size(); ++i) {
    auto type = partition_types.find(spec.fields[i].field_id);
    if (type == partition_types.end()) continue;
    for (const auto& filter : filters) {
      if (filter.field_id != spec.fields[i].source_id) continue;
      const auto projected = project(filter, spec.fields[i].transform);
      if (projected && !may_match(summary_range(manifest.partitions[i], type->second), projected->op, projected->values)) return false;
    }
  }
  return true;
}

bool may_match(const Entry& file, const PartitionSpec& spec, const std::vector<Filter>& filters) {
  for (const auto& filter : filters) {
    if (!may_match(column_range(file, filter), filter.op, filter.values)) return false;
    for (const auto& field : spec.fields) {
      if (field.source_id != filter.field_id) continue;
      const auto projected = project(filter, field.transform);
      for (const auto& [id, value] : file.partition)
        if (id == field.field_id && projected && !may_match(value_range(value), projected->op, projected->values)) return false;
    }
  }
  return true;
}

}  // namespace tarn::iceberg
