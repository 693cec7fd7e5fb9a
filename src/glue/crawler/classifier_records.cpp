#include "glue/crawler/classifier_records.h"

#include <boost/json.hpp>

#include "kv/key.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

constexpr std::string_view kFamily = "glue.classifier";

std::string classifier_key(const ClassifierName& name) { return kv::KeyBuilder(kFamily).text(name.account_id).text(name.region).text(name.name).take(); }

Result<ClassifierRecord> decode(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  kv::RecordFields fields(object);
  ClassifierRecord out;
  fields.read("account", out.name.account_id);
  fields.read("region", out.name.region);
  fields.read("name", out.name.name);
  fields.read("created", out.created_at);
  fields.read("updated", out.updated_at);
  fields.read("version", out.version);
  if (auto document = fields.object("document")) out.document = *document;
  TRY(fields.finish());
  if (out.document.size() != 1) return internal_error("the classifier " + out.name.name + " is of no kind");
  return out;
}

}  // namespace

Result<std::optional<ClassifierRecord>> find_classifier(kv::Reader& reader, const ClassifierName& name) {
  auto stored = TRY(reader.get(classifier_key(name)));
  if (!stored) return std::optional<ClassifierRecord>();
  return std::optional<ClassifierRecord>(TRY(decode(*stored)));
}

void put_classifier(kv::Txn& txn, const ClassifierRecord& classifier) {
  json::object record{{"account", classifier.name.account_id}, {"region", classifier.name.region}, {"name", classifier.name.name},
                      {"document", classifier.document}, {"created", kv::to_micros(classifier.created_at)},
                      {"updated", kv::to_micros(classifier.updated_at)}, {"version", classifier.version}};
  txn.put(classifier_key(classifier.name), kv::encode_record(record));
}

void erase_classifier(kv::Txn& txn, const ClassifierName& name) { txn.erase(classifier_key(name)); }

Result<std::vector<ClassifierRecord>> list_classifiers(kv::Reader& reader, const std::string& account_id, const std::string& region,
                                                       const std::string& after, size_t limit) {
  auto range = kv::Range::prefix(kv::KeyBuilder(kFamily).text(account_id).text(region).take());
  if (!after.empty()) range.begin = classifier_key({account_id, region, after}) + '\0';
  std::vector<ClassifierRecord> out;
  for (auto& entry : TRY(reader.page(range, limit))) out.push_back(TRY(decode(entry.value)));
  return out;
}

Result<std::vector<CustomClassifier>> load_classifiers(kv::Reader& reader, const std::string& account_id, const std::string& region,
                                                       const std::vector<std::string>& names) {
  std::vector<CustomClassifier> out;
  for (auto& name : names) {
    auto record = TRY(find_classifier(reader, {account_id, region, name}));
    if (!record) return Error{"InvalidInputException", "Classifier " + name + " not found.", 400, {}};
    out.push_back(TRY(parse_classifier(record->document)));
  }
  return out;
}

}  // namespace tarn::glue::crawler
