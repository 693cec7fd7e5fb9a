// External schemas: whose rights they read with, and their tables as the system views list them.
#pragma once
#include <memory>
#include <string>

#include "aws/access_context.h"
#include "redshift/records.h"
#include "redshift/sql_session.h"

namespace tarn::redshift {

// The role of an IAM_ROLE clause, taken on by the warehouse. Errors as redshift.md 3.9: not attached, not authorized to assume.
Result<aws::AccessContext> assume_role(SqlSession& session, const std::string& role_arn);

// svv_external_tables and svv_external_columns: temp tables of the engine that are filled from the Data Catalog before a statement reads them.
const RelationRecord* find_external_view(const std::string& name);
Result<void> list_external_tables(SqlSession& session);

}  // namespace tarn::redshift
