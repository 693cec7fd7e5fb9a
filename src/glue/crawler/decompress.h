// Compressed files as streams of what is in them: gzip, bzip2, lz4, zstd and single-entry zip (libarchive), snappy (framed, and
// the block form of Hadoop).
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"

namespace tarn::glue::crawler {

// Reads the compressed bytes one after the other; 0 is the end.
using PullBytes = std::function<Result<size_t>(std::span<char> out)>;

// By the magic at its beginning, or for Hadoop's block form (which has none) by its name and the lengths at its beginning; "none".
std::string compression_of(std::string_view head, std::string_view path);

// Up to `limit` bytes of what is inside. Errors GlueCorruptFile with the reason as its message (without the path).
struct Inflated {
  std::string text;
  bool is_whole = false;
};
Result<Inflated> decompress(const std::string& compression, const PullBytes& pull, size_t limit);

}  // namespace tarn::glue::crawler
