// Namespaces: the databases of the catalog, with their location and description among their properties.
#pragma once
#include "glue/iceberg/service.h"
#include "glue_iceberg/namespaces.gen.h"

namespace tarn::glue_iceberg {

Result<ListNamespacesOutput> list_namespaces(Glue& glue, const ListNamespacesInput& in, const aws::RequestContext& ctx);
Result<CreateNamespaceOutput> create_namespace(Glue& glue, const CreateNamespaceInput& in, const aws::RequestContext& ctx);
Result<LoadNamespaceMetadataOutput> load_namespace_metadata(Glue& glue, const LoadNamespaceMetadataInput& in, const aws::RequestContext& ctx);
Result<NamespaceExistsOutput> namespace_exists(Glue& glue, const NamespaceExistsInput& in, const aws::RequestContext& ctx);
Result<UpdateNamespacePropertiesOutput> update_namespace_properties(Glue& glue, const UpdateNamespacePropertiesInput& in, const aws::RequestContext& ctx);
Result<DropNamespaceOutput> drop_namespace(Glue& glue, const DropNamespaceInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_list_namespaces(const ListNamespacesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_create_namespace(const CreateNamespaceInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_load_namespace_metadata(const LoadNamespaceMetadataInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_namespace_exists(const NamespaceExistsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_update_namespace_properties(const UpdateNamespacePropertiesInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_drop_namespace(const DropNamespaceInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue_iceberg
