#include "glue/classifiers.h"

#include <boost/json.hpp>

#include "glue/crawler/classifier_records.h"
#include "glue/errors.h"
#include "glue/page_token.h"

namespace tarn::glue {
namespace {

using crawler::ClassifierRecord;

constexpr size_t kDefaultPage = 100;
constexpr size_t kMaxClassifiers = 1000;  // Glue quotas, classifiers per account

Error no_such_classifier(const std::string& name) { return errors::not_found("Classifier " + name + " not found."); }
Error classifier_exists(const std::string& name) { return {"AlreadyExistsException", "Classifier " + name + " already exists", 0, {}}; }
Error too_many_classifiers() {
  return {"ResourceNumberLimitExceededException", "The number of classifiers exceeds the limit of " + std::to_string(kMaxClassifiers) + ".", 0, {}};
}

crawler::ClassifierName name_of(const aws::RequestContext& ctx, const std::string& name) { return {ctx.account_id(), ctx.region(), name}; }

// The request's one kind of classifier, as {"CsvClassifier": {...}}.
template <class Input>
Result<boost::json::object> one_kind(const Input& in) {
  auto document = to_document(in);
  if (!document.is_object() || document.get_object().size() != 1)
    return errors::invalid_input("Exactly one of GrokClassifier, XMLClassifier, JsonClassifier and CsvClassifier must be given.");
  return std::move(document.get_object());
}

std::string name_in(const boost::json::object& document) { return std::string(document.begin()->value().as_object().at("Name").as_string()); }

Result<Classifier> shown(const ClassifierRecord& record) {
  Classifier out;
  TRY(from_document(record.document, out));
  auto stamp = [&](auto& kind) {
    if (!kind) return;
    kind->creation_time = record.created_at;
    kind->last_updated = record.updated_at;
    kind->version = record.version;
  };
  stamp(out.grok_classifier);
  stamp(out.xml_classifier);
  stamp(out.json_classifier);
  stamp(out.csv_classifier);
  return out;
}

}  // namespace

Result<CreateClassifierOutput> create_classifier(Glue& glue, const CreateClassifierInput& in, const aws::RequestContext& ctx) {
  ClassifierRecord record;
  record.document = TRY(one_kind(in));
  record.name = name_of(ctx, name_in(record.document));
  record.created_at = record.updated_at = ctx.now();
  TRY(crawler::parse_classifier(record.document));
  return glue.store.transact([&](kv::Txn& txn) -> Result<CreateClassifierOutput> {
    if (TRY(crawler::find_classifier(txn, record.name))) return classifier_exists(record.name.name);
    auto known = TRY(crawler::list_classifiers(txn, ctx.account_id(), ctx.region(), "", kMaxClassifiers));
    if (known.size() >= kMaxClassifiers) return too_many_classifiers();
    put_classifier(txn, record);
    return CreateClassifierOutput{};
  });
}

Result<GetClassifierOutput> get_classifier(Glue& glue, const GetClassifierInput& in, const aws::RequestContext& ctx) {
  auto record = TRY(crawler::find_classifier(*glue.store.snapshot(), name_of(ctx, in.name)));
  if (!record) return no_such_classifier(in.name);
  return GetClassifierOutput{.classifier = TRY(shown(*record))};
}

Result<GetClassifiersOutput> get_classifiers(Glue& glue, const GetClassifiersInput& in, const aws::RequestContext& ctx) {
  PageToken tokens({"GetClassifiers", ctx.account_id(), ctx.region()});
  size_t limit = in.max_results ? static_cast<size_t>(*in.max_results) : kDefaultPage;
  auto records = TRY(crawler::list_classifiers(*glue.store.snapshot(), ctx.account_id(), ctx.region(), TRY(tokens.decode(in.next_token)), limit + 1));
  GetClassifiersOutput out;
  if (records.size() > limit) {
    records.resize(limit);
    out.next_token = tokens.encode(records.back().name.name);
  }
  out.classifiers.emplace();
  for (auto& record : records) out.classifiers->push_back(TRY(shown(record)));
  return out;
}

Result<UpdateClassifierOutput> update_classifier(Glue& glue, const UpdateClassifierInput& in, const aws::RequestContext& ctx) {
  auto change = TRY(one_kind(in));
  std::string name = name_in(change), kind(change.begin()->key());
  return glue.store.transact([&](kv::Txn& txn) -> Result<UpdateClassifierOutput> {
    auto record = TRY(crawler::find_classifier(txn, name_of(ctx, name)));
    if (!record) return no_such_classifier(name);
    if (record->kind() != kind) return errors::invalid_input("Classifier " + name + " is no " + kind + ".");
    auto& definition = record->document[kind].as_object();
    for (auto& [member, value] : change[kind].as_object()) definition[member] = value;
    TRY(crawler::parse_classifier(record->document));
    record->updated_at = ctx.now();
    record->version++;
    put_classifier(txn, *record);
    return UpdateClassifierOutput{};
  });
}

Result<DeleteClassifierOutput> delete_classifier(Glue& glue, const DeleteClassifierInput& in, const aws::RequestContext& ctx) {
  return glue.store.transact([&](kv::Txn& txn) -> Result<DeleteClassifierOutput> {
    auto name = name_of(ctx, in.name);
    if (!TRY(crawler::find_classifier(txn, name))) return no_such_classifier(in.name);
    erase_classifier(txn, name);
    return DeleteClassifierOutput{};
  });
}

// Classifiers have no ARN: actions.md section 2.
aws::AccessChecks may_create_classifier(const CreateClassifierInput&, const aws::RequestContext&) { return {{"glue:CreateClassifier", "*", {}}}; }
aws::AccessChecks may_get_classifier(const GetClassifierInput&, const aws::RequestContext&) { return {{"glue:GetClassifier", "*", {}}}; }
aws::AccessChecks may_get_classifiers(const GetClassifiersInput&, const aws::RequestContext&) { return {{"glue:GetClassifiers", "*", {}}}; }
aws::AccessChecks may_update_classifier(const UpdateClassifierInput&, const aws::RequestContext&) { return {{"glue:UpdateClassifier", "*", {}}}; }
aws::AccessChecks may_delete_classifier(const DeleteClassifierInput&, const aws::RequestContext&) { return {{"glue:DeleteClassifier", "*", {}}}; }

}  // namespace tarn::glue
