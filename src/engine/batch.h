// A DuckDB chunk as a Batch: cells are printed by their logical type and the dialect.
#pragma once
#include <duckdb/common/types/data_chunk.hpp>
#include <memory>
#include <vector>

#include "engine/engine.h"
#include "engine/zone_times.h"

namespace tarn::engine {

struct PrintStyle {
  sql::Dialect dialect = sql::Dialect::trino;
  int extra_float_digits = 0;
  std::string zone;  // Redshift's session; empty: UTC
};

// Cells of one vector, printed by `type`. Borrows the vector's data.
class CellPrinter {
 public:
  CellPrinter(duckdb::Vector& vector, duckdb::idx_t count, const sql::Type& type, PrintStyle style, ZoneTimes* zones);
  bool is_null(duckdb::idx_t row) const { return !format_.validity.RowIsValid(format_.sel->get_index(row)); }
  void print(duckdb::idx_t row, std::string& out) const { print_value(row, false, out); }
  int64_t integer(duckdb::idx_t row) const;
  double floating(duckdb::idx_t row) const;
  const sql::Type& type() const { return type_; }
  const std::vector<CellPrinter>& children() const { return children_; }
  duckdb::list_entry_t list(duckdb::idx_t row) const { return at<duckdb::list_entry_t>(row); }
  std::string_view text(duckdb::idx_t row) const;

 private:
  template <class T>
  const T& at(duckdb::idx_t row) const {
    return duckdb::UnifiedVectorFormat::GetData<T>(format_)[format_.sel->get_index(row)];
  }
  void print_value(duckdb::idx_t row, bool nested, std::string& out) const;
  void print_scalar_trino(duckdb::idx_t row, bool nested, std::string& out) const;
  void print_scalar_redshift(duckdb::idx_t row, std::string& out) const;
  void print_array(duckdb::idx_t row, std::string& out) const;
  void print_map(duckdb::idx_t row, std::string& out) const;
  void print_row(duckdb::idx_t row, std::string& out) const;
  void print_child(const CellPrinter& child, duckdb::idx_t row, std::string& out) const;
  bool key_less(duckdb::idx_t a, duckdb::idx_t b) const;
  void print_decimal(duckdb::idx_t row, std::string& out) const;

  const sql::Type& type_;
  PrintStyle style_;
  duckdb::LogicalType physical_;
  duckdb::UnifiedVectorFormat format_;
  std::vector<CellPrinter> children_;  // array: element; map: key, value; row: fields; zoned timestamp: local time, zone
  std::unique_ptr<duckdb::Vector> local_times_;
};

class ChunkBatch final : public Batch {
 public:
  ChunkBatch(duckdb::unique_ptr<duckdb::DataChunk> chunk, const std::vector<sql::ResultColumn>& columns, PrintStyle style, ZoneTimes* zones);
  size_t rows() const override { return chunk_->size(); }
  size_t columns() const override { return cells_.size(); }
  bool is_null(size_t column, size_t row) const override { return cells_[column].is_null(row); }
  void print(size_t column, size_t row, std::string& out) const override { cells_[column].print(row, out); }
  int64_t integer(size_t column, size_t row) const override { return cells_[column].integer(row); }
  double floating(size_t column, size_t row) const override { return cells_[column].floating(row); }
  const CellPrinter& cells(size_t column) const { return cells_[column]; }

 private:
  duckdb::unique_ptr<duckdb::DataChunk> chunk_;
  std::vector<CellPrinter> cells_;
};

}  // namespace tarn::engine
