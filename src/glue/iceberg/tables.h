// Tables of the REST catalog.
#pragma once
#include "glue/iceberg/service.h"
#include "glue_iceberg/tables.gen.h"

namespace tarn::glue_iceberg {

Result<ListTablesOutput> list_tables(Glue& glue, const ListTablesInput& in, const aws::RequestContext& ctx);
Result<CreateTableOutput> create_table(Glue& glue, const CreateTableInput& in, const aws::RequestContext& ctx);
Result<RegisterTableOutput> register_table(Glue& glue, const RegisterTableInput& in, const aws::RequestContext& ctx);
Result<LoadTableOutput> load_table(Glue& glue, const LoadTableInput& in, const aws::RequestContext& ctx);
Result<TableExistsOutput> table_exists(Glue& glue, const TableExistsInput& in, const aws::RequestContext& ctx);
Result<DropTableOutput> drop_table(Glue& glue, const DropTableInput& in, const aws::RequestContext& ctx);
Result<LoadCredentialsOutput> load_credentials(Glue& glue, const LoadCredentialsInput& in, const aws::RequestContext& ctx);
Result<ReportMetricsOutput> report_metrics(Glue& glue, const ReportMetricsInput& in, const aws::RequestContext& ctx);
Result<RenameTableOutput> rename_table(Glue& glue, const RenameTableInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_list_tables(const ListTablesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_create_table(const CreateTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_register_table(const RegisterTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_load_table(const LoadTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_table_exists(const TableExistsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_drop_table(const DropTableInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_load_credentials(const LoadCredentialsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_report_metrics(const ReportMetricsInput& in, const aws::RequestContext& ctx);
Result<aws::AccessChecks> may_rename_table(Glue& glue, const RenameTableInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue_iceberg
