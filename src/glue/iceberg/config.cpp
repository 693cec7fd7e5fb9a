#include "glue/iceberg/config.h"

#include "aws/model.h"
#include "glue/catalog_access.h"
#include "glue/iceberg/names.h"

namespace tarn::glue_iceberg {
namespace {

// "GET /v1/{prefix}/namespaces": how the REST catalog's specification names operations.
std::string endpoint_name(const aws::OperationModel& operation) {
  constexpr std::string_view kBase = "/iceberg/v1", kCatalog = "/catalogs/{catalog}";
  std::string_view rest = operation.path.substr(kBase.size());
  const bool in_catalog = rest.starts_with(kCatalog);
  if (in_catalog) rest.remove_prefix(kCatalog.size());
  return std::string(operation.method) + " /v1" + (in_catalog ? "/{prefix}" : "") + std::string(rest);
}

}  // namespace

Result<GetConfigOutput> get_config(Glue&, const GetConfigInput& in, const aws::RequestContext& ctx) {
  const std::string warehouse = in.warehouse.value_or(ctx.account_id());
  TRY(catalog_named(warehouse, ctx));
  GetConfigOutput out;
  out.overrides = {{"prefix", "catalogs/" + ctx.account_id()}};
  for (const aws::OperationModel& operation : aws::find_model("glue-iceberg")->operations)
    if (operation.implemented) out.endpoints.push_back(endpoint_name(operation));
  return out;
}

aws::AccessChecks may_get_config(const GetConfigInput&, const aws::RequestContext& ctx) { return glue::catalog_checks("GetCatalog", ctx); }

}  // namespace tarn::glue_iceberg
