#include "glue/links.h"

#include "catalog/catalog_names.h"
#include "glue/catalog_shapes.h"
#include "glue/errors.h"
#include "glue/table_shapes.h"

namespace tarn::glue {
namespace {

Error chained() { return errors::invalid_input("The target of a resource link must not be a resource link."); }

bool may_see(Glue& glue, const std::string& action, const std::vector<std::string>& arns, const aws::RequestContext& ctx) {
  for (const std::string& arn : arns)
    if (!glue.iam.authorizer().allowed(ctx.access, {action, arn, {}})) return false;
  return true;
}

// What a link shows of its target; nullopt: nothing.
Result<std::optional<catalog::Table>> visible_target(Glue& glue, kv::Reader& reader, const catalog::LinkTarget& target, const aws::RequestContext& ctx) {
  if (!may_see(glue, "glue:GetTable", catalog::table_arns(target.catalog, target.database, target.table), ctx)) return std::optional<catalog::Table>();
  return catalog::find_table(reader, target.catalog, target.database, target.table, ctx.access);
}

}  // namespace

Result<catalog::Place> place_of(Glue& glue, kv::Reader& reader, const NamedCatalog& named, const std::string& database, const std::string& table, const char* action,
                                const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(named, ctx));
  const std::string full_action = std::string("glue:") + action;
  return catalog::follow_database({reader, glue.iam.authorizer(), ctx.access, full_action}, id, database, table);
}

Result<catalog::Table> named_table(Glue& glue, kv::Reader& reader, const NamedCatalog& named, const std::string& database, const std::string& table, const char* action,
                                   const aws::RequestContext& ctx) {
  const auto place = TRY(place_of(glue, reader, named, database, table, action, ctx));
  return catalog::get_table(reader, place.catalog, place.database, table, ctx.access);
}

Result<catalog::Table> table_behind(Glue& glue, kv::Reader& reader, const NamedCatalog& named, const std::string& database, const std::string& table, const char* action,
                                    const aws::RequestContext& ctx) {
  const auto id = TRY(catalog_of(named, ctx));
  const std::string full_action = std::string("glue:") + action;
  auto found = TRY(catalog::follow_table({reader, glue.iam.authorizer(), ctx.access, full_action}, id, database, table));
  if (found) return std::move(*found);
  TRY(named_table(glue, reader, named, database, table, action, ctx));  // says which part of the name is not there
  return errors::table_not_found();
}

Table shown_with_target(Glue& glue, kv::Reader& reader, const catalog::Table& table, const aws::RequestContext& ctx) {
  Table out = shown_table(table);
  const auto target = catalog::link_of(table);
  if (!target) return out;
  const auto found = visible_target(glue, reader, *target, ctx);
  if (!found.ok() || !*found) return out;
  out.storage_descriptor = shown_descriptor((*found)->storage);
  out.partition_keys = shown_columns((*found)->partition_keys);
  out.parameters = shown_parameters((*found)->parameters);
  out.table_type = shown_text((*found)->table_type);
  return out;
}

Result<void> refuse_chain(Glue& glue, kv::Reader& reader, const catalog::Table& link, const aws::RequestContext& ctx) {
  const auto target = catalog::link_of(link);
  if (!target) return {};
  const auto found = TRY(visible_target(glue, reader, *target, ctx));
  if (found && catalog::link_of(*found)) return chained();
  return {};
}

Result<void> refuse_chain(Glue& glue, kv::Reader& reader, const catalog::Database& link, const aws::RequestContext& ctx) {
  const auto target = catalog::link_of(link);
  if (!target || !may_see(glue, "glue:GetDatabase", catalog::database_arns(target->catalog, target->database), ctx)) return {};
  const auto found = TRY(catalog::find_database(reader, target->catalog, target->database, ctx.access));
  if (found && catalog::link_of(*found)) return chained();
  return {};
}

}  // namespace tarn::glue
