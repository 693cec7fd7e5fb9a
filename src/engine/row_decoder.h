// A line to the columns of one row, by the SerDe of the file's partition.
#pragma once
#include <duckdb.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"

namespace tarn::engine {

// One column that the scan wants of each line.
struct WantedColumn {
  size_t field = 0;         // its position among the partition's columns
  std::string name;
  duckdb::Vector* out = nullptr;  // set for each chunk
};

class RowDecoder {
 public:
  virtual ~RowDecoder() = default;
  // Writes row `row` of every wanted column's vector. Throws HIVE_BAD_DATA, HIVE_CURSOR_ERROR, ... as the SerDe would.
  virtual void decode(std::string_view line, duckdb::idx_t row, const std::vector<WantedColumn>& wanted) = 0;
};

std::unique_ptr<RowDecoder> make_row_decoder(const StorageFormat& storage, const std::string& path);

// ---- the decoders that it chooses from
std::unique_ptr<RowDecoder> make_lazy_simple_decoder(const StorageFormat& storage, const std::string& path);
std::unique_ptr<RowDecoder> make_open_csv_decoder(const StorageFormat& storage, const std::string& path);
std::unique_ptr<RowDecoder> make_json_decoder(const StorageFormat& storage, const std::string& path);
std::unique_ptr<RowDecoder> make_regex_decoder(const StorageFormat& storage, const std::string& path);

std::string property(const StorageFormat& storage, const std::string& name, const std::string& fallback);

}  // namespace tarn::engine
