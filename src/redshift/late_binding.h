// Columns of views WITH NO SCHEMA BINDING: what their queries give now, as pg_get_late_binding_view_cols() lists them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sql/resolver.h"

namespace tarn::redshift {

class SqlSession;

// The rows of pg_get_late_binding_view_cols() or pg_get_cols('schema.relation'), listed afresh; nullopt: another function. A view whose query
// cannot be read (something is missing, or the user may not) has no columns to show.
Result<std::optional<sql::Relation>> find_column_listing(SqlSession& session, const std::string& function, const std::vector<std::string>& arguments);

}  // namespace tarn::redshift
