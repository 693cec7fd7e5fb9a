// Custom classifiers at rest.
//
//   glue.classifier   account, region, name -> ClassifierRecord
#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "glue/crawler/classifiers.h"
#include "kv/store.h"

namespace tarn::glue::crawler {

struct ClassifierName {
  std::string account_id, region, name;
};

struct ClassifierRecord {
  ClassifierName name;
  boost::json::object document;  // one member, its kind: {"CsvClassifier": {...}}
  TimePoint created_at{}, updated_at{};
  int64_t version = 1;

  std::string_view kind() const { return document.begin()->key(); }
};

Result<std::optional<ClassifierRecord>> find_classifier(kv::Reader& reader, const ClassifierName& name);
void put_classifier(kv::Txn& txn, const ClassifierRecord& classifier);
void erase_classifier(kv::Txn& txn, const ClassifierName& name);
// By name, after `after`.
Result<std::vector<ClassifierRecord>> list_classifiers(kv::Reader& reader, const std::string& account_id, const std::string& region,
                                                       const std::string& after, size_t limit);

// Those of a crawler, ready to be used, in its order. Error InvalidInputException: one of them is not there.
Result<std::vector<CustomClassifier>> load_classifiers(kv::Reader& reader, const std::string& account_id, const std::string& region,
                                                       const std::vector<std::string>& names);

}  // namespace tarn::glue::crawler
