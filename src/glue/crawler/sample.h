// The beginning of a file, decompressed and as UTF-8, as classifiers look at it.
#pragma once
#include <string>

#include "engine/engine.h"

namespace tarn::glue::crawler {

constexpr size_t kSampleBytes = 1024 * 1024;              // "How does the AWS Glue crawler detect the schema?"
constexpr size_t kLargestSampleBytes = 10 * 1024 * 1024;  // where the first MB holds no whole record

struct Sample {
  std::string text;                  // without a byte order mark
  bool is_whole = false;             // the file ends here
  std::string compression = "none";  // of the whole file: gzip, bzip2, zip, lz4, snappy, zstd
  std::string encoding = {};         // what it was before: "UTF-16LE", "UTF-16BE"; empty: UTF-8
};

// Error GlueCorruptFile: a compressed file that does not decompress, or a zip of several files.
Result<Sample> read_sample(engine::RandomAccessFile& file, size_t bytes = kSampleBytes);

Error corrupt_file(const std::string& path, const std::string& why);
inline bool is_corrupt_file(const Error& error) { return error.code == "GlueCorruptFile"; }

}  // namespace tarn::glue::crawler
