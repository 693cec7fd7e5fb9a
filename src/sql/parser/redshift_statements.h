// Redshift's statement parsers, by subject. Each begins at the statement's first word unless it says otherwise.
#pragma once
#include "sql/ast/redshift.h"
#include "sql/parser/cursor.h"
#include "sql/parser/statements.h"

namespace tarn::sql::redshift {

namespace rs = ast::redshift;

// tables
Result<ast::StatementPtr> parse_create_table(Cursor& c, Cursor::Mark begin, bool temporary);  // TABLE is next
Result<ast::StatementPtr> parse_alter_table(Cursor& c);
Result<rs::Column> parse_column(Cursor& c);
Result<std::optional<rs::TableConstraint>> parse_table_constraint(Cursor& c);
Result<rs::TableAttributes> parse_table_attributes(Cursor& c);
Result<bool> parse_table_attribute(Cursor& c, rs::TableAttributes& attributes);

// external schemas and tables; CREATE EXTERNAL has been taken
Result<ast::StatementPtr> parse_create_external(Cursor& c, Cursor::Mark begin, bool or_replace);

// schemas, databases, views, dropping; CREATE and its modifiers have been taken
Result<ast::StatementPtr> parse_create_schema(Cursor& c, Cursor::Mark begin);
Result<ast::StatementPtr> parse_create_database(Cursor& c, Cursor::Mark begin);
Result<ast::StatementPtr> parse_create_view(Cursor& c, Cursor::Mark begin, bool or_replace);
Result<ast::StatementPtr> parse_create_materialized_view(Cursor& c, Cursor::Mark begin);
Result<ast::StatementPtr> parse_alter_schema(Cursor& c);
Result<ast::StatementPtr> parse_alter_database(Cursor& c);
Result<ast::StatementPtr> parse_alter_materialized_view(Cursor& c);
Result<ast::StatementPtr> parse_refresh(Cursor& c);
Result<ast::StatementPtr> parse_drop(Cursor& c);

// loading
Result<ast::StatementPtr> parse_copy(Cursor& c);
Result<ast::StatementPtr> parse_unload(Cursor& c);
Result<std::vector<rs::Option>> parse_options(Cursor& c);

// security
Result<ast::StatementPtr> parse_create_principal(Cursor& c, Cursor::Mark begin);  // USER, GROUP or ROLE is next
Result<ast::StatementPtr> parse_alter_principal(Cursor& c);
Result<ast::StatementPtr> parse_grant(Cursor& c);
Result<ast::StatementPtr> parse_default_privileges(Cursor& c);
Result<std::vector<rs::Grantee>> parse_grantees(Cursor& c);
Result<ast::StatementPtr> parse_create_policy(Cursor& c, Cursor::Mark begin, bool or_replace);  // RLS or MASKING is next
Result<ast::StatementPtr> parse_alter_policy(Cursor& c);
Result<ast::StatementPtr> parse_attach_policy(Cursor& c);

// sessions
Result<ast::StatementPtr> parse_transaction(Cursor& c);  // null: the words begin none
Result<ast::StatementPtr> parse_set(Cursor& c);
Result<ast::StatementPtr> parse_reset(Cursor& c);
Result<ast::StatementPtr> parse_show(Cursor& c);
Result<ast::StatementPtr> parse_cursor_statement(Cursor& c);    // DECLARE, FETCH, CLOSE
Result<ast::StatementPtr> parse_prepared_statement(Cursor& c);  // PREPARE, EXECUTE, DEALLOCATE
Result<ast::StatementPtr> parse_explain(Cursor& c);

// maintenance and routines
Result<ast::StatementPtr> parse_maintenance(Cursor& c);  // ANALYZE, VACUUM, LOCK, CANCEL, COMMENT, TRUNCATE
Result<ast::StatementPtr> parse_call(Cursor& c);
Result<ast::StatementPtr> parse_create_routine(Cursor& c, Cursor::Mark begin, bool or_replace);
Result<ast::StatementPtr> parse_datashare(Cursor& c, Cursor::Mark begin, bool alter);  // DATASHARE is next
Result<std::vector<ast::DataType>> parse_argument_types(Cursor& c);  // ([name] type, ...)

// small pieces
Result<bool> accept_if_not_exists(Cursor& c);
Result<bool> accept_if_exists(Cursor& c);
Result<bool> parse_on_off(Cursor& c);                // ON, OFF, YES, NO, TRUE, FALSE
Result<std::string> parse_word_or_string(Cursor& c);  // decoded; a word in lower case
std::optional<bool> accept_cascade(Cursor& c);        // CASCADE true, RESTRICT false
Result<int64_t> parse_limit_or_unlimited(Cursor& c);  // -1: UNLIMITED
Result<std::vector<ast::ObjectName>> parse_names(Cursor& c);

}  // namespace tarn::sql::redshift
