// The history of a crawler's crawls (glue-crawlers.md section 9).
#pragma once
#include "glue/crawls.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<ListCrawlsOutput> list_crawls(Glue& glue, const ListCrawlsInput& in, const aws::RequestContext& ctx);
aws::AccessChecks may_list_crawls(const ListCrawlsInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
