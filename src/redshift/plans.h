// Queries and changes of rows, analyzed into programs.
#pragma once
#include "redshift/resolver.h"
#include "redshift/sql_session.h"

namespace tarn::redshift {

// nullopt: the statement is not one of these (DDL, COPY, SET, ...). The tree may be taken apart.
Result<std::optional<Plan>> make_plan(SqlSession& session, sql::ast::Statement& tree, const std::vector<sql::Type>& parameters);

Result<Plan> plan_query(SqlSession& session, const sql::ast::Query& query, const std::vector<sql::Type>& parameters);

// The query of a view or a new table: its columns have names, each used once. Tells what it depends on.
struct TableQuery {
  Plan plan;
  std::vector<int64_t> dependencies;
};
Result<TableQuery> plan_table_query(SqlSession& session, const sql::ast::Query& query);

// The query of a materialized view, with its owner's rights.
Result<Plan> plan_stored_query(SqlSession& session, const RelationRecord& view);

// "SELECT ..." of a column's default as a scalar in the engine's SQL; of an identity column its next value.
// `reads_clock` is set where the default is the time.
Result<std::string> default_in_engine(SqlSession& session, const RelationRecord& relation, const ColumnRecord& column, bool* reads_clock = nullptr);

std::string identity_sequence(const RelationRecord& relation, const ColumnRecord& column);  // quoted name in the engine
std::string table_lock(int64_t oid);
std::string name_lock(const std::string& schema, const std::string& name);

}  // namespace tarn::redshift
