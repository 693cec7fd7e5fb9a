// The layout of the warehouse's keys in the store: what its APIs keep (its data and catalog are the DuckDB file's).
//
//   redshift.login      login name, token id              -> TemporaryLogin
//   redshift.statement  account, region, statement id      -> StatementRecord; ids begin with their time, so keys stand in order of submission
//   redshift.token      account, region, client token      -> the statement's id
//   redshift.result     sub-statement id, page (from 0)    -> one page of rows (Space::bytes)
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tarn::redshift {

std::string login_key(std::string_view login, std::string_view token_id);
std::string logins_prefix(std::string_view login);
std::string statement_key(std::string_view account_id, std::string_view region, std::string_view id);
std::string statements_prefix(std::string_view account_id, std::string_view region);
std::string all_statements_prefix();
std::string token_key(std::string_view account_id, std::string_view region, std::string_view token);
std::string result_key(std::string_view sub_id, uint64_t page);

}  // namespace tarn::redshift
