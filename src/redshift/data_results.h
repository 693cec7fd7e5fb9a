// Rows of a statement as the Data API gives them: typed fields or CSV, in pages.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "redshift/data_statements.h"
#include "redshift/sql_session.h"

namespace tarn::redshift {

data::ColumnMetadata column_metadata(const sql::ResultColumn& column);

struct WrittenRows {
  int64_t rows = 0;
  int64_t bytes = 0;
  uint64_t pages = 0;  // at least one
};

// Reads the outcome to its end. A page is a JSON list of records, or with `csv` CSV text of which the first begins with the names.
// Error 54000 for more than the Data API keeps of a result.
Result<WrittenRows> write_rows(Outcome& outcome, bool csv, const std::function<Result<void>(uint64_t page, const std::string& content)>& put);

}  // namespace tarn::redshift
