// What the warehouse needs of the lake: tables of the Data Catalog for external schemas, and the bytes in S3 for Spectrum and COPY. Every
// call acts as somebody (the role of an external schema, the credentials of a COPY) and is authorized as such. Implemented over
// catalog/ and objects/; a test brings a lake of its own.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/access_context.h"
#include "base/result.h"
#include "engine/engine.h"
#include "sql/resolver.h"

namespace tarn::redshift {

struct LakeTable {
  sql::Relation relation;      // kind lake_table; its pin names `pinned`
  engine::PinnedTable pinned;  // its partitions() acts as the same caller
};

// A table as the svv_external_ views list it; properties are JSON texts.
struct ExternalTable {
  struct Column {
    std::string name, type;  // Hive type text
    bool partition_key = false;
  };
  std::string name, location, input_format, output_format, serialization_library, serde_parameters, parameters;
  std::vector<Column> columns;
};

class Lake {
 public:
  virtual ~Lake() = default;
  virtual std::unique_ptr<engine::LakeFiles> files(const aws::AccessContext& who) = 0;
  // nullopt: no such table. Errors: AccessDenied, and what the catalog says of a broken descriptor.
  virtual Result<std::optional<LakeTable>> find_table(const aws::AccessContext& who, const std::string& database, const std::string& table) = 0;
  virtual Result<std::vector<ExternalTable>> list_tables(const aws::AccessContext& who, const std::string& database) = 0;
  virtual Result<bool> database_exists(const aws::AccessContext& who, const std::string& database) = 0;
  // For CREATE EXTERNAL DATABASE IF NOT EXISTS; no error when it is there.
  virtual Result<void> create_database(const aws::AccessContext& who, const std::string& database) = 0;
};

}  // namespace tarn::redshift
