// s3:// for DuckDB: every path is opened through the LakeFiles of the statement that runs, so each read and write is authorized
// as its caller and counted. There is no other way from a statement to bytes: the instance refuses every other path.
#pragma once
#include <duckdb/common/file_system.hpp>
#include <memory>

#include "engine/engine.h"

namespace tarn::engine {

std::unique_ptr<duckdb::FileSystem> make_lake_file_system();

}  // namespace tarn::engine
