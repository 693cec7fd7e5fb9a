#include "redshift/data_statements.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "redshift/api_errors.h"
#include "redshift/keys.h"

namespace tarn::redshift {
namespace {

namespace json = boost::json;

template <class T>
json::array to_array(const std::vector<T>& items) {
  json::array all;
  for (const T& item : items) all.push_back(data::to_document(item));
  return all;
}

template <class T>
Result<std::vector<T>> from_array(const json::value& array) {
  std::vector<T> items;
  for (const json::value& item : array.as_array()) TRY(data::from_document(item, items.emplace_back()));
  return items;
}

std::string encode(const StatementRecord& record) {
  json::array columns;
  for (const auto& part : record.columns) columns.push_back(to_array(part));
  return json::serialize(json::object{{"account", record.account_id},
                                      {"region", record.region},
                                      {"owner", record.owner},
                                      {"name", record.name},
                                      {"token", record.token},
                                      {"sqls", json::value_from(record.sqls)},
                                      {"batch", record.batch},
                                      {"shown", data::to_document(record.shown)},
                                      {"parts", to_array(record.parts)},
                                      {"columns", std::move(columns)},
                                      {"pages", json::value_from(record.pages)}});
}

Result<StatementRecord> decode(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(text, failed);
  if (failed || !value.is_object()) return internal_error("a record of a Data API statement is not JSON");
  StatementRecord record;
  record.account_id = json::value_to<std::string>(value.at("account"));
  record.region = json::value_to<std::string>(value.at("region"));
  record.owner = json::value_to<std::string>(value.at("owner"));
  record.name = json::value_to<std::string>(value.at("name"));
  record.token = json::value_to<std::string>(value.at("token"));
  record.sqls = json::value_to<std::vector<std::string>>(value.at("sqls"));
  record.batch = value.at("batch").as_bool();
  TRY(data::from_document(value.at("shown"), record.shown));
  record.parts = TRY(from_array<data::SubStatementData>(value.at("parts")));
  for (const json::value& part : value.at("columns").as_array()) record.columns.push_back(TRY(from_array<data::ColumnMetadata>(part)));
  record.pages = json::value_to<std::vector<uint64_t>>(value.at("pages"));
  return record;
}

std::string key_of(const StatementRecord& record) { return statement_key(record.account_id, record.region, record.id()); }

void erase_statement(kv::Txn& txn, const StatementRecord& record) {
  txn.erase(key_of(record));
  if (!record.token.empty()) txn.erase(token_key(record.account_id, record.region, record.token));
  for (size_t part = 0; part < record.pages.size(); ++part)
    for (uint64_t page = 0; page < record.pages[part]; ++page) txn.erase(result_key(record.part_id(part), page), kv::Space::bytes);
}

Result<std::vector<StatementRecord>> scan_statements(kv::Store& store, const std::function<bool(const StatementRecord&)>& wanted) {
  std::vector<StatementRecord> found;
  Result<void> decoded;
  TRY(store.snapshot()->scan(kv::Range::prefix(all_statements_prefix()), [&](std::string_view, std::string_view value) {
    auto record = decode(value);
    if (!record.ok()) decoded = record.error();
    else if (wanted(*record)) found.push_back(std::move(*record));
    return decoded.ok();
  }));
  TRY(decoded);
  return found;
}

}  // namespace

std::string new_statement_id(Random& random, TimePoint now) {
  std::string id = random.uuid();
  const auto ms = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count());
  std::string time(6, '\0');
  for (int i = 0; i < 6; ++i) time[static_cast<size_t>(i)] = static_cast<char>(ms >> (8 * (5 - i)));
  const std::string hex = to_hex(time);
  id.replace(0, 8, hex.substr(0, 8));
  id.replace(9, 4, hex.substr(8));
  id[14] = '7';
  return id;
}

std::string owner_of(const aws::Principal& principal) { return principal.role_arn.empty() ? principal.arn : principal.role_arn; }

Result<void> put_statement(kv::Store& store, const StatementRecord& record) {
  return store.transact([&](kv::Txn& txn) -> Result<void> {
    txn.put(key_of(record), encode(record));
    return {};
  });
}

Result<std::optional<std::string>> insert_statement(kv::Store& store, const StatementRecord& record, TimePoint now) {
  return store.transact([&](kv::Txn& txn) -> Result<std::optional<std::string>> {
    if (!record.token.empty()) {
      const std::string key = token_key(record.account_id, record.region, record.token);
      if (auto id = TRY(txn.get(key))) {
        auto known = TRY(txn.get(statement_key(record.account_id, record.region, *id)));
        if (known) {
          const StatementRecord earlier = TRY(decode(*known));
          if (earlier.shown.created_at.value_or(now) + kClientTokensKept > now) {
            if (earlier.sqls != record.sqls || earlier.owner != record.owner)
              return errors::validation("The client token was used with other parameters before.");
            return std::optional<std::string>(*id);
          }
        }
      }
      txn.put(key, record.id());
    }
    txn.put(key_of(record), encode(record));
    return std::optional<std::string>();
  });
}

Result<std::optional<StatementRecord>> find_statement(kv::Store& store, const std::string& account_id, const std::string& region, const std::string& id) {
  auto value = TRY(store.snapshot()->get(statement_key(account_id, region, id)));
  if (!value) return std::optional<StatementRecord>();
  return std::optional<StatementRecord>(TRY(decode(*value)));
}

Result<void> each_statement(kv::Store& store, const std::string& account_id, const std::string& region, const std::function<bool(const StatementRecord&)>& visit) {
  Result<void> decoded;
  TRY(store.snapshot()->scan(
      kv::Range::prefix(statements_prefix(account_id, region)),
      [&](std::string_view, std::string_view value) {
        auto record = decode(value);
        if (record.ok()) return visit(*record);
        decoded = record.error();
        return false;
      },
      true));
  return decoded;
}

Result<void> put_page(kv::Store& store, const std::string& part_id, uint64_t page, const std::string& content) {
  return store.transact([&](kv::Txn& txn) -> Result<void> {
    txn.put(result_key(part_id, page), content, kv::Space::bytes);
    return {};
  });
}

Result<std::string> get_page(kv::Store& store, const std::string& part_id, uint64_t page) {
  auto content = TRY(store.snapshot()->get(result_key(part_id, page), kv::Space::bytes));
  if (!content) return errors::validation("The NextToken is not valid.");
  return std::move(*content);
}

Result<void> abort_unfinished(kv::Store& store, TimePoint now) {
  for (StatementRecord& record : TRY(scan_statements(store, [](const StatementRecord& r) { return !r.has_ended(); }))) {
    record.shown.status = "ABORTED";
    record.shown.updated_at = now;
    for (data::SubStatementData& part : record.parts) part.status = "ABORTED";
    if (record.batch) record.shown.sub_statements = record.parts;
    TRY(put_statement(store, record));
  }
  return {};
}

Result<void> forget_old_statements(kv::Store& store, TimePoint now) {
  auto old = [&](const StatementRecord& r) { return r.has_ended() && r.shown.created_at.value_or(now) + kStatementsKept < now; };
  for (const StatementRecord& record : TRY(scan_statements(store, old)))
    TRY(store.transact([&](kv::Txn& txn) -> Result<void> {
      erase_statement(txn, record);
      return {};
    }));
  return {};
}

}  // namespace tarn::redshift
