// SQL of our own on one engine session: the warehouse's catalog is read and written with it, inside whatever transaction is open.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/engine.h"

namespace tarn::redshift {

using Cell = std::optional<std::string>;
using Row = std::vector<Cell>;

class Database {
 public:
  explicit Database(engine::Session& session) : session_(session) {}

  // Every value as text. `columns` is how many the query has.
  Result<std::vector<Row>> rows(const std::string& sql, size_t columns);
  Result<std::optional<Row>> row(const std::string& sql, size_t columns);  // the first, if any
  Result<uint64_t> execute(const std::string& sql);                        // rows changed
  engine::Session& session() { return session_; }

 private:
  engine::Session& session_;
};

// Literals for that SQL.
std::string literal(std::string_view text);
std::string literal(const char* text);
std::string literal_or_null(const std::optional<std::string>& text);
std::string literal(int64_t number);
std::string literal(bool value);

}  // namespace tarn::redshift
