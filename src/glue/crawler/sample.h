// The beginning of a file, decompressed, as classifiers look at it.
#pragma once
#include <memory>
#include <string>

#include "engine/engine.h"

namespace tarn::glue::crawler {

constexpr size_t kSampleBytes = 1024 * 1024;           // "How does the AWS Glue crawler detect the schema?"
constexpr size_t kLargestSampleBytes = 10 * 1024 * 1024;  // where the first MB holds no whole record

struct Sample {
  std::string text;
  bool is_whole = false;            // the file ends here
  std::string compression = "none"; // of the whole file: "gzip"; "bzip2", "zip", "lz4", "snappy" and "zstd" are told but not opened
};

// Error GlueCorruptFile: a gzip file that does not inflate.
Result<Sample> read_sample(engine::RandomAccessFile& file, size_t bytes = kSampleBytes);

}  // namespace tarn::glue::crawler
