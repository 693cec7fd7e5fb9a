// What one file is: its format, the attributes that its SerDe needs, its columns (glue-crawlers.md section 3).
#pragma once
#include <map>
#include <optional>
#include <string>

#include "glue/crawler/schema.h"

namespace tarn::glue::crawler {

struct FileClass {
  std::string classification;          // "csv", "json", "parquet", ..., the name that a custom classifier gives, "UNKNOWN"
  std::string format;                  // how it is read when a custom classifier names it otherwise: "grok", "csv", "json", "xml"
  std::string compression = "none";
  std::string encoding;                // "UTF-16LE", "UTF-16BE"; empty: UTF-8
  char delimiter = ',';                // csv
  bool has_header = false;             // csv
  bool is_quoted = false;              // csv: a quoted field was seen
  int preamble_lines = 0;              // csv: lines beginning with '#' before the first row
  uint64_t first_row = 0;              // csv: a digest of it, to recognize headers that stand alone
  std::vector<std::string> paths;      // json: top-level keys as written, sorted
  std::string avro_schema;             // avro: the JSON text of the header
  // Of custom classifiers and logs; files share a table only if these are equal. Names are those of table parameters
  // ("grokPattern", "rowTag", "jsonPath", "serde", "quoteChar").
  std::map<std::string, std::string> attributes;
  Schema columns;
  uint64_t sampled_records = 0, sampled_bytes = 0;  // for the average record size; 0: unknown

  bool is_known() const { return classification != "UNKNOWN"; }
  bool has_places() const { return format == "csv" || format == "grok"; }  // columns are found by place, not by name
  // Files share a table only if these are equal.
  std::string compatibility() const;
};

// Takes the other's columns, keys and counts in. Both have the same compatibility.
void merge_class(FileClass& into, const FileClass& more);

// A CSV file whose first row (by its digest) is that of `header`, a file with a header: it has that header too.
bool can_adopt_header(const FileClass& file, const FileClass& header);
void adopt_header(FileClass& file, const FileClass& header);

}  // namespace tarn::glue::crawler
