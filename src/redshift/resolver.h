// Names of a statement: the search path, system views, warehouse relations and external schemas; access is checked as names are found, and
// what the statement leans on is collected.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "redshift/sql_session.h"
#include "sql/resolver.h"

namespace tarn::redshift {

class WarehouseResolver final : public sql::Resolver {
 public:
  explicit WarehouseResolver(SqlSession& session) : session_(session) {}

  Result<std::optional<sql::Relation>> find_relation(const sql::QualifiedName& name) override;
  Result<std::optional<sql::Relation>> find_rows(const std::string& function, const std::vector<std::string>& arguments) override;
  void clock_was_read() override { reads_clock_ = true; }
  bool reads_clock() const { return reads_clock_; }
  Result<bool> schema_exists(const std::string& catalog, const std::string& schema) override;
  std::optional<std::string> session_value(const std::string& name) const override;

  // After analysis: SELECT on every column that the program reads in the user's own name. Error 42501.
  Result<void> check_columns(const sql::Program& program);
  // Rows of this relation are told apart by a hidden column "rowid" (UPDATE, DELETE).
  void number_rows_of(int64_t oid) { numbered_ = oid; }
  // This materialized view stands for its query instead of its rows (REFRESH).
  void expand(int64_t oid) { expanded_ = oid; }
  void move_into(Plan& plan);
  const std::set<int64_t>& dependencies() const { return dependencies_; }

 private:
  Result<std::optional<sql::Relation>> in_schema(const std::string& schema, const std::string& name, const std::optional<int64_t>& definer);
  Result<std::optional<sql::Relation>> in_external(const SchemaRecord& schema, const std::string& name);
  Result<sql::Relation> as_relation(const RelationRecord& record, const std::optional<int64_t>& definer);
  Result<void> add_policies(const RelationRecord& record, sql::Relation& relation);

  SqlSession& session_;
  std::map<std::string, RelationRecord> read_directly_;  // by pin: columns are checked against the user's own grants
  std::set<int64_t> dependencies_;
  std::vector<engine::PinnedTable> lake_tables_;
  std::shared_ptr<engine::LakeFiles> files_;
  std::string files_role_;
  int64_t numbered_ = 0;
  int64_t expanded_ = 0;
  bool reads_history_ = false;
  bool reads_clock_ = false;
};

// The relation that a statement names as its target. Error 42P01.
Result<RelationRecord> target_relation(SqlSession& session, const sql::ast::ObjectName& name);
Result<std::optional<RelationRecord>> find_target(SqlSession& session, const sql::ast::ObjectName& name);
// Where a new object of that name goes. Errors: 3F000, 42501 (no CREATE on the schema).
Result<SchemaRecord> schema_for_new(SqlSession& session, const sql::ast::ObjectName& name);

}  // namespace tarn::redshift
