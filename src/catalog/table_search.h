// Walks the tables of a whole catalog for a search. Most records are passed over by a look at their bytes, without being decoded: a search
// of 100,000 tables for a rare word costs about what reading them costs.
#pragma once
#include <functional>

#include "catalog/tables.h"

namespace tarn::catalog {

struct TableSearch {
  std::vector<std::string> texts;  // each stands somewhere in what is looked for, in any case (ASCII): in a name, comment, parameter, ...
  std::function<bool(const std::string& database)> in_database;  // which databases; none given: all
  std::string after_database, after_table;  // go on behind this table; empty: from the first
};

// Tables that may match, in order of database and name; all that hold the texts are among them. visit answers false to stop.
Result<void> search_tables(kv::Reader& reader, const CatalogId& catalog, const TableSearch& search, const aws::AccessContext& access,
                           const std::function<Result<bool>(Table&&)>& visit);

}  // namespace tarn::catalog
