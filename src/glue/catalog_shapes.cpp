#include "glue/catalog_shapes.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace tarn::glue {
namespace {

// The members of a descriptor that the catalog only stores and returns.
std::string stored_more(const StorageDescriptor& in) {
  if (!in.additional_locations && !in.skewed_info && !in.schema_reference) return {};
  StorageDescriptor rest;
  rest.additional_locations = in.additional_locations;
  rest.skewed_info = in.skewed_info;
  rest.schema_reference = in.schema_reference;
  const boost::json::value document = to_document(rest);
  return document.as_object().empty() ? std::string() : boost::json::serialize(document);
}

SerDeInfo shown_serde(const catalog::StorageDescriptor& storage) {
  return {.name = shown_text(storage.serde_name), .serialization_library = shown_text(storage.serde_library),
          .parameters = shown_parameters(storage.serde_parameters)};
}

}  // namespace

std::vector<catalog::Column> stored_columns(const std::optional<std::vector<Column>>& columns) {
  std::vector<catalog::Column> out;
  if (!columns) return out;
  for (const Column& column : *columns)
    out.push_back({column.name, column.type.value_or(""), column.comment.value_or(""), column.parameters.value_or(catalog::Parameters())});
  return out;
}

std::vector<Column> shown_columns(const std::vector<catalog::Column>& columns) {
  std::vector<Column> out;
  for (const catalog::Column& column : columns)
    out.push_back({.name = column.name, .type = shown_text(column.type), .comment = shown_text(column.comment), .parameters = shown_parameters(column.parameters)});
  return out;
}

catalog::StorageDescriptor stored_descriptor(const std::optional<StorageDescriptor>& descriptor) {
  catalog::StorageDescriptor out;
  if (!descriptor) return out;
  const StorageDescriptor& in = *descriptor;
  out.columns = stored_columns(in.columns);
  out.location = in.location.value_or("");
  out.input_format = in.input_format.value_or("");
  out.output_format = in.output_format.value_or("");
  if (in.serde_info) {
    out.serde_name = in.serde_info->name.value_or("");
    out.serde_library = in.serde_info->serialization_library.value_or("");
    out.serde_parameters = in.serde_info->parameters.value_or(catalog::Parameters());
  }
  out.parameters = in.parameters.value_or(catalog::Parameters());
  out.bucket_columns = in.bucket_columns.value_or(std::vector<std::string>());
  if (in.sort_columns)
    for (const Order& order : *in.sort_columns) out.sort_columns.emplace_back(order.column, order.sort_order);
  out.number_of_buckets = in.number_of_buckets.value_or(0);
  out.compressed = in.compressed.value_or(false);
  out.stored_as_sub_directories = in.stored_as_sub_directories.value_or(false);
  out.more = stored_more(in);
  return out;
}

std::optional<StorageDescriptor> shown_descriptor(const catalog::StorageDescriptor& storage) {
  if (storage == catalog::StorageDescriptor()) return std::nullopt;
  StorageDescriptor out;
  if (!storage.more.empty()) {
    boost::system::error_code failed;
    auto more = from_document(boost::json::parse(storage.more, failed), out);
    if (failed || !more.ok()) out = {};
  }
  out.columns = shown_columns(storage.columns);
  out.location = shown_text(storage.location);
  out.input_format = shown_text(storage.input_format);
  out.output_format = shown_text(storage.output_format);
  out.compressed = storage.compressed;
  out.number_of_buckets = storage.number_of_buckets;
  out.serde_info = shown_serde(storage);
  out.bucket_columns = storage.bucket_columns;
  out.sort_columns.emplace();
  for (const auto& [column, order] : storage.sort_columns) out.sort_columns->push_back({.column = column, .sort_order = order});
  out.parameters = shown_parameters(storage.parameters);
  out.stored_as_sub_directories = storage.stored_as_sub_directories;
  return out;
}

std::optional<std::string> shown_text(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

std::optional<catalog::Parameters> shown_parameters(const catalog::Parameters& parameters) {
  return parameters.empty() ? std::nullopt : std::optional(parameters);
}

TimePoint whole_seconds(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time); }

}  // namespace tarn::glue
