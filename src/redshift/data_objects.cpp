#include "redshift/data_objects.h"

#include "redshift/api_errors.h"
#include "redshift/data_target.h"

namespace tarn::redshift {
namespace {

constexpr int64_t kMaxListed = 1000;  // API reference, MaxResults

struct Listed {
  std::vector<Row> rows;
  std::optional<std::string> next_token;  // where the next page begins
};

// Rows of a query over the catalog, as the caller's user of the warehouse sees them, one page of them.
template <class Input>
Result<Listed> list(WarehouseApi& api, const Input& in, const aws::RequestContext& ctx, const std::string& query, std::vector<std::optional<std::string>> parameters) {
  const DataLogin login = TRY(resolve_login(api, target_of(in), ctx));
  auto opened = api.runner.open(login);
  if (!opened.ok()) return errors::connection_failed(opened.error());
  SqlSession& session = **opened;
  const std::string& token = in.next_token ? *in.next_token : "0";
  if (token.empty() || token.size() > 12 || token.find_first_not_of("0123456789") != std::string::npos) return errors::validation("The NextToken is not valid.");
  const int64_t first = std::stoll(token);
  const int64_t wanted = in.max_results.value_or(0);
  const int64_t limit = wanted <= 0 ? kMaxListed : std::min(wanted, kMaxListed);
  auto run = [&]() -> Result<Listed> {
    auto statement = TRY(session.prepare(query + " LIMIT " + std::to_string(limit + 1) + " OFFSET " + token, {}));
    Outcome outcome = TRY(session.execute(*statement, std::move(parameters)));
    Listed listed;
    while (auto batch = TRY(outcome.stream->next()))
      for (size_t r = 0; r < batch->rows(); ++r) {
        Row& row = listed.rows.emplace_back(outcome.columns.size());
        for (size_t c = 0; c < row.size(); ++c)
          if (!batch->is_null(c, r)) batch->print(c, r, row[c].emplace());
      }
    if (static_cast<int64_t>(listed.rows.size()) > limit) {
      listed.rows.pop_back();
      listed.next_token = std::to_string(first + limit);
    }
    return listed;
  };
  auto listed = run();
  session.finish(listed.ok() ? nullptr : &listed.error(), listed.ok() ? static_cast<int64_t>(listed->rows.size()) : 0);
  if (!listed.ok()) return errors::query_failed(listed.error());
  return listed;
}

std::string table_type(const std::string& type) {
  if (type == "BASE TABLE") return "TABLE";
  return type;  // VIEW, EXTERNAL TABLE
}

data::ColumnMetadata column_of(const Row& row) {
  data::ColumnMetadata column;
  column.schema_name = row[0];
  column.table_name = row[1];
  column.name = column.label = row[2];
  column.type_name = row[3];
  column.nullable = row[4] == "NO" ? 0 : 1;
  column.length = row[5] ? std::stoi(*row[5]) : 0;
  column.precision = row[6] ? std::stoi(*row[6]) : row[5] ? std::stoi(*row[5]) : 0;
  column.scale = row[7] ? std::stoi(*row[7]) : 0;
  column.column_default = row[8];
  column.is_signed = row[6].has_value();
  column.is_currency = false;
  column.is_case_sensitive = row[5].has_value();
  return column;
}

}  // namespace

Result<data::ListDatabasesOutput> list_databases(WarehouseApi& api, const data::ListDatabasesInput& in, const aws::RequestContext& ctx) {
  Listed listed = TRY(list(api, in, ctx, "SELECT datname FROM pg_catalog.pg_database WHERE datname NOT IN ('template0', 'template1') ORDER BY datname", {}));
  data::ListDatabasesOutput out;
  out.databases.emplace();
  for (const Row& row : listed.rows) out.databases->push_back(row[0].value_or(""));
  out.next_token = listed.next_token;
  return out;
}

Result<data::ListSchemasOutput> list_schemas(WarehouseApi& api, const data::ListSchemasInput& in, const aws::RequestContext& ctx) {
  Listed listed = TRY(list(api, in, ctx, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname LIKE $1 ORDER BY nspname", {in.schema_pattern.value_or("%")}));
  data::ListSchemasOutput out;
  out.schemas.emplace();
  for (const Row& row : listed.rows) out.schemas->push_back(row[0].value_or(""));
  out.next_token = listed.next_token;
  return out;
}

Result<data::ListTablesOutput> list_tables(WarehouseApi& api, const data::ListTablesInput& in, const aws::RequestContext& ctx) {
  Listed listed = TRY(list(api, in, ctx,
                           "SELECT table_schema, table_name, table_type FROM pg_catalog.svv_tables WHERE table_schema LIKE $1 AND table_name LIKE $2 ORDER BY 1, 2",
                           {in.schema_pattern.value_or("%"), in.table_pattern.value_or("%")}));
  data::ListTablesOutput out;
  out.tables.emplace();
  for (const Row& row : listed.rows) out.tables->push_back({.name = row[1], .type = table_type(row[2].value_or("")), .schema = row[0]});
  out.next_token = listed.next_token;
  return out;
}

Result<data::DescribeTableOutput> describe_table(WarehouseApi& api, const data::DescribeTableInput& in, const aws::RequestContext& ctx) {
  Listed listed = TRY(list(api, in, ctx,
                           "SELECT table_schema, table_name, column_name, data_type, is_nullable, character_maximum_length, numeric_precision, numeric_scale, column_default "
                           "FROM pg_catalog.svv_columns WHERE table_schema LIKE $1 AND table_name LIKE $2 ORDER BY table_schema, table_name, ordinal_position",
                           {in.schema.value_or("%"), in.table.value_or("%")}));
  data::DescribeTableOutput out;
  out.table_name = in.table;
  out.column_list.emplace();
  for (const Row& row : listed.rows) out.column_list->push_back(column_of(row));
  out.next_token = listed.next_token;
  return out;
}

}  // namespace tarn::redshift
