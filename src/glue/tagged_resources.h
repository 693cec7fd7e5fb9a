// The kinds of Glue's resources that can carry tags, and how one of each is found.
#pragma once
#include <string>

#include "glue/service.h"

namespace tarn::glue {

// Errors: InvalidInputException (no ARN of a resource that can be tagged, or one of another account or region);
// EntityNotFoundException (nothing there).
Result<void> require_taggable(Glue& glue, kv::Reader& reader, const std::string& arn, const aws::RequestContext& ctx);

}  // namespace tarn::glue
