// Updates of snapshots, branches and tags.
#pragma once
#include "iceberg/updates.h"

namespace tarn::iceberg {

Result<void> add_snapshot(TableMetadata& metadata, CommitState& state, const boost::json::object& update);
Result<void> set_snapshot_ref(TableMetadata& metadata, CommitState& state, const boost::json::object& update);
Result<void> remove_snapshots(TableMetadata& metadata, CommitState& state, const boost::json::object& update);
Result<void> remove_snapshot_ref(TableMetadata& metadata, CommitState& state, const boost::json::object& update);

// statistics, partition-statistics: one entry a snapshot, replaced or removed.
Result<void> set_statistics(TableMetadata& metadata, CommitState& state, const boost::json::object& update);
Result<void> remove_statistics(TableMetadata& metadata, CommitState& state, const boost::json::object& update);
Result<void> set_partition_statistics(TableMetadata& metadata, CommitState& state, const boost::json::object& update);
Result<void> remove_partition_statistics(TableMetadata& metadata, CommitState& state, const boost::json::object& update);

}  // namespace tarn::iceberg
