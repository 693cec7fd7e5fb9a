// Local times of zones and instants. A zone is a name that DuckDB's ICU knows ("Europe/Berlin") or an offset ("+05:30"), which it does not.
#pragma once
#include <duckdb/common/types/vector.hpp>
#include <duckdb/execution/expression_executor.hpp>

namespace tarn::engine {

// Made inside the statement's transaction, for one thread.
class ZoneTimes {
 public:
  explicit ZoneTimes(duckdb::ClientContext& context);
  // zones: VARCHAR (NULL: UTC), instants: TIMESTAMPTZ, both of `count` rows and flattened by the call; the result is TIMESTAMP.
  void local(duckdb::Vector& zones, duckdb::Vector& instants, duckdb::idx_t count, duckdb::Vector& result);
  // locals: TIMESTAMP; the result is TIMESTAMPTZ. A name that no zone has: DuckDB's exception.
  void instants(duckdb::Vector& zones, duckdb::Vector& locals, duckdb::idx_t count, duckdb::Vector& result);

 private:
  struct Conversion {
    duckdb::LogicalType from, to;
    int sign;  // of a zone's offset
    duckdb::unique_ptr<duckdb::Expression> expression;
  };
  void bind(Conversion& conversion);
  void convert(const Conversion& conversion, duckdb::Vector& zones, duckdb::Vector& times, duckdb::idx_t count, duckdb::Vector& result);
  void convert_chunk(const Conversion& conversion, duckdb::Vector& zones, duckdb::Vector& times, duckdb::idx_t count, duckdb::Vector& result);

  duckdb::ClientContext& context_;
  Conversion to_local_, to_instant_;
};

}  // namespace tarn::engine
