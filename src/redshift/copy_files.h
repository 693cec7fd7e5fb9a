// The files of a COPY: which they are, their bytes, and the batches of checked rows as a file of the engine's.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "redshift/copy_records.h"

namespace tarn::redshift {

// Where a batch stands for the engine. No bucket has such a name.
constexpr std::string_view kBatchLocation = "s3://.copy/batch/";

// Every object whose key begins with the source, or those that a manifest names. Errors: no such prefix, access denied, a broken manifest.
Result<std::vector<engine::FileInfo>> find_sources(engine::LakeFiles& files, const std::string& source, bool manifest);

Result<std::string> read_whole(engine::LakeFiles& files, const std::string& path);
Result<NextBytes> open_bytes(engine::LakeFiles& files, const std::string& path, bool gzip);

std::shared_ptr<engine::LakeFiles> make_batch_files(std::string batch);                                                         // one file at kBatchLocation
std::shared_ptr<engine::LakeFiles> make_single_file(std::shared_ptr<engine::LakeFiles> files, const engine::FileInfo& file);  // listed there

}  // namespace tarn::redshift
