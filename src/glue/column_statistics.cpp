#include "glue/column_statistics.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "catalog/column_statistics.h"
#include "glue/catalog_access.h"
#include "glue/errors.h"
#include "glue/links.h"

namespace tarn::glue {
namespace {

using Values = std::vector<std::string>;

// Decimals hold raw bytes, which JSON cannot: stored in base64.
template <class Transform>
void each_decimal(ColumnStatistics& statistics, Transform transform) {
  auto& decimal = statistics.statistics_data.decimal_column_statistics_data;
  if (!decimal) return;
  for (auto* bound : {&decimal->minimum_value, &decimal->maximum_value})
    if (*bound) (*bound)->unscaled_value = transform((*bound)->unscaled_value);
}

std::string stored_text(ColumnStatistics statistics) {
  each_decimal(statistics, [](const std::string& bytes) { return to_base64(bytes); });
  return boost::json::serialize(to_document(statistics));
}

Result<ColumnStatistics> shown(const std::string& text) {
  ColumnStatistics out;
  boost::system::error_code failed;
  TRY(from_document(boost::json::parse(text, failed), out));
  each_decimal(out, [](const std::string& base64) { return from_base64(base64).value_or(""); });
  return out;
}

const catalog::Column* find_column(const catalog::Table& table, const std::string& name) {
  for (const auto* columns : {&table.storage.columns, &table.partition_keys})
    for (const catalog::Column& column : *columns)
      if (equals_ignoring_case(column.name, name)) return &column;
  return nullptr;
}

// Exactly the member that the type names.
Result<void> check_data(const ColumnStatisticsData& data) {
  const std::pair<std::string_view, bool> kMembers[] = {
      {"BOOLEAN", data.boolean_column_statistics_data.has_value()}, {"DATE", data.date_column_statistics_data.has_value()},
      {"DECIMAL", data.decimal_column_statistics_data.has_value()}, {"DOUBLE", data.double_column_statistics_data.has_value()},
      {"LONG", data.long_column_statistics_data.has_value()},       {"STRING", data.string_column_statistics_data.has_value()},
      {"BINARY", data.binary_column_statistics_data.has_value()}};
  for (const auto& [type, given] : kMembers)
    if (given != (type == data.type)) return errors::invalid_input("Exactly the statistics of type " + data.type + " must be given.");
  return {};
}

template <class Input>
Result<catalog::Table> table_of(Glue& glue, kv::Reader& reader, const Input& in, const char* action, const aws::RequestContext& ctx) {
  return table_behind(glue, reader, in.catalog_id, in.database_name, in.table_name, action, ctx);
}

Result<void> put_one(kv::Txn& txn, const catalog::Table& table, const Values* values, const ColumnStatistics& statistics) {
  if (!find_column(table, statistics.column_name)) return errors::not_found("Column " + statistics.column_name + " not found.");
  TRY(check_data(statistics.statistics_data));
  return catalog::put_column_statistics(txn, table, values, {statistics.column_name, statistics.column_type, stored_text(statistics)});
}

// `Output` of the table or the partition operation: they have the same members.
template <class Output, class Input>
Result<Output> update(Glue& glue, const Input& in, const Values* values, const char* action, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<Output> {
    const auto table = TRY(table_of(glue, txn, in, action, ctx));
    if (values) TRY(catalog::get_partition(txn, table, *values));
    Output out;
    out.errors.emplace();
    for (const ColumnStatistics& statistics : in.column_statistics_list) {
      auto stored = put_one(txn, table, values, statistics);
      if (!stored.ok()) out.errors->push_back({.column_statistics = statistics, .error = errors::as_detail(stored.error())});
    }
    return out;
  });
}

template <class Output, class Input>
Result<Output> get(Glue& glue, const Input& in, const Values* values, const char* action, const aws::RequestContext& ctx) {
  auto reader = glue.store.snapshot();
  const auto table = TRY(table_of(glue, *reader, in, action, ctx));
  if (values) TRY(catalog::get_partition(*reader, table, *values));
  Output out;
  out.column_statistics_list.emplace();
  out.errors.emplace();
  for (const std::string& column : in.column_names) {
    auto found = TRY(catalog::find_column_statistics(*reader, table, values, column));
    if (found && find_column(table, column)) {
      out.column_statistics_list->push_back(TRY(shown(found->document)));
    } else {
      out.errors->push_back({.column_name = column, .error = errors::as_detail(errors::not_found("Column statistics not found for column " + column + "."))});
    }
  }
  return out;
}

template <class Output, class Input>
Result<Output> remove(Glue& glue, const Input& in, const Values* values, const char* action, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<Output> {
    const auto table = TRY(table_of(glue, txn, in, action, ctx));
    if (values) TRY(catalog::get_partition(txn, table, *values));
    TRY(catalog::delete_column_statistics(txn, table, values, in.column_name));
    return Output{};
  });
}

