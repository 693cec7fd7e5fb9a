// Folders that appear below tables that stand in the catalog, as partitions of these.
#pragma once
#include <map>

#include "glue/crawler/target.h"

namespace tarn::glue::crawler {

class KnownTables {
 public:
  // The tables of the crawler's database that this crawler has made. `needs` and `place` are borrowed.
  static Result<KnownTables> load(const TargetNeeds& needs, const S3Place& place);

  // Takes out the files that lie below a known table. What fits it becomes a partition; what does not is logged and left out.
  void take(std::vector<FoundFile>& files);

  // One form for each table that has got partitions.
  std::vector<TableForm> forms() &&;

 private:
  KnownTables(const TargetNeeds& needs, const S3Place& place) : needs_(needs), place_(place) {}
  catalog::Table* covering(const std::string& folder);
  void add_partition(const catalog::Table& table, const std::string& folder, std::vector<FoundFile> files);

  const TargetNeeds& needs_;
  const S3Place& place_;
  std::map<std::string, catalog::Table> tables_;  // by location
  std::map<std::string, TableForm> forms_;        // by name
};

// The files of one folder as a partition of the table; nullopt: their format or their columns are others.
std::optional<FoundPartition> fitting_partition(const catalog::Table& table, const std::string& folder, std::vector<FoundFile> files, const S3Place& place,
                                                const LayoutOptions& layout);

}  // namespace tarn::glue::crawler
