// Iceberg tables as the engine scans them: metadata and manifests are read with the caller's rights, and not counted as scanned bytes
// (athena.md 1.7).
#pragma once
#include "iceberg/snapshot.h"
#include "lake/tables.h"

namespace tarn::lake {

constexpr uint64_t kMaxManifestBytes = 512ull * 1024 * 1024;  // of one manifest or manifest list; ours

// The table at a version. Errors: as Snapshot::open; S3's, as the service words what the caller may not read; ICEBERG_INVALID_METADATA.
Result<std::shared_ptr<const iceberg::Snapshot>> open_snapshot(const Tables& tables, const aws::AccessContext& who, const catalog::Table& table,
                                                               const iceberg::Version& version);

Result<PinnedRelation> pin_iceberg_table(const catalog::Table& table, std::shared_ptr<const iceberg::Snapshot> snapshot, std::string pin,
                                         std::string catalog_name);

}  // namespace tarn::lake
