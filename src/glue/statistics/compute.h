// The statistics of a table's columns: one query over its files in the engine, every object and partition read in the name of the role.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "glue/column_statistics.gen.h"
#include "lake/tables.h"
#include "objects/object_store.h"

namespace tarn::glue::statistics {

// Everything is borrowed.
struct ComputeNeeds {
  kv::Store& store;
  objects::ObjectStore& objects;
  engine::Engine& engine;
};

struct Question {
  catalog::Table table;                // as follow_table gave it
  std::vector<std::string> columns;    // empty: every column and partition key
  double sample_percent = 100;         // of the rows, each drawn by chance; counts are scaled up, distinct values and bounds are the sample's
};

// Whether statistics are made of columns of this Hive type: not of nested types.
bool has_statistics(const std::string& hive_type);

// Columns without statistics of their type are left out. `running` is told the session while the query runs, and null behind it, so that it
// can be cancelled from another thread. Errors: the engine's, AccessDenied, NOT_SUPPORTED (a view).
Result<std::vector<ColumnStatistics>> compute(const ComputeNeeds& needs, const aws::AccessContext& who, const Question& question,
                                              const std::shared_ptr<std::atomic<bool>>& cancelled, const std::function<void(engine::Session*)>& running);

}  // namespace tarn::glue::statistics
