#include "glue/unfiltered_metadata.h"

#include "catalog/catalog_names.h"
#include "catalog/partitions.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/links.h"
#include "glue/page_token.h"
#include "glue/table_shapes.h"

namespace tarn::glue {
namespace {

constexpr size_t kDefaultPage = 1000;

// Tables of another region are asked for with their region.
aws::RequestContext in_region(const std::optional<std::string>& region, const aws::RequestContext& ctx) {
  aws::RequestContext out = ctx;
  if (region) out.access.region = *region;
  return out;
}

std::vector<std::string> every_column(const catalog::Table& table) {
  std::vector<std::string> out;
  for (const auto* columns : {&table.storage.columns, &table.partition_keys})
    for (const catalog::Column& column : *columns) out.push_back(column.name);
  return out;
}

template <class Input>
aws::AccessChecks checks_of(const char* action, const Input& in, const std::string& table, const aws::RequestContext& ctx) {
  auto checks = table_checks(action, in_region(in.region, ctx), in.database_name, table, in.catalog_id);
  checks.push_back({"lakeformation:GetDataAccess", "*", {}});
  return checks;
}

}  // namespace

Result<GetUnfilteredTableMetadataOutput> get_unfiltered_table_metadata(Glue& glue, const GetUnfilteredTableMetadataInput& in, const aws::RequestContext& request) {
  const auto ctx = in_region(in.region, request);
  auto reader = glue.store.snapshot();
  const auto named = TRY(named_table(glue, *reader, in.catalog_id, in.database_name, in.name, "GetTable", ctx));
  const auto table = TRY(table_behind(glue, *reader, in.catalog_id, in.database_name, in.name, "GetTable", ctx));
  GetUnfilteredTableMetadataOutput out;
  out.table = shown_with_target(glue, *reader, named, ctx);
  out.authorized_columns = every_column(table);
  out.is_registered_with_lake_formation = out.is_multi_dialect_view = out.is_materialized_view = out.is_protected = false;
  out.resource_arn = catalog::table_arn(table.catalog, table.database, table.name);
  if (in.query_session_context) out.query_authorization_id = in.query_session_context->query_authorization_id;
  return out;
}

Result<GetUnfilteredPartitionMetadataOutput> get_unfiltered_partition_metadata(Glue& glue, const GetUnfilteredPartitionMetadataInput& in, const aws::RequestContext& request) {
  const auto ctx = in_region(in.region, request);
  auto reader = glue.store.snapshot();
  const auto table = TRY(table_behind(glue, *reader, in.catalog_id, in.database_name, in.table_name, "GetPartition", ctx));
  GetUnfilteredPartitionMetadataOutput out;
  out.partition = shown_partition(table, TRY(catalog::get_partition(*reader, table, in.partition_values)));
  out.authorized_columns = every_column(table);
  out.is_registered_with_lake_formation = false;
  return out;
}

Result<GetUnfilteredPartitionsMetadataOutput> get_unfiltered_partitions_metadata(Glue& glue, const GetUnfilteredPartitionsMetadataInput& in, const aws::RequestContext& request) {
  const auto ctx = in_region(in.region, request);
  auto reader = glue.store.snapshot();
  const auto table = TRY(table_behind(glue, *reader, in.catalog_id, in.database_name, in.table_name, "GetPartitions", ctx));
  const std::string expression = in.expression.value_or("");
  const auto filter = TRY(catalog::PartitionExpression::parse(expression, table.partition_keys));
  catalog::PartitionQuery query{.filter = &filter, .limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage};
  if (in.segment) {
    if (in.segment->segment_number >= in.segment->total_segments) return errors::invalid_input("SegmentNumber must be less than TotalSegments.");
    query.segment = static_cast<uint32_t>(in.segment->segment_number);
    query.segments = static_cast<uint32_t>(in.segment->total_segments);
  }
  const PageToken token({"GetUnfilteredPartitionsMetadata", std::to_string(table.id), expression, std::to_string(query.segment), std::to_string(query.segments)});
  query.after = TRY(token.decode(in.next_token));
  const auto page = TRY(catalog::list_partitions(*reader, table, query, ctx.access));
  const auto columns = every_column(table);
  GetUnfilteredPartitionsMetadataOutput out;
  out.unfiltered_partitions.emplace();
  for (const catalog::Partition& partition : page.items)
    out.unfiltered_partitions->push_back({.partition = shown_partition(table, partition), .authorized_columns = columns, .is_registered_with_lake_formation = false});
  if (page.next) out.next_token = token.encode(*page.next);
  return out;
}

aws::AccessChecks may_get_unfiltered_table_metadata(const GetUnfilteredTableMetadataInput& in, const aws::RequestContext& ctx) { return checks_of("GetTable", in, in.name, ctx); }
aws::AccessChecks may_get_unfiltered_partition_metadata(const GetUnfilteredPartitionMetadataInput& in, const aws::RequestContext& ctx) { return checks_of("GetPartition", in, in.table_name, ctx); }
aws::AccessChecks may_get_unfiltered_partitions_metadata(const GetUnfilteredPartitionsMetadataInput& in, const aws::RequestContext& ctx) { return checks_of("GetPartitions", in, in.table_name, ctx); }

}  // namespace tarn::glue