template <class Input>
aws::AccessChecks checks_of(const char* action, const Input& in, const aws::RequestContext& ctx) {
  return table_checks(action, ctx, in.database_name, in.table_name, in.catalog_id);
}

}  // namespace

Result<void> store_column_statistics(kv::Txn& txn, const catalog::Table& table, const ColumnStatistics& statistics) { return put_one(txn, table, nullptr, statistics); }

Result<UpdateColumnStatisticsForTableOutput> update_column_statistics_for_table(Glue& glue, const UpdateColumnStatisticsForTableInput& in, const aws::RequestContext& ctx) {
  return update<UpdateColumnStatisticsForTableOutput>(glue, in, nullptr, "UpdateColumnStatisticsForTable", ctx);
}
Result<GetColumnStatisticsForTableOutput> get_column_statistics_for_table(Glue& glue, const GetColumnStatisticsForTableInput& in, const aws::RequestContext& ctx) {
  return get<GetColumnStatisticsForTableOutput>(glue, in, nullptr, "GetColumnStatisticsForTable", ctx);
}
Result<DeleteColumnStatisticsForTableOutput> delete_column_statistics_for_table(Glue& glue, const DeleteColumnStatisticsForTableInput& in, const aws::RequestContext& ctx) {
  return remove<DeleteColumnStatisticsForTableOutput>(glue, in, nullptr, "DeleteColumnStatisticsForTable", ctx);
}
Result<UpdateColumnStatisticsForPartitionOutput> update_column_statistics_for_partition(Glue& glue, const UpdateColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx) {
  return update<UpdateColumnStatisticsForPartitionOutput>(glue, in, &in.partition_values, "UpdateColumnStatisticsForPartition", ctx);
}
Result<GetColumnStatisticsForPartitionOutput> get_column_statistics_for_partition(Glue& glue, const GetColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx) {
  return get<GetColumnStatisticsForPartitionOutput>(glue, in, &in.partition_values, "GetColumnStatisticsForPartition", ctx);
}
Result<DeleteColumnStatisticsForPartitionOutput> delete_column_statistics_for_partition(Glue& glue, const DeleteColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx) {
  return remove<DeleteColumnStatisticsForPartitionOutput>(glue, in, &in.partition_values, "DeleteColumnStatisticsForPartition", ctx);
}

aws::AccessChecks may_update_column_statistics_for_table(const UpdateColumnStatisticsForTableInput& in, const aws::RequestContext& ctx) { return checks_of("UpdateColumnStatisticsForTable", in, ctx); }
aws::AccessChecks may_get_column_statistics_for_table(const GetColumnStatisticsForTableInput& in, const aws::RequestContext& ctx) { return checks_of("GetColumnStatisticsForTable", in, ctx); }
aws::AccessChecks may_delete_column_statistics_for_table(const DeleteColumnStatisticsForTableInput& in, const aws::RequestContext& ctx) { return checks_of("DeleteColumnStatisticsForTable", in, ctx); }
aws::AccessChecks may_update_column_statistics_for_partition(const UpdateColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx) { return checks_of("UpdateColumnStatisticsForPartition", in, ctx); }
aws::AccessChecks may_get_column_statistics_for_partition(const GetColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx) { return checks_of("GetColumnStatisticsForPartition", in, ctx); }
aws::AccessChecks may_delete_column_statistics_for_partition(const DeleteColumnStatisticsForPartitionInput& in, const aws::RequestContext& ctx) { return checks_of("DeleteColumnStatisticsForPartition", in, ctx); }

}  // namespace tarn::glue
