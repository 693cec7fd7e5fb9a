// Nested catalogs (glue-catalog.md 13): one level below the account's own, with databases and tables of their own.
#pragma once
#include "glue/catalogs.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateCatalogOutput> create_catalog(Glue& glue, const CreateCatalogInput& in, const aws::RequestContext& ctx);
Result<GetCatalogOutput> get_catalog(Glue& glue, const GetCatalogInput& in, const aws::RequestContext& ctx);
Result<GetCatalogsOutput> get_catalogs(Glue& glue, const GetCatalogsInput& in, const aws::RequestContext& ctx);
Result<UpdateCatalogOutput> update_catalog(Glue& glue, const UpdateCatalogInput& in, const aws::RequestContext& ctx);
Result<DeleteCatalogOutput> delete_catalog(Glue& glue, const DeleteCatalogInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_catalog(const CreateCatalogInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_catalog(const GetCatalogInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_catalogs(const GetCatalogsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_catalog(const UpdateCatalogInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_catalog(const DeleteCatalogInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
