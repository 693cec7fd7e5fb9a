// What each kind of statement does, by subject. Functions run inside the session's transaction unless they say otherwise; errors carry a
// SQLSTATE and Redshift's words.
#pragma once
#include "redshift/sql_session.h"

namespace tarn::redshift {

namespace ast = sql::ast;
namespace rs = sql::ast::redshift;

// tables.cpp
Result<Outcome> create_table(SqlSession& session, rs::CreateTable& node);
Result<Outcome> select_into(SqlSession& session, ast::Query& query);
Result<Outcome> truncate(SqlSession& session, const rs::Truncate& node);  // commits at once
// alter_table.cpp
Result<Outcome> alter_table(SqlSession& session, rs::AlterTable& node);
// drop.cpp
Result<Outcome> drop(SqlSession& session, const rs::Drop& node);
// schemas.cpp
Result<Outcome> create_schema(SqlSession& session, const rs::CreateSchema& node);
Result<Outcome> alter_schema(SqlSession& session, const rs::AlterSchema& node);
Result<Outcome> create_external_schema(SqlSession& session, const rs::CreateExternalSchema& node);
Result<Outcome> comment(SqlSession& session, const rs::Comment& node);
// views.cpp
Result<Outcome> create_view(SqlSession& session, ast::CreateView& node);
Result<Outcome> create_materialized_view(SqlSession& session, rs::CreateMaterializedView& node);
Result<Outcome> refresh_materialized_view(SqlSession& session, const rs::RefreshMaterializedView& node);
Result<Outcome> alter_materialized_view(SqlSession& session, const rs::AlterMaterializedView& node);
// principals.cpp
Result<Outcome> create_or_alter_principal(SqlSession& session, const rs::Principal& node);
Result<Outcome> alter_group(SqlSession& session, const rs::AlterGroup& node);
Result<void> drop_principal(SqlSession& session, const rs::Drop& node, const std::string& name);
// grants.cpp
Result<Outcome> grant(SqlSession& session, const rs::Grant& node);
// policies.cpp
Result<Outcome> create_rls_policy(SqlSession& session, rs::CreateRlsPolicy& node);
Result<Outcome> alter_policy(SqlSession& session, const rs::AlterPolicy& node);
Result<Outcome> attach_policy(SqlSession& session, const rs::AttachPolicy& node);
Result<void> drop_policy(SqlSession& session, const std::string& name, bool if_exists, bool cascade);
// copy.cpp
Result<Outcome> copy(SqlSession& session, const rs::Copy& node);
// session_statements.cpp: SET, SHOW, cursors, prepared statements, maintenance, EXPLAIN
Result<Outcome> control_transaction(SqlSession& session, const rs::Transaction& node);
Result<Outcome> set(SqlSession& session, const rs::Set& node);
Result<Outcome> reset(SqlSession& session, const rs::Reset& node);
Result<Outcome> show(SqlSession& session, const rs::Show& node);
Result<std::vector<sql::ResultColumn>> columns_of_show(const rs::Show& node);
Result<Outcome> declare_cursor(SqlSession& session, rs::DeclareCursor& node);
Result<Outcome> fetch(SqlSession& session, const rs::Fetch& node);
Result<Outcome> close_cursor(SqlSession& session, const rs::CloseCursor& node);
Result<Outcome> explain(SqlSession& session, ast::Explain& node);
Result<Outcome> lock_tables(SqlSession& session, const rs::Lock& node);
Result<Outcome> maintain(SqlSession& session, const std::optional<ast::ObjectName>& table, const char* tag);

// A statement that only has a tag.
Outcome done(std::string tag);
std::string timestamp_text(TimePoint time);  // for the catalog

}  // namespace tarn::redshift
