#include "catalog/records.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "catalog/partition_record.h"
#include "kv/record.h"

namespace tarn::catalog {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// ---- writing: members that hold nothing are left out

void put(object& out, std::string_view name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}
void put(object& out, std::string_view name, const Parameters& parameters) {
  if (parameters.empty()) return;
  object entries;
  for (const auto& [key, text] : parameters) entries[key] = text;
  out[name] = std::move(entries);
}
void put(object& out, std::string_view name, int64_t number) {
  if (number != 0) out[name] = number;
}
void put(object& out, std::string_view name, TimePoint time) { out[name] = time.time_since_epoch().count(); }
void put(object& out, std::string_view name, const std::optional<TimePoint>& time) {
  if (time) put(out, name, *time);
}
void put(object& out, std::string_view name, const std::vector<std::string>& texts) {
  if (!texts.empty()) out[name] = array(texts.begin(), texts.end());
}
void put(object& out, std::string_view name, const std::vector<Column>& columns) {
  if (columns.empty()) return;
  array items;
  for (const Column& column : columns) {
    object item;
    put(item, "name", column.name);
    put(item, "type", column.type);
    put(item, "comment", column.comment);
    put(item, "parameters", column.parameters);
    items.push_back(std::move(item));
  }
  out[name] = std::move(items);
}

object layout_object(const StorageDescriptor& storage) {
  object out;
  put(out, "columns", storage.columns);
  put(out, "input_format", storage.input_format);
  put(out, "output_format", storage.output_format);
  put(out, "serde_name", storage.serde_name);
  put(out, "serde_library", storage.serde_library);
  put(out, "serde_parameters", storage.serde_parameters);
  put(out, "bucket_columns", storage.bucket_columns);
  array sorted;
  for (const auto& [column, order] : storage.sort_columns) sorted.push_back(array{column, order});
  if (!sorted.empty()) out["sort_columns"] = std::move(sorted);
  put(out, "number_of_buckets", storage.number_of_buckets);
  put(out, "compressed", storage.compressed ? 1 : 0);
  put(out, "sub_directories", storage.stored_as_sub_directories ? 1 : 0);
  put(out, "more", storage.more);
  return out;
}

object storage_object(const StorageDescriptor& storage) {
  object out = layout_object(storage);
  put(out, "location", storage.location);
  put(out, "parameters", storage.parameters);
  return out;
}

// ---- reading: absent members keep their default; a member of another kind is a damaged record

class Fields {
 public:
  explicit Fields(const value& document) : object_(document.if_object()) {}

  void get(std::string_view name, std::string& out) const {
    if (const value* found = find(name)) out = std::string(std::string_view(found->as_string()));
  }
  void get(std::string_view name, Parameters& out) const {
    const value* found = find(name);
    if (!found) return;
    for (const auto& [key, text] : found->as_object()) out[std::string(key)] = std::string(std::string_view(text.as_string()));
  }
  template <class Number>
    requires std::is_integral_v<Number>
  void get(std::string_view name, Number& out) const {
    if (const value* found = find(name)) out = static_cast<Number>(found->as_int64());
  }
  void get(std::string_view name, TimePoint& out) const {
    if (const value* found = find(name)) out = TimePoint{Duration{found->as_int64()}};
  }
  void get(std::string_view name, std::optional<TimePoint>& out) const {
    if (const value* found = find(name)) out = TimePoint{Duration{found->as_int64()}};
  }
  void get(std::string_view name, std::vector<std::string>& out) const {
    const value* found = find(name);
    if (!found) return;
    for (const value& item : found->as_array()) out.emplace_back(std::string_view(item.as_string()));
  }
  void get(std::string_view name, std::vector<Column>& out) const {
    const value* found = find(name);
    if (!found) return;
    for (const value& item : found->as_array()) {
      Column column;
      Fields fields(item);
      fields.get("name", column.name);
      fields.get("type", column.type);
      fields.get("comment", column.comment);
      fields.get("parameters", column.parameters);
      out.push_back(std::move(column));
    }
  }
  const value* find(std::string_view name) const { return object_ ? object_->if_contains(name) : nullptr; }

