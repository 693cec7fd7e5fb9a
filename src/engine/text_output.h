// Text files of a result: LazySimpleSerDe's fields, quoted CSV, or a JSON document a line; plain or gzip.
#pragma once
#include <duckdb.hpp>
#include <memory>
#include <string>

#include "engine/batch.h"

namespace tarn::engine {

std::string text_file_ending(const WriteTarget& target);  // "", ".gz"

class TextFile {
 public:
  TextFile(duckdb::ClientContext& context, const std::string& path, const WriteTarget& target, const std::vector<sql::ResultColumn>& columns);
  ~TextFile();
  void append(const ChunkBatch& batch, size_t row);
  WrittenFile finish();  // partition_values are left to the caller

 private:
  void append_text(const ChunkBatch& batch, size_t row);
  void append_csv(const ChunkBatch& batch, size_t row);
  void append_json(const ChunkBatch& batch, size_t row);
  void flush(bool end);

  struct Deflater;
  const WriteTarget& target_;
  const std::vector<sql::ResultColumn>& columns_;
  size_t stored_columns_;  // without the partition's
  duckdb::unique_ptr<duckdb::FileHandle> file_;
  std::unique_ptr<Deflater> deflater_;
  std::string delimiter_, null_text_, buffer_;
  WrittenFile written_;
};

// A value as JSON; as LazySimpleSerDe writes it, with separators of level `level` on.
void append_json_value(const CellPrinter& cell, duckdb::idx_t row, std::string& out);
void append_hive_value(const CellPrinter& cell, duckdb::idx_t row, size_t level, const std::string& null_text, std::string& out);

}  // namespace tarn::engine
