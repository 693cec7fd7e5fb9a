// Written by tools/modelgen: do not edit.
#include "aws/model.h"

namespace tarn::aws {

extern const ServiceModel k_tiny_model;

std::span<const ServiceModel* const> all_models() {
  static const ServiceModel* const kModels[] = {&k_tiny_model};
  return kModels;
}

}  // namespace tarn::aws
