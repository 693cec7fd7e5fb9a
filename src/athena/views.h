// Views as Athena keeps them in Glue (athena.md 2.9): Presto's JSON in ViewOriginalText.
#pragma once
#include <optional>
#include <string>

#include "catalog/catalog.h"
#include "sql/program.h"
#include "sql/resolver.h"

namespace tarn::athena {

struct StoredView {
  std::string sql;               // of the query only
  std::string catalog, schema;   // where its unqualified names resolve
  std::vector<sql::ResultColumn> columns;
};

bool is_view(const catalog::Table& table);
// Error INVALID_VIEW when the table's text is none of ours or Presto's.
Result<StoredView> decode_view(const catalog::Table& table);
catalog::Table make_view(const std::string& database, const std::string& name, const StoredView& view, const std::string& owner);

}  // namespace tarn::athena
