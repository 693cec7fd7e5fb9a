#include "glue/partition_page.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "glue/catalog_shapes.h"

namespace tarn::glue {
namespace {

constexpr size_t kTypicalBytes = 600'000;  // a page of 1,000
constexpr size_t kPieceBytes = 512;

int64_t seconds(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(); }

bool is_empty(const catalog::PartitionRow& row) {
  return row.location.empty() && row.storage_parameters.empty() && row.layout->storage == catalog::StorageDescriptor();
}

// An object's text without its braces.
std::string members_of(const aws::Document& object) {
  const std::string text = boost::json::serialize(object);
  return text.substr(1, text.size() - 2);
}

}  // namespace

PartitionPage::PartitionPage(const catalog::Table& table, const std::string& catalog_id, bool with_columns)
    : with_columns_(with_columns), text_("{\"Partitions\":["),
      same_for_all_(members_of(boost::json::object{{"DatabaseName", table.database}, {"TableName", table.name}, {"CatalogId", catalog_id}})) {
  text_.reserve(kTypicalBytes);
  last_ = text_.size();
}

void PartitionPage::add(const catalog::PartitionRow& row) {
  last_ = text_.size();
  if (!text_.ends_with('[')) text_ += ',';
  text_ += '{';
  text_ += same_for_all_;
  name("Values");
  text_ += '[';
  for (size_t i = 0; i < row.values.size(); ++i) {
    if (i > 0) text_ += ',';
    text(row.values[i]);
  }
  text_ += ']';
  name("CreationTime");
  number(seconds(row.created_at));
  if (row.last_access_at) {
    name("LastAccessTime");
    number(seconds(*row.last_access_at));
  }
  if (row.last_analyzed_at) {
    name("LastAnalyzedTime");
    number(seconds(*row.last_analyzed_at));
  }
  if (!is_empty(row)) descriptor(row);
  parameters(row.layout->partition_parameters, row.partition_parameters);
  text_ += '}';
}

void PartitionPage::remove_last() { text_.resize(last_); }

std::string PartitionPage::finish(const std::optional<std::string>& next_token) {
  text_ += ']';
  if (next_token) {
    name("NextToken");
    text(*next_token);
  }
  text_ += '}';
  return std::move(text_);
}

void PartitionPage::descriptor(const catalog::PartitionRow& row) {
  name("StorageDescriptor");
  text_ += '{';
  text_ += shared_members(row.layout);
  if (!row.location.empty()) {
    name("Location");
    text(row.location);
  }
  parameters(row.layout->storage_parameters, row.storage_parameters);
  text_ += '}';
}

const std::string& PartitionPage::shared_members(const std::shared_ptr<const catalog::Layout>& layout) {
  auto [entry, is_new] = shared_.try_emplace(layout);
  if (is_new) {
    catalog::StorageDescriptor storage = layout->storage;
    storage.location = "-";  // so that there is something to show
    StorageDescriptor shown = *shown_descriptor(storage);
    shown.location.reset();
    if (!with_columns_) shown.columns.reset();
    entry->second = members_of(to_document(shown));
  }
  return entry->second;
}

void PartitionPage::name(std::string_view name) {
  text_ += ",\"";
  text_ += name;
  text_ += "\":";
}

void PartitionPage::text(std::string_view text) {
  char piece[kPieceBytes];
  serializer_.reset(boost::json::string_view(text.data(), text.size()));
  while (!serializer_.done()) text_ += serializer_.read(piece);
}

void PartitionPage::number(int64_t number) { text_ += std::to_string(number); }

void PartitionPage::parameters(const std::vector<std::string>& names, const std::vector<std::string>& values) {
  if (values.empty()) return;
  name("Parameters");
  for (size_t i = 0; i < values.size(); ++i) {
    text_ += i == 0 ? '{' : ',';
    text(names[i]);
    text_ += ':';
    text(values[i]);
  }
  text_ += '}';
}

}  // namespace tarn::glue
