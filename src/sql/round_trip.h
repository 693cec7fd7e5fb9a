// The property that golden files, mutations and the fuzzer check: what parses can be printed, and what was printed reads as the same tree.
#pragma once
#include <string>
#include <string_view>

#include "sql/ast/print.h"
#include "sql/parser/parser.h"

namespace tarn::sql {

// The printed text; ROUND_TRIP is an error of ours, any other is the text's own.
inline Result<std::string> round_trip(std::string_view text, Dialect dialect) {
  auto statement = TRY(parse_statement(text, dialect));
  auto printed = ast::print(*statement, dialect);
  auto again = parse_statement(printed, dialect);
  if (!again.ok()) {
    // Explicit parentheses nest deeper than what was written; only the bound may be hit.
    if (again.error().code == "STATEMENT_TOO_LARGE" || again.error().code == "54001") return std::move(again).error();
    return Error{"ROUND_TRIP", "what was printed does not parse: " + again.error().message + "\n" + printed};
  }
  auto twice = ast::print(**again, dialect);
  if (twice != printed) return Error{"ROUND_TRIP", "what was printed reads as something else:\n" + printed + "\n" + twice};
  return printed;
}

}  // namespace tarn::sql
