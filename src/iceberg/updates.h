// The changes that a commit is made of (the REST catalog's table updates), applied one after another.
#pragma once
#include <vector>

#include "iceberg/metadata.h"

namespace tarn::iceberg {

// What one commit has added so far: "-1" in a later update means the last of its kind.
struct CommitState {
  TimePoint now{};
  std::optional<int64_t> last_schema, last_spec, last_order;
};

// Error InvalidInputException: an unknown action, a missing member, or what would leave the metadata broken. CommitFailedException: a
// snapshot that was made for an older state of the table.
Result<void> apply_update(TableMetadata& metadata, CommitState& state, const boost::json::value& update);

Result<void> apply_updates(TableMetadata& metadata, const std::vector<boost::json::value>& updates, TimePoint now);

}  // namespace tarn::iceberg
