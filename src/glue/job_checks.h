// What callers of the job operations must be allowed (actions.md 2, Jobs).
#pragma once
#include <string>

#include "aws/request_context.h"

namespace tarn::glue {

inline std::string job_arn(const aws::RequestContext& ctx, const std::string& name) {
  return "arn:aws:glue:" + ctx.region() + ":" + ctx.account_id() + ":job/" + name;
}

}  // namespace tarn::glue
