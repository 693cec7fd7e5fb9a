#include "glue/tagged_resources.h"

#include "aws/arn.h"
#include "catalog/catalogs.h"
#include "glue/connection_records.h"
#include "glue/crawler/records.h"
#include "glue/errors.h"
#include "glue/job/records.h"
#include "glue/registry/records.h"

namespace tarn::glue {
namespace {

struct Wanted {
  Glue& glue;
  kv::Reader& reader;
  const aws::RequestContext& ctx;
  std::string name;  // what follows "job/"
};

catalog::CatalogId own(const Wanted& wanted) { return catalog::CatalogId::of(wanted.ctx.access); }

Result<bool> catalog_exists(const Wanted& wanted) {
  auto id = own(wanted);
  id.nested = wanted.name;
  return TRY(catalog::find_catalog(wanted.reader, id)).has_value();
}

// "orders", or "sales/orders" of a nested catalog.
Result<bool> database_exists(const Wanted& wanted) {
  auto id = own(wanted);
  const auto slash = wanted.name.rfind('/');
  if (slash != std::string::npos) id.nested = wanted.name.substr(0, slash);
  const std::string database = slash == std::string::npos ? wanted.name : wanted.name.substr(slash + 1);
  return TRY(catalog::find_database(wanted.reader, id, database, wanted.ctx.access)).has_value();
}

Result<bool> connection_exists(const Wanted& wanted) {
  return TRY(find_connection(wanted.reader, own(wanted), wanted.name, wanted.glue.secrets)).has_value();
}

Result<bool> crawler_exists(const Wanted& wanted) {
  return TRY(crawler::find_crawler(wanted.reader, {wanted.ctx.account_id(), wanted.ctx.region(), wanted.name})).has_value();
}

Result<bool> job_exists(const Wanted& wanted) {
  return TRY(job::find_job(wanted.reader, {wanted.ctx.account_id(), wanted.ctx.region(), wanted.name})).has_value();
}

Result<bool> registry_exists(const Wanted& wanted) {
  return TRY(registry::find_registry(wanted.reader, {wanted.ctx.account_id(), wanted.ctx.region()}, wanted.name)).has_value();
}

Result<bool> schema_exists(const Wanted& wanted) {
  const auto slash = wanted.name.find('/');
  if (slash == std::string::npos) return false;
  return TRY(registry::find_schema(wanted.reader, {wanted.ctx.account_id(), wanted.ctx.region()}, wanted.name.substr(0, slash), wanted.name.substr(slash + 1))).has_value();
}

struct Kind {
  std::string_view prefix;
  Result<bool> (*exists)(const Wanted&);
};

constexpr Kind kKinds[] = {
    {"catalog/", catalog_exists}, {"database/", database_exists}, {"connection/", connection_exists}, {"crawler/", crawler_exists},
    {"job/", job_exists},         {"registry/", registry_exists}, {"schema/", schema_exists},
};

}  // namespace

Result<void> require_taggable(Glue& glue, kv::Reader& reader, const std::string& text, const aws::RequestContext& ctx) {
  const auto arn = aws::Arn::parse(text);
  const bool own_arn = arn && arn->service == "glue" && arn->account_id == ctx.account_id() && arn->region == ctx.region();
  if (!own_arn) return errors::invalid_input("The resource ARN " + text + " is not valid.");
  for (const Kind& kind : kKinds) {
    if (!arn->resource.starts_with(kind.prefix)) continue;
    if (TRY(kind.exists({glue, reader, ctx, arn->resource.substr(kind.prefix.size())}))) return {};
    return errors::not_found("Resource " + text + " not found.");
  }
  return errors::invalid_input("Resources of the kind of " + text + " cannot be tagged.");
}

}  // namespace tarn::glue
