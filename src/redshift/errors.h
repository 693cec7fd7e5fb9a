// The warehouse's errors: SQLSTATE as the code, Redshift's text as the message; HINT, DETAIL and the like as details of those names.
#pragma once
#include <string>

#include "base/result.h"

namespace tarn::redshift::errors {

inline Error make(std::string sqlstate, std::string message) { return {std::move(sqlstate), std::move(message), 0, {}}; }
inline Error not_supported(const std::string& what) { return make("0A000", what + " is not supported by Tarn yet"); }
inline Error no_relation(const std::string& name) { return make("42P01", "relation \"" + name + "\" does not exist"); }
inline Error no_schema(const std::string& name) { return make("3F000", "schema \"" + name + "\" does not exist"); }
inline Error no_user(const std::string& name) { return make("42704", "user \"" + name + "\" does not exist"); }
inline Error no_group(const std::string& name) { return make("42704", "group \"" + name + "\" does not exist"); }
inline Error no_role(const std::string& name) { return make("42704", "role \"" + name + "\" does not exist"); }
inline Error no_column(const std::string& column, const std::string& relation) {
  return make("42703", "column \"" + column + "\" of relation \"" + relation + "\" does not exist");
}
inline Error no_policy(const std::string& name) { return make("42704", "RLS policy \"" + name + "\" does not exist"); }
inline Error relation_exists(const std::string& name) { return make("42P07", "Relation \"" + name + "\" already exists"); }
inline Error denied(const std::string& kind, const std::string& name) { return make("42501", "permission denied for " + kind + " " + name); }
inline Error must_be_owner(const std::string& kind, const std::string& name) { return make("42501", "must be owner of " + kind + " " + name); }
inline Error must_be_superuser(const std::string& what) { return make("42501", "must be superuser to " + what); }
inline Error in_transaction_block(const std::string& what) { return make("25001", what + " cannot run inside a transaction block"); }
inline Error failed_transaction() {
  return make("25P02", "current transaction is aborted, commands ignored until end of transaction block");
}
inline Error cancelled() { return make("57014", "Query cancelled on user's request"); }

}  // namespace tarn::redshift::errors
