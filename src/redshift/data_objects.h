// What the Data API tells of the warehouse's objects, at once: databases, schemas, tables, columns.
#pragma once
#include "redshift/api.h"
#include "redshift_data/objects.gen.h"

namespace tarn::redshift {

namespace data = redshift_data;

Result<data::ListDatabasesOutput> list_databases(WarehouseApi& api, const data::ListDatabasesInput& in, const aws::RequestContext& ctx);
Result<data::ListSchemasOutput> list_schemas(WarehouseApi& api, const data::ListSchemasInput& in, const aws::RequestContext& ctx);
Result<data::ListTablesOutput> list_tables(WarehouseApi& api, const data::ListTablesInput& in, const aws::RequestContext& ctx);
Result<data::DescribeTableOutput> describe_table(WarehouseApi& api, const data::DescribeTableInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::redshift
