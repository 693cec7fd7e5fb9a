#include "glue/partition_batch.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

#include "glue/catalog_shapes.h"
#include "glue/partitions.gen.h"

namespace tarn::glue {
namespace {

using boost::json::object;

const object kNothing;

const object& object_of(const object& parent, std::string_view name) {
  const auto* found = parent.if_contains(name);
  return found && found->is_object() ? found->get_object() : kNothing;
}

bool same_names(const object& a, const object& b) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const auto& entry) { return b.contains(entry.key()); });
}

// Equal but for the location and the values of parameters.
bool same_form(const object& a, const object& b) {
  if (a.contains("Location") != b.contains("Location") || a.size() != b.size() || !same_names(object_of(a, "Parameters"), object_of(b, "Parameters"))) return false;
  return std::all_of(a.begin(), a.end(), [&](const auto& entry) {
    if (entry.key() == "Location" || entry.key() == "Parameters") return true;
    const auto* other = b.if_contains(entry.key());
    return other && *other == entry.value();
  });
}

std::vector<std::string> values_of(const object& parameters, const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) out.emplace_back(std::string_view(parameters.at(name).as_string()));
  return out;
}

// Reads one PartitionInput after the other.
class RowReader {
 public:
  Result<catalog::PartitionRow> read(const aws::Document& document) {
    const object& input = document.as_object();
    const object &descriptor = object_of(input, "StorageDescriptor"), &parameters = object_of(input, "Parameters");
    const bool repeats = layout_ && input.contains("Values") && same_form(*descriptor_, descriptor) && same_names(*parameters_, parameters) &&
                         !input.contains("LastAccessTime") && !input.contains("LastAnalyzedTime");
    descriptor_ = &descriptor;
    parameters_ = &parameters;
    if (!repeats) return read_whole(document);
    catalog::PartitionRow row;
    for (const auto& value : input.at("Values").as_array()) row.values.emplace_back(std::string_view(value.as_string()));
    row.layout = layout_;
    if (const auto* location = descriptor.if_contains("Location")) row.location = std::string_view(location->as_string());
    row.storage_parameters = values_of(object_of(descriptor, "Parameters"), layout_->storage_parameters);
    row.partition_parameters = values_of(parameters, layout_->partition_parameters);
    return row;
  }

 private:
  Result<catalog::PartitionRow> read_whole(const aws::Document& document) {
    PartitionInput input;
    TRY(from_document(document, input));
    auto row = maker_.row_of(stored_partition(input));
    layout_ = row.layout;
    return row;
  }

  catalog::RowMaker maker_;
  std::shared_ptr<const catalog::Layout> layout_;  // of the input before, shared with its row
  const object *descriptor_ = nullptr, *parameters_ = nullptr;  // of the input before
};

}  // namespace

catalog::Partition stored_partition(const PartitionInput& in) {
  return {.values = in.values.value_or(std::vector<std::string>()), .storage = stored_descriptor(in.storage_descriptor),
          .parameters = in.parameters.value_or(catalog::Parameters()), .last_access_at = in.last_access_time, .last_analyzed_at = in.last_analyzed_time};
}

Result<void> from_document(const aws::Document& document, PartitionBatch& out) {
  // The model has been checked: what is required is there, and of its type.
  const object& input = document.as_object();
  if (const auto* id = input.if_contains("CatalogId")) out.catalog_id = std::string(std::string_view(id->as_string()));
  out.database_name = std::string_view(input.at("DatabaseName").as_string());
  out.table_name = std::string_view(input.at("TableName").as_string());
  RowReader reader;
  for (const auto& partition : input.at("PartitionInputList").as_array()) out.partitions.push_back(TRY(reader.read(partition)));
  return {};
}

}  // namespace tarn::glue
