// Where the names of a request lead, through resource links (catalog/links.h): the request's own checks were made on the names as they were
// asked, here the targets are checked.
#pragma once
#include "catalog/links.h"
#include "glue/catalog_access.h"
#include "glue/service.h"
#include "glue/tables.gen.h"

namespace tarn::glue {

// Where the tables of a database are. `table`: the name that the request is about, empty for the database alone; `action` without "glue:".
Result<catalog::Place> place_of(Glue& glue, kv::Reader& reader, const NamedCatalog& named, const std::string& database, const std::string& table, const char* action,
                                const aws::RequestContext& ctx);

// The record of that name, which may be a link; and the table behind it. EntityNotFoundException as catalog::get_table.
Result<catalog::Table> named_table(Glue& glue, kv::Reader& reader, const NamedCatalog& named, const std::string& database, const std::string& table, const char* action,
                                   const aws::RequestContext& ctx);
Result<catalog::Table> table_behind(Glue& glue, kv::Reader& reader, const NamedCatalog& named, const std::string& database, const std::string& table, const char* action,
                                    const aws::RequestContext& ctx);

// The table as the API shows it: a link with the columns, keys and parameters of its target, where there is one that the caller may see.
Table shown_with_target(Glue& glue, kv::Reader& reader, const catalog::Table& table, const aws::RequestContext& ctx);

// InvalidInputException if a new link names a link.
Result<void> refuse_chain(Glue& glue, kv::Reader& reader, const catalog::Table& link, const aws::RequestContext& ctx);
Result<void> refuse_chain(Glue& glue, kv::Reader& reader, const catalog::Database& link, const aws::RequestContext& ctx);

}  // namespace tarn::glue
