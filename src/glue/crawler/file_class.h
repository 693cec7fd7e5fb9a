// What one file is: its format, the attributes that its SerDe needs, its columns (glue-crawlers.md section 3).
#pragma once
#include <map>
#include <optional>
#include <string>

#include "glue/crawler/sample.h"
#include "glue/crawler/schema.h"

namespace tarn::glue::crawler {

struct FileClass {
  std::string classification;        // "csv", "json", "parquet", "UNKNOWN"
  std::string compression = "none";
  char delimiter = ',';              // csv
  bool has_header = false;           // csv
  bool is_quoted = false;            // csv: a quoted field was seen
  std::vector<std::string> first_row;  // csv: as text, to recognize headers that stand alone
  std::vector<std::string> paths;    // json: top-level keys as written, sorted
  Schema columns;
  uint64_t sampled_records = 0, sampled_bytes = 0;  // for the average record size; 0: unknown

  bool is_known() const { return classification != "UNKNOWN"; }
  // Files share a table only if these are equal.
  std::string compatibility() const;
  double record_bytes() const { return sampled_records ? static_cast<double>(sampled_bytes) / static_cast<double>(sampled_records) : 0; }
};

// Takes the other's columns, keys and counts in. Both have the same compatibility.
void merge_class(FileClass& into, const FileClass& more);

std::optional<FileClass> classify_csv(const Sample& sample);
std::optional<FileClass> classify_json(const Sample& sample);
Result<FileClass> classify(engine::RandomAccessFile& file);

// A CSV file whose first row is the header of another file of its kind has that header too, even if all its columns are text.
void adopt_header(FileClass& file, const std::vector<std::string>& header);

}  // namespace tarn::glue::crawler
