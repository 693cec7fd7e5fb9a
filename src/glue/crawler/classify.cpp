#include <algorithm>

#include "base/encoding.h"
#include "base/log.h"
#include "glue/crawler/file_class.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kParquetMagic = "PAR1";

bool is_parquet(const Sample& sample) { return sample.text.starts_with(kParquetMagic); }

Result<FileClass> classify_parquet(engine::RandomAccessFile& file) {
  FileClass out;
  out.classification = "parquet";
  for (auto& column : TRY(engine::read_parquet_schema(file))) merge_schema(out.columns, {{to_lower(column.name), column.type}});
  return out;
}

FileClass unknown(const Sample& sample) {
  FileClass out;
  out.classification = "UNKNOWN";
  out.compression = sample.compression;
  return out;
}

}  // namespace

std::string FileClass::compatibility() const {
  std::string out = classification + "|" + compression;
  if (classification == "csv") out += std::string("|") + delimiter + (has_header ? "|header" : "|") + "|" + std::to_string(columns.size());
  return out;
}

void merge_class(FileClass& into, const FileClass& more) {
  if (into.classification == "csv") merge_by_position(into.columns, more.columns);
  else merge_schema(into.columns, more.columns);
  into.is_quoted |= more.is_quoted;
  std::vector<std::string> paths;
  std::set_union(into.paths.begin(), into.paths.end(), more.paths.begin(), more.paths.end(), std::back_inserter(paths));
  into.paths = std::move(paths);
  into.sampled_records += more.sampled_records;
  into.sampled_bytes += more.sampled_bytes;
}

Result<FileClass> classify(engine::RandomAccessFile& file) {
  Sample sample = TRY(read_sample(file));
  if (is_parquet(sample)) {
    auto parquet = classify_parquet(file);
    if (parquet.ok()) return parquet;
    log_line(LogLevel::info, "crawler: " + file.info().path + " looks like Parquet but has no readable footer: " + parquet.error().message);
    return unknown(sample);
  }
  if (sample.compression != "none" && sample.compression != "gzip") return unknown(sample);
  // A first record longer than the sample: look further, up to the largest.
  for (size_t bytes = kSampleBytes;; bytes += kSampleBytes) {
    if (auto json = classify_json(sample)) return std::move(*json);
    bool is_cut = !sample.is_whole && bytes < kLargestSampleBytes;
    bool may_be_json = sample.text.starts_with('{') || sample.text.starts_with('[');
    if (!(is_cut && may_be_json)) {
      if (auto csv = classify_csv(sample)) return std::move(*csv);
      if (!is_cut || sample.text.find('\n') != std::string::npos) return unknown(sample);
    }
    sample = TRY(read_sample(file, bytes + kSampleBytes));
  }
}

}  // namespace tarn::glue::crawler
