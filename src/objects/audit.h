// What the records of buckets, objects, parts and uploads say about bytes, held against the bytes that are there. For `tarn check`:
// nobody else may write meanwhile.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "blob/files.h"
#include "kv/store.h"

namespace tarn::objects {

// One line for each defect: a record that does not decode; bytes that a record names and that are missing or too short; a size
// that is not the sum of its extents; a blob whose counter differs from the number of extents that name it. Blobs that nothing
// names are no defect: a crash leaves them, and the reclaimer removes them.
Result<std::vector<std::string>> audit(kv::Reader& reader, blob::Files& files);

}  // namespace tarn::objects
