// Conjuncts of the form column <op> constant, for those who choose partitions and files by them.
#pragma once
#include <duckdb.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "engine/engine.h"

namespace tarn::engine {

struct ConjunctReader {
  std::function<std::optional<size_t>(const duckdb::Expression&)> column;   // PartitionFilter::key of a column; nullopt: not one of them
  std::function<std::optional<std::string>(const duckdb::Value&)> text;     // of a constant that is not NULL; nullopt: not to be used
};

// Adds what `filter` says in that form; a part that has another form adds nothing.
void add_conjuncts(const ConjunctReader& reader, const duckdb::Expression& filter, std::vector<PartitionFilter>& out);

}  // namespace tarn::engine
