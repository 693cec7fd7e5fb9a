// Result columns as GetQueryResults and the .metadata object describe them (athena.md 1.3, 1.11).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "athena/query_results.gen.h"
#include "sql/program.h"

namespace tarn::athena {

ColumnInfo column_info(const sql::ResultColumn& column);
ColumnInfo text_column(const std::string& name, const std::string& type = "string");  // of SHOW, DESCRIBE: string or varchar

// The protobuf that drivers read beside the result: query id, update type and count, columns.
std::string result_metadata(const std::string& query_id, const std::string& update_type, std::optional<int64_t> update_count,
                            const std::vector<ColumnInfo>& columns);

}  // namespace tarn::athena
