// What requests about column statistics tasks have in common.
#pragma once
#include "glue/service.h"
#include "glue/statistics/records.h"

namespace tarn::glue {

// The columns and the sample that a request asks for, of a table that is there. Errors: EntityNotFoundException (the table);
// InvalidInputException (a column it lacks or of whose type there are no statistics, SampleSize 0).
Result<void> check_task(Glue& glue, kv::Reader& reader, const statistics::TaskTable& table, const std::optional<std::vector<std::string>>& columns,
                        const std::optional<double>& sample_size, const aws::RequestContext& ctx);

// The role as an ARN; the caller must be allowed to pass it, and Glue to take it on.
Result<std::string> task_role(Glue& glue, const std::string& role, const aws::RequestContext& ctx);

}  // namespace tarn::glue
