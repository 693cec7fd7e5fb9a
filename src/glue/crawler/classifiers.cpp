#include "glue/crawler/classifiers.h"

#include "base/encoding.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

Error invalid(std::string message) { return {"InvalidInputException", std::move(message), 400, {}}; }

std::string text(const json::object& object, std::string_view member) {
  auto value = object.if_contains(member);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
bool flag(const json::object& object, std::string_view member, bool otherwise) {
  auto value = object.if_contains(member);
  return value && value->is_bool() ? value->get_bool() : otherwise;
}
std::vector<std::string> texts(const json::object& object, std::string_view member) {
  std::vector<std::string> out;
  auto value = object.if_contains(member);
  if (value && value->is_array())
    for (auto& item : value->get_array())
      if (item.is_string()) out.emplace_back(item.get_string());
  return out;
}

Result<CustomClassifier::Csv> parse_csv(const json::object& in) {
  CustomClassifier::Csv out;
  if (auto delimiter = text(in, "Delimiter"); !delimiter.empty()) out.rules.delimiter = delimiter[0];
  if (auto quote = text(in, "QuoteSymbol"); !quote.empty()) out.rules.quote = quote[0];
  if (out.rules.delimiter == out.rules.quote) return invalid("The delimiter and the quote symbol must differ.");
  auto header = text(in, "ContainsHeader");
  if (header == "PRESENT") out.rules.header = CsvRules::Header::present;
  if (header == "ABSENT") out.rules.header = CsvRules::Header::absent;
  out.rules.names = texts(in, "Header");
  out.rules.trim_values = !flag(in, "DisableValueTrimming", true);
  out.rules.allow_single_column = flag(in, "AllowSingleColumn", false);
  if (flag(in, "CustomDatatypeConfigured", false)) {
    out.rules.types = texts(in, "CustomDatatypes");
    static constexpr std::string_view kTypes[] = {"BINARY", "BOOLEAN", "DATE", "DECIMAL", "DOUBLE", "FLOAT", "INT", "LONG", "SHORT", "STRING", "TIMESTAMP"};
    for (auto& type : out.rules.types)
      if (std::none_of(std::begin(kTypes), std::end(kTypes), [&](std::string_view known) { return equals_ignoring_case(type, known); }))
        return invalid("Invalid custom datatype: " + type);
  }
  out.serde = text(in, "Serde");
  if (out.serde == "None") out.serde.clear();
  return out;
}

}  // namespace

Result<CustomClassifier> parse_classifier(const json::object& document) {
  CustomClassifier out;
  auto member = [&](std::string_view name) -> const json::object* {
    auto value = document.if_contains(name);
    return value && value->is_object() ? &value->get_object() : nullptr;
  };
  if (auto grok = member("GrokClassifier")) {
    out.name = text(*grok, "Name");
    out.classification = text(*grok, "Classification");
    out.rules = TRY(Grok::compile(text(*grok, "GrokPattern"), text(*grok, "CustomPatterns")));
  } else if (auto xml = member("XMLClassifier")) {
    out.name = text(*xml, "Name");
    out.classification = text(*xml, "Classification");
    out.rules = CustomClassifier::Xml{text(*xml, "RowTag")};
  } else if (auto json = member("JsonClassifier")) {
    out.name = text(*json, "Name");
    out.classification = "json";
    out.json_path = text(*json, "JsonPath");
    out.rules = TRY(JsonPath::parse(out.json_path));
  } else if (auto csv = member("CsvClassifier")) {
    out.name = text(*csv, "Name");
    out.classification = "csv";
    out.rules = TRY(parse_csv(*csv));
  } else {
    return invalid("A classifier must be of one kind.");
  }
  return out;
}

}  // namespace tarn::glue::crawler
