// Metadata files in S3, read and written with the caller's rights.
#pragma once
#include "base/random.h"
#include "iceberg/metadata.h"
#include "objects/object_store.h"
#include "objects/write.h"

namespace tarn::iceberg {

// Errors: S3's (NoSuchKey, AccessDenied), InvalidInputException when the file is no metadata.
Result<TableMetadata> read_metadata(objects::ObjectStore& objects, const aws::AccessContext& who, const std::string& location);

// A metadata file that is durable but not visible: publish it in the transaction that points the table at it.
struct StagedMetadata {
  std::string location;
  objects::StagedObject object;
};
// <table location or write.metadata.path>/metadata/<version>-<uuid>.metadata.json, the version one above that of `previous_location` (empty: 0).
Result<StagedMetadata> stage_metadata(objects::ObjectStore& objects, const aws::AccessContext& who, const TableMetadata& metadata,
                                      const std::string& previous_location, Random& random);

}  // namespace tarn::iceberg
