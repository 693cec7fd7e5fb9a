#include "catalog/links.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/encoding.h"
#include "catalog/catalog_names.h"
#include "catalog/errors.h"

namespace tarn::catalog {
namespace {

std::string text_of(const boost::json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  return value && value->is_string() ? std::string(std::string_view(value->get_string())) : std::string();
}

// `more` is empty for nearly every record.
std::optional<LinkTarget> read_link(const std::string& more, std::string_view member, const CatalogId& own) {
  if (more.find(member) == more.npos) return std::nullopt;
  boost::system::error_code failed;
  const auto document = boost::json::parse(more, failed);
  const auto* object = document.if_object();
  const auto* found = object ? object->if_contains(member) : nullptr;
  const auto* target = found ? found->if_object() : nullptr;
  if (!target) return std::nullopt;
  LinkTarget out;
  const std::string catalog = text_of(*target, "CatalogId"), region = text_of(*target, "Region");
  out.catalog = catalog.empty() ? own : parse_catalog_id(catalog, own);
  if (!region.empty()) out.catalog.region = region;
  out.database = to_lower(text_of(*target, "DatabaseName"));
  out.table = to_lower(text_of(*target, "Name"));
  return out;
}

Error chained() { return errors::invalid_input("The target of a resource link must not be a resource link."); }

Result<void> authorize(const LinkReader& names, const std::vector<std::string>& arns) {
  for (const std::string& arn : arns) TRY(names.authorizer.authorize(names.access, {names.action, arn, {}}));
  return {};
}

}  // namespace

std::optional<LinkTarget> link_of(const Database& database) { return read_link(database.more, "TargetDatabase", database.catalog); }
std::optional<LinkTarget> link_of(const Table& table) { return read_link(table.more, "TargetTable", table.catalog); }

Result<Place> follow_database(const LinkReader& names, const CatalogId& catalog, std::string_view database, std::string_view table) {
  const Place own{catalog, to_lower(database)};
  const auto found = TRY(find_database(names.reader, catalog, database, names.access));
  if (!found) return own;
  const auto target = link_of(*found);
  if (!target) return own;
  TRY(authorize(names, table.empty() ? database_arns(target->catalog, target->database) : table_arns(target->catalog, target->database, table)));
  const auto behind = TRY(find_database(names.reader, target->catalog, target->database, names.access));
  if (behind && link_of(*behind)) return chained();
  return Place{target->catalog, target->database};
}

Result<std::optional<Table>> follow_table(const LinkReader& names, const CatalogId& catalog, std::string_view database, std::string_view table) {
  const Place place = TRY(follow_database(names, catalog, database, table));
  auto found = TRY(find_table(names.reader, place.catalog, place.database, table, names.access));
  if (!found) return found;
  if (const auto target = link_of(*found)) {
    TRY(authorize(names, table_arns(target->catalog, target->database, target->table)));
    found = TRY(find_table(names.reader, target->catalog, target->database, target->table, names.access));
    if (!found) return found;
    if (link_of(*found)) return chained();
  }
  found->reached_as = TableName{to_lower(database), to_lower(table)};
  return found;
}

}  // namespace tarn::catalog
