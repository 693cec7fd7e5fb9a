// SearchTables (glue-catalog.md 9).
#pragma once
#include "glue/search.gen.h"
#include "glue/service.h"

namespace tarn::glue {

Result<SearchTablesOutput> search_tables(Glue& glue, const SearchTablesInput& in, const aws::RequestContext& ctx);

aws::AccessChecks may_search_tables(const SearchTablesInput& in, const aws::RequestContext& ctx);

}  // namespace tarn::glue
