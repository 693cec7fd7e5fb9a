// Commits: the compare-and-swap of one table's metadata, or of several tables' in one transaction.
#pragma once
#include "glue/iceberg/service.h"
#include "glue_iceberg/commits.gen.h"

namespace tarn::glue_iceberg {

Result<UpdateTableOutput> update_table(Glue& glue, const UpdateTableInput& in, const aws::RequestContext& ctx);
Result<CommitTransactionOutput> commit_transaction(Glue& glue, const CommitTransactionInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_update_table(const UpdateTableInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_commit_transaction(Glue& glue, const CommitTransactionInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue_iceberg
