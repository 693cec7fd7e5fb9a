// The files of a COPY as records: delimited text, CSV, and JSON values in a row. Each reader is fed the bytes of one file.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redshift/copy_options.h"

namespace tarn::redshift {

// Why a row cannot be loaded (redshift.md 3.9: codes and texts of stl_load_errors).
struct LoadFault {
  int code = 0;
  std::string reason;
  int column = -1;   // index of the target column; -1: none is known
  int position = 0;
};

struct Record {
  std::vector<std::optional<std::string>> fields;
  std::string_view raw;   // as it stands in the file, without its line end
  int64_t line = 0;       // of the file, from 1
  std::optional<LoadFault> fault;
};

// The bytes of a file, decompressed, piece by piece; empty at the end.
using NextBytes = std::function<Result<std::string>()>;

// Calls `take` for every record until it returns an error, which is passed on.
Result<void> read_records(const CopyOptions& options, const std::vector<std::string>& columns, const std::vector<std::string>& json_paths, const NextBytes& next,
                          const std::function<Result<void>(Record&)>& take);

}  // namespace tarn::redshift