 private:
  const object* object_;
};

StorageDescriptor read_storage(const value& document) {
  StorageDescriptor out;
  Fields fields(document);
  fields.get("columns", out.columns);
  fields.get("input_format", out.input_format);
  fields.get("output_format", out.output_format);
  fields.get("serde_name", out.serde_name);
  fields.get("serde_library", out.serde_library);
  fields.get("serde_parameters", out.serde_parameters);
  fields.get("bucket_columns", out.bucket_columns);
  if (const value* sorted = fields.find("sort_columns"))
    for (const value& item : sorted->as_array()) out.sort_columns.emplace_back(std::string_view(item.as_array().at(0).as_string()), static_cast<int>(item.as_array().at(1).as_int64()));
  fields.get("number_of_buckets", out.number_of_buckets);
  fields.get("compressed", out.compressed);
  fields.get("sub_directories", out.stored_as_sub_directories);
  fields.get("more", out.more);
  fields.get("location", out.location);
  fields.get("parameters", out.parameters);
  return out;
}

// Runs a reader over a stored record; what Boost throws at a member of the wrong kind becomes an error.
template <class Read>
auto decoded(std::string_view stored, Read read) -> Result<std::invoke_result_t<Read, const value&>> {
  value document = TRY(kv::decode_record(stored));
  try {
    return read(document);
  } catch (const std::exception& thrown) {
    return internal_error(std::string("a record of the catalog is damaged: ") + thrown.what());
  }
}

}  // namespace

std::string encode_database(const Database& database) {
  object out;
  put(out, "name", database.name);
  put(out, "description", database.description);
  put(out, "location", database.location_uri);
  put(out, "parameters", database.parameters);
  put(out, "created", database.created_at);
  put(out, "more", database.more);
  put(out, "id", static_cast<int64_t>(database.id));
  return kv::encode_record(out);
}

Result<Database> decode_database(std::string_view stored) {
  return decoded(stored, [](const value& document) {
    Database out;
    Fields fields(document);
    fields.get("name", out.name);
    fields.get("description", out.description);
    fields.get("location", out.location_uri);
    fields.get("parameters", out.parameters);
    fields.get("created", out.created_at);
    fields.get("more", out.more);
    fields.get("id", out.id);
    return out;
  });
}

std::string encode_table(const Table& table) {
  object out;
  put(out, "database", table.database);
  put(out, "name", table.name);
  put(out, "description", table.description);
  put(out, "owner", table.owner);
  put(out, "type", table.table_type);
  put(out, "partition_keys", table.partition_keys);
  out["storage"] = storage_object(table.storage);
  put(out, "parameters", table.parameters);
  put(out, "view_original", table.view_original_text);
  put(out, "view_expanded", table.view_expanded_text);
  put(out, "retention", table.retention);
  put(out, "created_by", table.created_by);
  put(out, "created", table.created_at);
  put(out, "updated", table.updated_at);
  put(out, "accessed", table.last_access_at);
  put(out, "analyzed", table.last_analyzed_at);
  put(out, "version", static_cast<int64_t>(table.version));
  put(out, "more", table.more);
  put(out, "key_order", table.key_order);
  put(out, "id", static_cast<int64_t>(table.id));
  return kv::encode_record(out);
}

Result<Table> decode_table(std::string_view stored) {
  return decoded(stored, [](const value& document) {
    Table out;
    Fields fields(document);
    fields.get("database", out.database);
    fields.get("name", out.name);
    fields.get("description", out.description);
    fields.get("owner", out.owner);
    fields.get("type", out.table_type);
    fields.get("partition_keys", out.partition_keys);
    if (const value* storage = fields.find("storage")) out.storage = read_storage(*storage);
    fields.get("parameters", out.parameters);
    fields.get("view_original", out.view_original_text);
    fields.get("view_expanded", out.view_expanded_text);
    fields.get("retention", out.retention);
    fields.get("created_by", out.created_by);
    fields.get("created", out.created_at);
    fields.get("updated", out.updated_at);
    fields.get("accessed", out.last_access_at);
    fields.get("analyzed", out.last_analyzed_at);
    fields.get("version", out.version);
    fields.get("more", out.more);
    fields.get("key_order", out.key_order);
    fields.get("id", out.id);
    return out;
  });
}

std::string encode_layout(const Layout& layout) {
  object out = layout_object(layout.storage);
  put(out, "base", layout.location_base);
  put(out, "storage_parameters", layout.storage_parameters);
  put(out, "partition_parameters", layout.partition_parameters);
  return kv::encode_record(out);
}

Result<Layout> decode_layout(std::string_view stored) {
  return decoded(stored, [](const value& document) {
    Layout out;
    out.storage = read_storage(document);
    Fields fields(document);
    fields.get("base", out.location_base);
    fields.get("storage_parameters", out.storage_parameters);
    fields.get("partition_parameters", out.partition_parameters);
    return out;
  });
}

std::string encode_statistics(const ColumnStatistics& statistics) {
  object out;
  put(out, "column", statistics.column);
  put(out, "type", statistics.column_type);
  put(out, "document", statistics.document);
  return kv::encode_record(out);
}

Result<ColumnStatistics> decode_statistics(std::string_view stored) {
  return decoded(stored, [](const value& document) {
    ColumnStatistics out;
    Fields fields(document);
    fields.get("column", out.column);
    fields.get("type", out.column_type);
    fields.get("document", out.document);
    return out;
  });
}

}  // namespace tarn::catalog
