// Resource links: databases and tables that stand for others, of this catalog or of another account or region (glue-catalog.md 13). A
// read of a link gives the link; only the functions here go on to what it names, with the caller's rights there. A target that is a link
// itself is not followed, so that every chain ends.
#pragma once
#include <optional>
#include <string>

#include "catalog/tables.h"
#include "iam/authorizer.h"

namespace tarn::catalog {

struct LinkTarget {
  CatalogId catalog;
  std::string database;
  std::string table;  // empty: a database
};

// nullopt: no link. What the link leaves out (account, region) is its own catalog's.
std::optional<LinkTarget> link_of(const Database& database);
std::optional<LinkTarget> link_of(const Table& table);

// Where the tables of a database are: its own place, or its target's.
struct Place {
  CatalogId catalog;
  std::string database;
};

// What reads names for one caller. Everything is borrowed.
struct LinkReader {
  kv::Reader& reader;
  const iam::Authorizer& authorizer;
  const aws::AccessContext& access;
  const std::string& action;  // "glue:GetTable": must be allowed on the targets too
};

// `table` is the name that the action is about, empty for the database alone. A missing database is its own place. Errors: AccessDenied on
// the target; InvalidInputException (the target is a link).
Result<Place> follow_database(const LinkReader& names, const CatalogId& catalog, std::string_view database, std::string_view table);

// The table behind a name, through a link of the database and one of the table: with the target's names and catalog, and the asked ones as
// reached_as. nullopt: nothing there, or nothing where the link leads. Errors as above.
Result<std::optional<Table>> follow_table(const LinkReader& names, const CatalogId& catalog, std::string_view database, std::string_view table);

}  // namespace tarn::catalog
