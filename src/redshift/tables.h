// Pieces of tables that several statements share: CREATE TABLE, ALTER TABLE, materialized views.
#pragma once
#include "redshift/plans.h"
#include "redshift/records.h"
#include "redshift/sql_session.h"
#include "redshift/statements.h"

namespace tarn::redshift {

std::string default_encoding(const sql::Type& type, bool sort_key);
// The encoding is left empty where the statement gives none: whether the column is a sort key may be said later.
Result<ColumnRecord> column_from(const rs::Column& column, int number);
sql::Type stored_type(const sql::Type& type);  // of a query's column, as a table keeps it
Result<void> apply_attributes(const rs::TableAttributes& attributes, RelationRecord& record);  // DISTKEY, SORTKEY, DISTSTYLE
Result<void> make_physical(SqlSession& session, RelationRecord& record);                       // sets record.physical
Result<void> insert_constraint(SqlSession& session, const RelationRecord& relation, const rs::TableConstraint& constraint);
Result<uint64_t> fill_from(SqlSession& session, const RelationRecord& record, const Plan& plan);

}  // namespace tarn::redshift
