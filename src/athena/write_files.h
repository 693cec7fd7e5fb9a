// What CTAS, INSERT and UNLOAD share: WITH (...) properties, the files that a query writes, and the manifest.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "athena/catalog_names.h"

namespace tarn::athena {

// WITH (name = 'text', n = 3, list = ARRAY['a']) by lower-case name; a text or number is a list of one.
class WithProperties {
 public:
  static Result<WithProperties> read(const std::vector<sql::ast::Property>& properties);
  std::optional<std::string> text(const std::string& name) const;
  std::vector<std::string> list(const std::string& name) const;
  // Error NOT_SUPPORTED, naming the property, when one is none of `known`.
  Result<void> only(std::initializer_list<const char*> known) const;

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

// FORMAT and compression as CTAS and UNLOAD write them. Error NOT_SUPPORTED, or what Trino says of a bad property.
struct FileStyle {
  std::string format;  // upper case
  engine::FileFormat engine_format = engine::FileFormat::parquet;
  std::string compression;  // as WriteTarget has it
  std::string delimiter;
};
Result<FileStyle> file_style(const WithProperties& properties, const std::string& default_format);

// partitioned_by must be the last columns, in order: HIVE_COLUMN_ORDER_MISMATCH.
Result<void> check_partition_columns(const std::vector<sql::ResultColumn>& columns, const std::vector<std::string>& partitioned_by);

// Runs the program into files below `directory`; what was written stands in run.files, to be staged.
struct Written {
  std::vector<engine::WrittenFile> files;
  uint64_t rows = 0;
};
Result<Written> write_program(Run& run, sql::Program program, engine::WriteTarget target);
engine::WriteTarget write_target(const Run& run, const FileStyle& style, std::string directory, std::vector<std::string> partition_columns);

// "<prefix><id>-manifest.csv": the files' paths; nothing when none was written.
Result<void> stage_manifest(Run& run, Outcome& outcome, const std::string& location, const std::vector<engine::WrittenFile>& files);
// The outcome of a statement that counts rows.
Result<void> set_row_count(Run& run, Outcome& outcome, const std::string& update_type, uint64_t rows);

// Error HIVE_PATH_ALREADY_EXISTS when an object lies below it.
Result<void> must_be_empty(Run& run, const std::string& location, const std::string& table);

// `sentence` behind the reason, with a full stop before it where there is none.
Error with_sentence(Error error, const std::string& sentence);

}  // namespace tarn::athena
