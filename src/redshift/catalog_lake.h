// The warehouse's Lake over this server's Data Catalog and objects.
#pragma once
#include "catalog/databases.h"
#include "lake/tables.h"
#include "objects/object_store.h"
#include "redshift/lake.h"

namespace tarn::redshift {

class CatalogLake final : public Lake {
 public:
  // Everything is borrowed.
  CatalogLake(lake::Tables tables, objects::ObjectStore& objects) : tables_(tables), objects_(objects) {
    tables_.objects = &objects_;
  }

  std::unique_ptr<engine::LakeFiles> files(const aws::AccessContext& who) override;
  Result<std::optional<LakeTable>> find_table(const aws::AccessContext& who, const std::string& database, const std::string& table) override;
  Result<std::vector<ExternalTable>> list_tables(const aws::AccessContext& who, const std::string& database) override;
  Result<bool> database_exists(const aws::AccessContext& who, const std::string& database) override;
  Result<void> create_database(const aws::AccessContext& who, const std::string& database) override;

 private:
  lake::Tables tables_;
  objects::ObjectStore& objects_;
};

}  // namespace tarn::redshift
