// The relations that golden files may name, the same for all of them, so that a record needs no set-up. See catalog_test.cpp for the columns.
#pragma once
#include "sql/resolver.h"

namespace tarn::sql::golden {

class Catalog : public Resolver {
 public:
  explicit Catalog(Dialect dialect) : dialect_(dialect) {}
  Result<std::optional<Relation>> find_relation(const QualifiedName& name) override;
  Result<bool> schema_exists(const std::string& catalog, const std::string& schema) override;
  std::optional<std::string> session_value(const std::string& name) const override;

 private:
  Dialect dialect_;
};

}  // namespace tarn::sql::golden
