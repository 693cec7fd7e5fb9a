// The catalog through Athena's API: AwsDataCatalog, its databases and tables (athena.md 1.7).
#pragma once
#include "athena/data_catalogs.gen.h"
#include "athena/state.h"

namespace tarn::athena {

Result<GetDataCatalogOutput> get_data_catalog(State& state, const GetDataCatalogInput& in, const aws::RequestContext& ctx);
Result<ListDataCatalogsOutput> list_data_catalogs(State& state, const ListDataCatalogsInput& in, const aws::RequestContext& ctx);
Result<GetDatabaseOutput> get_database(State& state, const GetDatabaseInput& in, const aws::RequestContext& ctx);
Result<ListDatabasesOutput> list_databases(State& state, const ListDatabasesInput& in, const aws::RequestContext& ctx);
Result<GetTableMetadataOutput> get_table_metadata(State& state, const GetTableMetadataInput& in, const aws::RequestContext& ctx);
Result<ListTableMetadataOutput> list_table_metadata(State& state, const ListTableMetadataInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::athena
