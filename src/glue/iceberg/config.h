// GetConfig: what a client learns before anything else.
#pragma once
#include "glue/iceberg/service.h"
#include "glue_iceberg/config.gen.h"

namespace tarn::glue_iceberg {

Result<GetConfigOutput> get_config(Glue& glue, const GetConfigInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_get_config(const GetConfigInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue_iceberg
