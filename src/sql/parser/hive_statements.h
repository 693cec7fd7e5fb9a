// Parts of the Hive DDL parser that its files share.
#pragma once
#include "sql/ast/hive.h"
#include "sql/parser/cursor.h"

namespace tarn::sql {

Result<ast::ObjectName> parse_hive_name(Cursor& c);             // t, db.t, `db`.`t`, `db.t`
Result<ast::StatementPtr> parse_hive_alter_table(Cursor& c);    // ALTER TABLE has not been taken

}  // namespace tarn::sql
