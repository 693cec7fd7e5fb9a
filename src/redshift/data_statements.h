// Statements of the Data API as the store keeps them for 24 hours: what clients see of them, whose they are, and their rows in pages.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "aws/access_context.h"
#include "base/random.h"
#include "kv/store.h"
#include "redshift_data/statements.gen.h"

namespace tarn::redshift {

namespace data = redshift_data;

constexpr std::chrono::hours kStatementsKept{24};    // Data API, considerations: results are kept for 24 hours
constexpr std::chrono::hours kClientTokensKept{8};   // API reference, ExecuteStatement, ClientToken

struct StatementRecord {
  std::string account_id, region;
  std::string owner;                       // the IAM identity: a user's ARN, a role's for its sessions
  std::string name, token;
  std::vector<std::string> sqls;
  bool batch = false;
  data::DescribeStatementOutput shown;     // of a batch: with a sub-statement for each text
  std::vector<data::SubStatementData> parts;  // one for each text, also where there is no batch
  std::vector<std::vector<data::ColumnMetadata>> columns;  // of each part's rows
  std::vector<uint64_t> pages;                // how many each part's rows fill

  const std::string& id() const { return shown.id; }
  std::string part_id(size_t part) const { return batch ? id() + ":" + std::to_string(part + 1) : id(); }
  bool has_ended() const { return shown.status == "FINISHED" || shown.status == "FAILED" || shown.status == "ABORTED"; }
};

// Ids are version 7 UUIDs: they begin with their time.
std::string new_statement_id(Random& random, TimePoint now);
std::string owner_of(const aws::Principal& principal);

Result<void> put_statement(kv::Store& store, const StatementRecord& record);
// Stores a new one; the id that the same client token got before, if any.
Result<std::optional<std::string>> insert_statement(kv::Store& store, const StatementRecord& record, TimePoint now);
Result<std::optional<StatementRecord>> find_statement(kv::Store& store, const std::string& account_id, const std::string& region, const std::string& id);
// Newest first, until `visit` returns false.
Result<void> each_statement(kv::Store& store, const std::string& account_id, const std::string& region, const std::function<bool(const StatementRecord&)>& visit);

Result<void> put_page(kv::Store& store, const std::string& part_id, uint64_t page, const std::string& content);
Result<std::string> get_page(kv::Store& store, const std::string& part_id, uint64_t page);

// Statements that an earlier process left unfinished become ABORTED.
Result<void> abort_unfinished(kv::Store& store, TimePoint now);
Result<void> forget_old_statements(kv::Store& store, TimePoint now);

}  // namespace tarn::redshift
