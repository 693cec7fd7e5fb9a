// What a statement is called in StatementType and SubstatementType, and which object its result becomes (athena.md 1.11).
#pragma once
#include <string>

#include "sql/parser/parser.h"

namespace tarn::athena {

enum class ResultObject { csv, text, none, table };  // <id>.csv, <id>.txt, <id>, tables/<id>

struct StatementKind {
  std::string type;     // DDL, DML, UTILITY
  std::string subtype;  // empty: none is shown
  ResultObject object = ResultObject::text;
  bool hive = false;    // run on the catalog, with Hive's texts
};

StatementKind statement_kind(const sql::ast::Statement& statement);

}  // namespace tarn::athena
