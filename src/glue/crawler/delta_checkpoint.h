// Checkpoints of Delta's log: actions as rows of a Parquet file, read by the engine.
#pragma once
#include "glue/crawler/delta_log.h"

namespace tarn::glue::crawler {

// Takes the actions of one checkpoint file in. `path`: s3://bucket/key. Error InvalidMetadata: it is none.
Result<void> apply_delta_checkpoint(const TargetNeeds& needs, const std::string& path, DeltaSnapshot& out);

}  // namespace tarn::glue::crawler
