// Names of a statement to tables of the Data Catalog, as its caller may see them: tables are pinned, views give their text,
// information_schema and "t$partitions" are views over what the catalog holds.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "athena/state.h"
#include "sql/analysis/analyzer.h"
#include "sql/resolver.h"

namespace tarn::athena {

class LakeResolver final : public sql::Resolver {
 public:
  LakeResolver(const State& state, const aws::AccessContext& who, std::string default_database);

  Result<std::optional<sql::Relation>> find_relation(const sql::QualifiedName& name) override;
  Result<bool> schema_exists(const std::string& catalog, const std::string& schema) override;
  std::optional<std::string> session_value(const std::string& name) const override;

  const std::vector<engine::PinnedTable>& pinned() const { return pinned_; }

 private:
  struct Name {
    std::string catalog, schema, table;
  };
  Result<Name> full_name(const sql::QualifiedName& name) const;
  Result<std::optional<sql::Relation>> lake_relation(const Name& name);
  Result<std::optional<sql::Relation>> information_schema(const Name& name);
  Result<std::optional<sql::Relation>> partitions_of(const Name& name);

  const State& state_;
  const aws::AccessContext& who_;
  std::string default_database_;
  std::vector<engine::PinnedTable> pinned_;
  std::map<std::string, sql::Relation> known_;  // by schema.table: a statement sees one version of a table
};

}  // namespace tarn::athena
