// Golden files tests/sql/**/*.slt: text records, one for each question, with the expected answer behind "----".
//
//     dialect athena            holds for the records below it: athena (Hive or Trino, as routed), trino, hive, redshift
//
//     parse                     the tree printed as text again
//     SELECT a+1 FROM t
//     ----
//     SELECT (a + 1)
//     FROM
//       t
//
//     error SYNTAX_ERROR        the code; the message behind ---- if it is to be checked
//     SELECT FROM
//
// Other kinds: `translate` (the DuckDB SQL of each step) and `columns` (name and type of each result column, a line each). A record ends at a blank
// line; lines that begin with '#' between records are comments.
#pragma once
#include <string>
#include <vector>

namespace tarn::sql::golden {

struct Record {
  std::vector<std::string> before;  // comments, blank lines and the dialect line that stand above it
  std::string dialect;
  std::string kind;       // first word of the head line
  std::string argument;   // the rest of it
  std::string sql;
  bool has_expected = false;
  std::string expected;
  int line = 0;           // of the head
};

std::vector<Record> read_records(const std::string& text, std::vector<std::string>& tail);
std::string write_records(const std::vector<Record>& records, const std::vector<std::string>& tail);

}  // namespace tarn::sql::golden
