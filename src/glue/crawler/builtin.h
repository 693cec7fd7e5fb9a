// The built-in classifiers, one function a format: what the file is, or nullopt when it is something else (glue-crawlers.md 3.2).
#pragma once
#include "glue/crawler/file_class.h"
#include "glue/crawler/grok.h"
#include "glue/crawler/sample.h"

namespace tarn::glue::crawler {

// By their own metadata. Errors GlueCorruptFile: the magic is there and the rest is not.
Result<std::optional<FileClass>> classify_avro(const Sample& sample);
Result<std::optional<FileClass>> classify_orc(engine::RandomAccessFile& file, const Sample& sample);
Result<std::optional<FileClass>> classify_parquet(engine::RandomAccessFile& file, const Sample& sample);

// By their content.
std::optional<FileClass> classify_json(const Sample& sample);
std::optional<FileClass> classify_xml(const Sample& sample);
std::optional<FileClass> classify_ion(const Sample& sample);
std::optional<FileClass> classify_logs(const Sample& sample);
std::optional<FileClass> classify_csv(const Sample& sample);

// What custom classifiers add to the formats.
struct CsvRules {
  enum class Header { unknown, present, absent };
  std::optional<char> delimiter;  // none: found
  char quote = '"';
  Header header = Header::unknown;
  std::vector<std::string> names;  // of the columns; empty: from the header
  bool trim_values = true;         // before their types are told
  bool allow_single_column = false;
  std::vector<std::string> types;  // CustomDatatypes: the types there may be; empty: all
};
std::optional<FileClass> classify_csv(const Sample& sample, const CsvRules& rules);

// Elements of the tag, wherever they stand, are the rows.
std::optional<FileClass> classify_xml(const Sample& sample, const std::string& row_tag);

// How many of the sampled lines the pattern matches, 0 to 1.
struct GrokFind {
  double certainty = 0;
  FileClass file_class;
};
GrokFind classify_grok(const Sample& sample, const Grok& grok);

}  // namespace tarn::glue::crawler
