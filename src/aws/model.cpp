#include "aws/model.h"

#include <algorithm>

namespace tarn::aws {
namespace {

template <class Row>
const Row* find_by_name(std::span<const Row> rows, std::string_view name) {
  auto found = std::lower_bound(rows.begin(), rows.end(), name, [](const Row& row, std::string_view wanted) { return row.name < wanted; });
  return found != rows.end() && found->name == name ? &*found : nullptr;
}

}  // namespace

const OperationModel* ServiceModel::find_operation(std::string_view operation) const { return find_by_name(operations, operation); }
const ShapeModel* ServiceModel::find_shape(std::string_view shape) const { return find_by_name(shapes, shape); }

const ShapeModel* ServiceModel::find_error(std::string_view code) const {
  const ShapeModel* named = find_shape(code);
  if (named && named->is_error) return named;
  auto found = std::find_if(shapes.begin(), shapes.end(), [&](const ShapeModel& shape) { return shape.is_error && shape.error_code == code; });
  return found == shapes.end() ? nullptr : &*found;
}

const MemberModel* ServiceModel::find_member(const ShapeModel& shape, std::string_view member) const {
  for (const MemberModel& row : members_of(shape))
    if (row.name == member) return &row;
  return nullptr;
}

const ServiceModel* find_model(std::string_view name) {
  for (const ServiceModel* model : all_models())
    if (model->name == name) return model;
  return nullptr;
}

}  // namespace tarn::aws
