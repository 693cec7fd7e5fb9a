// Which classifier a file belongs to: custom ones in their order, then the built-in ones in Glue's (glue-crawlers.md 3.1).
#pragma once
#include <boost/json/object.hpp>
#include <variant>
#include <vector>

#include "glue/crawler/builtin.h"
#include "glue/crawler/json_path.h"

namespace tarn::glue::crawler {

// One custom classifier, ready to be used.
struct CustomClassifier {
  struct Xml {
    std::string row_tag;
  };
  struct Csv {
    CsvRules rules;
    std::string serde;  // "OpenCSVSerDe", "LazySimpleSerDe"; empty: the crawler's choice
  };
  std::string name;
  std::string classification;  // what the table will say
  std::string json_path;       // as written
  std::variant<Grok, Xml, JsonPath, Csv> rules;
};

// `document`: the shape Classifier, with one of its four members. Error InvalidInputException.
Result<CustomClassifier> parse_classifier(const boost::json::object& document);

// What the file is; its classification is "UNKNOWN" when nobody knows. Errors: GlueCorruptFile, and those of reading the file.
Result<FileClass> classify(engine::RandomAccessFile& file, const std::vector<CustomClassifier>& custom = {});

}  // namespace tarn::glue::crawler
