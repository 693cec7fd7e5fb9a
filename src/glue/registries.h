// Registries of schemas.
#pragma once
#include "glue/schema_registry.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<CreateRegistryOutput> create_registry(Glue& glue, const CreateRegistryInput& in, const aws::RequestContext& ctx);
Result<GetRegistryOutput> get_registry(Glue& glue, const GetRegistryInput& in, const aws::RequestContext& ctx);
Result<ListRegistriesOutput> list_registries(Glue& glue, const ListRegistriesInput& in, const aws::RequestContext& ctx);
Result<UpdateRegistryOutput> update_registry(Glue& glue, const UpdateRegistryInput& in, const aws::RequestContext& ctx);
Result<DeleteRegistryOutput> delete_registry(Glue& glue, const DeleteRegistryInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_create_registry(const CreateRegistryInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_registry(const GetRegistryInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_list_registries(const ListRegistriesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_registry(const UpdateRegistryInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_delete_registry(const DeleteRegistryInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
