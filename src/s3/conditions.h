// Conditional requests on reads (s3.md 10): GET and HEAD, and the source of a copy.
#pragma once
#include <optional>
#include <string>

#include "base/clock.h"
#include "objects/read.h"

namespace tarn::s3 {

struct ReadConditions {
  std::optional<std::string> if_match, if_none_match;  // lists of ETags, or *
  std::optional<TimePoint> if_modified_since, if_unmodified_since;
};

// Errors PreconditionFailed (412), NotModified (304).
Result<void> check_read_conditions(const ReadConditions& conditions, const objects::ObjectInfo& object, TimePoint now);
// As above, but whatever fails is PreconditionFailed.
Result<void> check_source_conditions(const ReadConditions& conditions, const objects::ObjectInfo& source, TimePoint now);

}  // namespace tarn::s3
