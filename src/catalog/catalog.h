// The Data Catalog as records of our own: databases, tables, versions, partitions. Under Glue, Athena, Redshift Spectrum and the
// crawlers alike. Names are stored folded to lower case; account and region are part of every key. Reads take an AccessContext
// and answer what this caller may see. Behaviour: glue-catalog.md.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aws/access_context.h"
#include "base/result.h"
#include "kv/store.h"

namespace tarn::catalog {

using Parameters = std::map<std::string, std::string>;

struct Column {
  std::string name;
  std::string type;  // Hive type text: "array<string>"
  std::string comment;
  Parameters parameters;
  bool operator==(const Column&) const = default;
};

struct StorageDescriptor {
  std::vector<Column> columns;
  std::string location;
  std::string input_format, output_format;
  std::string serde_name, serde_library;
  Parameters serde_parameters;
  Parameters parameters;
  std::vector<std::string> bucket_columns;
  std::vector<std::pair<std::string, int>> sort_columns;
  int32_t number_of_buckets = 0;
  bool compressed = false, stored_as_sub_directories = false;
  std::string more;  // JSON object of the members that only Glue's API shows: SkewedInfo, SchemaReference, AdditionalLocations; or empty
  bool operator==(const StorageDescriptor&) const = default;
};

struct CatalogId {  // whose catalog: one for each account and region, and those nested in it
  std::string account_id;
  std::string region;
  std::string nested = {};  // path of a nested catalog ("sales/eu"); empty: the account's own
  static CatalogId of(const aws::AccessContext& access) { return {access.account_id(), access.region, {}}; }
};

// What of a table this caller may see. Today everything; Lake Formation will narrow it.
struct Visibility {
  std::optional<std::vector<std::string>> columns;  // nullopt: all
  std::string row_filter;                           // a predicate over the columns; empty: every row
};

struct TableName {
  std::string database, name;
};

struct Database {
  CatalogId catalog;  // filled in by reads
  std::string name, description, location_uri;
  Parameters parameters;
  TimePoint created_at{};
  std::string more;   // JSON object: CreateTableDefaultPermissions, TargetDatabase; or empty
  uint64_t id = 0;    // of this incarnation: given at creation, never used again
};

struct Table {
  CatalogId catalog;  // filled in by reads
  std::string database, name, description, owner, table_type;  // EXTERNAL_TABLE, VIRTUAL_VIEW
  std::vector<Column> partition_keys;
  StorageDescriptor storage;
  Parameters parameters;
  std::string view_original_text, view_expanded_text;
  int32_t retention = 0;
  std::string created_by;
  TimePoint created_at{}, updated_at{};
  std::optional<TimePoint> last_access_at, last_analyzed_at;
  uint64_t version = 0;  // VersionId
  std::string more;      // JSON object: ViewDefinition, TargetTable; or empty
  std::string key_order; // how the store orders the values of each partition key (partition_order.h); fixed while there are partitions
  uint64_t id = 0;       // of this incarnation: its partitions, versions and statistics hang on it
  Visibility visible;    // filled in by reads
  std::optional<TableName> reached_as;  // filled in by follow_table (links.h): the names that led here
};

struct Partition {
  std::vector<std::string> values;
  StorageDescriptor storage;  // complete: shared parts of the stored form are joined in on reading
  Parameters parameters;
  TimePoint created_at{};
  std::optional<TimePoint> last_access_at, last_analyzed_at;
};

}  // namespace tarn::catalog
