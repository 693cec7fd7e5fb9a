// Values between DuckDB and a TableSnapshot, in the text that engine.h gives filters and constants.
#pragma once
#include <duckdb.hpp>
#include <optional>
#include <string>

namespace tarn::engine {

// nullopt: a value that no filter uses (infinity).
std::optional<std::string> snapshot_text(const duckdb::Value& value);
// nullopt is NULL. Throws when the text is no value of the type.
duckdb::Value snapshot_value(const std::optional<std::string>& text, const duckdb::LogicalType& type);

}  // namespace tarn::engine
