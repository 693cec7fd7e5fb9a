// Hive's and OpenX's JSON SerDes (athena.md 2.10): a document a line, keys compared without case.
#include <boost/json.hpp>

#include <charconv>

#include "base/encoding.h"
#include "engine/field_values.h"
#include "engine/row_decoder.h"

namespace tarn::engine {
namespace {

namespace json = boost::json;
using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::LogicalType;
using duckdb::LogicalTypeId;
using duckdb::Value;

constexpr size_t kParseArenaBytes = 64 * 1024;

std::string plain_number(double number) {
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof text, number).ptr);
}

// A scalar as the text that a string column shows; documents as JSON.
std::string text_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::string: return std::string(value.get_string());
    case json::kind::double_: return plain_number(value.get_double());
    default: return json::serialize(value);
  }
}

const json::value* find(const json::object& object, std::string_view key) {
  if (auto* exact = object.if_contains(key)) return exact;
  for (auto& member : object)
    if (equals_ignoring_case(member.key(), key)) return &member.value();
  return nullptr;
}

class JsonDecoder final : public RowDecoder {
 public:
  JsonDecoder(const StorageFormat& storage, const std::string& path) : arena_(kParseArenaBytes) {
    auto flag = [&](const char* name) { return equals_ignoring_case(property(storage, name, "false"), "true"); };
    ignore_malformed_ = flag("ignore.malformed.json");
    null_for_invalid_ = flag("use.null.for.invalid.data");
    dots_in_keys_ = flag("dots.in.keys");
    context_.rules = FieldRules::lazy_simple;
    context_.path = path;
    context_.null_text = std::string("\0", 1);  // no text is NULL
    for (auto& [name, value] : storage.properties)
      if (name.starts_with("mapping.")) mapping_[to_lower(name.substr(8))] = value;
  }

  void decode(std::string_view line, idx_t row, const std::vector<WantedColumn>& wanted) override {
    json::monotonic_resource resource(arena_.data(), arena_.size());
    boost::system::error_code error;
    parser_.reset(&resource);
    parser_.write({line.data(), line.size()}, error);
    json::value document;
    if (!error) document = parser_.release();
    if (error || !(document.is_object() || document.is_array())) return malformed(error ? error.message() : "a document must be an object", row, wanted);
    for (auto& column : wanted) {
      auto* value = member(document, column);
      write(*column.out, row, value, column);
    }
  }

 private:
  void malformed(const std::string& why, idx_t row, const std::vector<WantedColumn>& wanted) const {
    if (!ignore_malformed_)
      throw duckdb::InvalidInputException("HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: %s (%s)", why, context_.path);
    for (auto& column : wanted) FlatVector::SetNull(*column.out, row, true);
  }

  const json::value* member(const json::value& document, const WantedColumn& column) const {
    if (auto* array = document.if_array()) return column.field < array->size() ? &(*array)[column.field] : nullptr;
    auto mapped = mapping_.find(column.name);
    auto& object = document.get_object();
    if (auto* found = find(object, mapped == mapping_.end() ? column.name : mapped->second)) return found;
    if (!dots_in_keys_) return nullptr;
    for (auto& entry : object) {
      std::string key = to_lower(std::string_view(entry.key()));
      std::replace(key.begin(), key.end(), '.', '_');
      if (key == column.name) return &entry.value();
    }
    return nullptr;
  }

  void write(duckdb::Vector& out, idx_t row, const json::value* value, const WantedColumn& column) const {
    if (!value || value->is_null()) return FlatVector::SetNull(out, row, true);
    try {
      if (out.GetType().IsNested()) {
        out.SetValue(row, nested(*value, out.GetType()));
      } else {
        scalar(out, row, *value);
      }
    } catch (const duckdb::Exception&) {
      if (null_for_invalid_) return FlatVector::SetNull(out, row, true);
      throw duckdb::InvalidInputException("HIVE_BAD_DATA: Error Parsing a column in the table: Error parsing field value '%s' for field %llu (%s)", text_of(*value),
                                          column.field, context_.path);
    }
  }

  void scalar(duckdb::Vector& out, idx_t row, const json::value& value) const {
    auto id = out.GetType().id();
    bool number = id != LogicalTypeId::VARCHAR && value.is_number();
    if (number && (id == LogicalTypeId::DOUBLE || id == LogicalTypeId::FLOAT)) {
      out.SetValue(row, Value::DOUBLE(value.to_number<double>()).DefaultCastAs(out.GetType()));
      return;
    }
    if (number && id == LogicalTypeId::TIMESTAMP) {
      FlatVector::GetData<duckdb::timestamp_t>(out)[row] = epoch(value);
      return;
    }
    auto text = text_of(value);
    write_field(out, row, text, 0, context_);
    if (FlatVector::IsNull(out, row)) throw duckdb::InvalidInputException("not a value of the column's type");
  }

  // OpenX: seconds with a fraction, or milliseconds once that is the likelier reading.
  static duckdb::timestamp_t epoch(const json::value& value) {
    constexpr double kFirstMillis = 1e11;
    double number = value.to_number<double>();
    return duckdb::timestamp_t(static_cast<int64_t>(number * (number >= kFirstMillis ? 1e3 : 1e6)));
  }

  Value nested(const json::value& value, const LogicalType& type) const {
    if (value.is_null()) return Value(type);
    switch (type.id()) {
      case LogicalTypeId::LIST: return list(value, type);
      case LogicalTypeId::MAP: return map(value, type);
      case LogicalTypeId::STRUCT: return row_of(value, type);
      default: break;
    }
    duckdb::Vector one(type, 1);
    scalar(one, 0, value);
    return one.GetValue(0);
  }

  Value list(const json::value& value, const LogicalType& type) const {
    auto& element = duckdb::ListType::GetChildType(type);
    duckdb::vector<Value> values;
    if (auto* array = value.if_array()) {
      for (auto& item : *array) values.push_back(nested(item, element));
    } else {
      values.push_back(nested(value, element));  // OpenX: a single value stands for an array of one
    }
    return Value::LIST(element, std::move(values));
  }

  Value map(const json::value& value, const LogicalType& type) const {
    auto &key_type = duckdb::MapType::KeyType(type), &value_type = duckdb::MapType::ValueType(type);
    if (!value.is_object()) throw duckdb::InvalidInputException("not an object");
    duckdb::vector<Value> keys, values;
    for (auto& member : value.get_object()) {
      duckdb::Vector key(key_type, 1);
      write_field(key, 0, std::string_view(member.key()), 0, context_);
      keys.push_back(key.GetValue(0));
      values.push_back(nested(member.value(), value_type));
    }
    return Value::MAP(key_type, value_type, std::move(keys), std::move(values));
  }

  Value row_of(const json::value& value, const LogicalType& type) const {
    if (!value.is_object()) throw duckdb::InvalidInputException("not an object");
    duckdb::child_list_t<Value> fields;
    for (auto& field : duckdb::StructType::GetChildTypes(type)) {
      auto* member = find(value.get_object(), field.first);
      fields.emplace_back(field.first, member ? nested(*member, field.second) : Value(field.second));
    }
    return Value::STRUCT(std::move(fields));
  }

  std::vector<unsigned char> arena_;
  json::parser parser_;
  bool ignore_malformed_ = false, null_for_invalid_ = false, dots_in_keys_ = false;
  std::map<std::string, std::string> mapping_;
  FieldContext context_;
};

}  // namespace

std::unique_ptr<RowDecoder> make_json_decoder(const StorageFormat& storage, const std::string& path) {
  return std::make_unique<JsonDecoder>(storage, path);
}

}  // namespace tarn::engine
