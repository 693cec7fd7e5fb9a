#include "engine/native_functions.h"

#include <duckdb/catalog/catalog.hpp>
#include <duckdb/function/scalar_function.hpp>
#include <duckdb/parser/parsed_data/create_aggregate_function_info.hpp>
#include <duckdb/parser/parsed_data/create_scalar_function_info.hpp>
#include <duckdb/parser/parsed_data/create_schema_info.hpp>

#include "engine/functions/groups.h"
#include "engine/functions/json_text.h"

namespace tarn::engine {
namespace {

using duckdb::Catalog;
using duckdb::CatalogTransaction;

void create_schema(Catalog& catalog, CatalogTransaction transaction, const std::string& name) {
  duckdb::CreateSchemaInfo schema;
  schema.catalog = SYSTEM_CATALOG;
  schema.schema = name;
  schema.internal = true;
  schema.on_conflict = duckdb::OnCreateConflict::IGNORE_ON_CONFLICT;
  catalog.CreateSchema(transaction, schema);
}

}  // namespace

void register_native_functions(duckdb::DatabaseInstance& database) {
  NativeFunctions functions;
  add_error_functions(functions);
  add_json_text_functions(functions);
  add_text_functions(functions);
  add_number_functions(functions);
  add_zone_functions(functions);
  add_time_functions(functions);
  add_collection_functions(functions);
  add_sql_json_functions(functions);
  add_sketch_functions(functions);
  add_encoding_functions(functions);
  add_conversion_functions(functions);
  add_word_functions(functions);
  add_regexp_functions(functions);
  add_redshift_functions(functions);
  add_digest_functions(functions);
  add_url_functions(functions);

  auto& catalog = Catalog::GetSystemCatalog(database);
  duckdb::Connection connection(database);
  connection.context->RunFunctionInTransaction([&] {
    auto transaction = CatalogTransaction::GetSystemTransaction(database);
    for (auto* schema : {"trino", "redshift"}) create_schema(catalog, transaction, schema);
    for (auto& [schema, set] : functions.all) {
      for (auto& function : set.functions) {
        function.SetFallible();
        function.SetStability(duckdb::FunctionStability::CONSISTENT);
      }
      duckdb::CreateScalarFunctionInfo info(set);
      info.schema = schema;
      info.catalog = SYSTEM_CATALOG;
      info.internal = true;
      catalog.CreateFunction(transaction, info);
    }
    for (auto& aggregate : functions.aggregates) {
      aggregate.SetFallible();
      duckdb::CreateAggregateFunctionInfo info(aggregate);
      info.schema = "trino";
      info.catalog = SYSTEM_CATALOG;
      info.internal = true;
      catalog.CreateFunction(transaction, info);
    }
  });
}

}  // namespace tarn::engine
