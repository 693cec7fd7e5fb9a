// The transaction log of a Delta table: what its newest version is made of (Delta's protocol, PROTOCOL.md of the project: commits
// as JSON, checkpoints as Parquet).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "glue/crawler/schema.h"
#include "glue/crawler/target.h"

namespace tarn::glue::crawler {

struct DeltaFile {
  uint64_t size = 0;
  std::map<std::string, std::optional<std::string>> partition_values;  // by column; nullopt: null
};

struct DeltaSnapshot {
  int64_t version = -1;
  int64_t committed_ms = 0;    // of the newest commit
  std::string schema_text;     // Spark's JSON of the schema
  Schema columns;              // partition columns too, in the schema's order
  std::vector<std::string> partition_columns;  // as written
  std::map<std::string, DeltaFile> files;      // by path: below the table, or a whole URI
};

// `table`: the key prefix of the table with the slash at its end. Errors: InvalidMetadata (damaged; no log; a protocol or a checkpoint
// form that is not known, by name), S3's own.
Result<DeltaSnapshot> read_delta_log(const TargetNeeds& needs, const std::string& bucket, const std::string& table);

}  // namespace tarn::glue::crawler
