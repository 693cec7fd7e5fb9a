#include "athena/named_queries.h"

#include <boost/json.hpp>

#include "athena/keys.h"
#include "athena/paging.h"
#include "athena/work_groups.h"
#include "kv/record.h"
#include "kv/record_fields.h"

namespace tarn::athena {
namespace {

struct Record {
  NamedQuery query;
  std::string token;
};

Result<Record> decode(std::string_view stored) {
  auto object = TRY(kv::decode_object(stored));
  Record record;
  TRY(from_document(object.at("query"), record.query));
  record.token = object.at("token").as_string();
  return record;
}

Result<std::optional<Record>> find(kv::Reader& reader, const Scope& scope, const std::string& id) {
  auto stored = TRY(reader.get(named_query_key(scope, id)));
  if (!stored) return std::optional<Record>();
  return std::optional(TRY(decode(*stored)));
}

Result<Record> get(kv::Reader& reader, const Scope& scope, const std::string& id) {
  auto record = TRY(find(reader, scope, id));
  if (!record) return errors::named_query_not_found(id);
  return std::move(*record);
}

void put(kv::Txn& txn, const Scope& scope, const Record& record) {
  boost::json::object object{{"query", to_document(record.query)}, {"token", record.token}};
  txn.put(named_query_key(scope, *record.query.named_query_id), kv::encode_record(object));
}

Result<std::map<std::string, Record>> all(kv::Reader& reader, const Scope& scope) {
  std::map<std::string, Record> records;
  Result<void> broken;
  TRY(reader.scan(kv::Range::prefix(named_queries_prefix(scope)), [&](std::string_view, std::string_view value) {
    auto record = decode(value);
    if (!record.ok()) broken = record.error();
    if (record.ok()) records.emplace(*record->query.named_query_id, std::move(*record));
    return broken.ok();
  }));
  TRY(broken);
  return records;
}

}  // namespace

std::string workgroup_of_named_query(State& state, const aws::RequestContext& ctx, const std::string& id) {
  auto record = find(*state.store.snapshot(), Scope::of(ctx), id);
  return record.ok() && *record ? (*record)->query.work_group.value_or(kPrimary) : kPrimary;
}

Result<CreateNamedQueryOutput> create_named_query(State& state, const CreateNamedQueryInput& in, const aws::RequestContext& ctx) {
  auto scope = Scope::of(ctx);
  NamedQuery query{in.name, in.description, in.database, in.query_string, state.random.uuid(), in.work_group.value_or(kPrimary)};
  return state.store.transact([&](kv::Txn& txn) -> Result<CreateNamedQueryOutput> {
    TRY(get_work_group_record(txn, scope, *query.work_group));
    if (in.client_request_token)
      for (auto& [id, record] : TRY(all(txn, scope)))
        if (record.token == *in.client_request_token) return CreateNamedQueryOutput{.named_query_id = id};
    put(txn, scope, {query, in.client_request_token.value_or("")});
    return CreateNamedQueryOutput{.named_query_id = query.named_query_id};
  });
}

Result<GetNamedQueryOutput> get_named_query(State& state, const GetNamedQueryInput& in, const aws::RequestContext& ctx) {
  return GetNamedQueryOutput{.named_query = TRY(get(*state.store.snapshot(), Scope::of(ctx), in.named_query_id)).query};
}

Result<BatchGetNamedQueryOutput> batch_get_named_query(State& state, const BatchGetNamedQueryInput& in, const aws::RequestContext& ctx) {
  BatchGetNamedQueryOutput out;
  out.named_queries.emplace();
  out.unprocessed_named_query_ids.emplace();
  auto reader = state.store.snapshot();
  for (auto& id : in.named_query_ids) {
    auto record = TRY(find(*reader, Scope::of(ctx), id));
    if (record) {
      out.named_queries->push_back(std::move(record->query));
    } else {
      out.unprocessed_named_query_ids->push_back({id, "INVALID_INPUT", "Named query " + id + " not found"});
    }
  }
  return out;
}

Result<ListNamedQueriesOutput> list_named_queries(State& state, const ListNamedQueriesInput& in, const aws::RequestContext& ctx) {
  auto reader = state.store.snapshot();
  auto group = in.work_group.value_or(kPrimary);
  TRY(get_work_group_record(*reader, Scope::of(ctx), group));
  std::map<std::string, std::string> ids;
  for (auto& [id, record] : TRY(all(*reader, Scope::of(ctx))))
    if (record.query.work_group == group) ids.emplace(id, id);
  ListNamedQueriesOutput out;
  out.named_query_ids = TRY(take_page(std::move(ids), in.next_token, in.max_results, out.next_token));
  return out;
}

Result<UpdateNamedQueryOutput> update_named_query(State& state, const UpdateNamedQueryInput& in, const aws::RequestContext& ctx) {
  return state.store.transact([&](kv::Txn& txn) -> Result<UpdateNamedQueryOutput> {
    auto record = TRY(get(txn, Scope::of(ctx), in.named_query_id));
    record.query.name = in.name;
    if (in.description) record.query.description = in.description;
    record.query.query_string = in.query_string;
    put(txn, Scope::of(ctx), record);
    return UpdateNamedQueryOutput{};
  });
}

Result<DeleteNamedQueryOutput> delete_named_query(State& state, const DeleteNamedQueryInput& in, const aws::RequestContext& ctx) {
  return state.store.transact([&](kv::Txn& txn) -> Result<DeleteNamedQueryOutput> {
    TRY(get(txn, Scope::of(ctx), in.named_query_id));
    txn.erase(named_query_key(Scope::of(ctx), in.named_query_id));
    return DeleteNamedQueryOutput{};
  });
}

}  // namespace tarn::athena
