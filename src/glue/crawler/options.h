// What a crawler was told, read from its document (glue-crawlers.md sections 2, 7 and 8).
#pragma once
#include <string>
#include <vector>

#include "glue/crawler/classifiers.h"
#include "glue/crawler/layout.h"
#include "glue/crawler/records.h"

namespace tarn::glue::crawler {

struct S3Place {
  std::string bucket;
  std::string path;  // key prefix, or the key of one file: as given, without the scheme
  std::vector<std::string> exclusions;
  int64_t sample_size = 0;  // files of each folder that are looked at; 0: all

  std::string str() const { return "s3://" + bucket + "/" + path; }
};

// Tables that exist, to be brought up to date.
struct CatalogPlace {
  std::string database;
  std::vector<std::string> tables;
};

struct DeltaPlace {
  S3Place table;
  bool native = false;          // CreateNativeDeltaTable: engines read the log; else a table of symlinks
  bool write_manifest = false;  // WriteManifest: the symlinks' manifest is written into the table's folder
};

// Where tables of a format with metadata of its own are looked for.
struct FormatPlace {
  S3Place root;
  int64_t depth = 10;  // MaximumTraversalDepth: folders below the root
};

enum class UpdateBehavior : uint8_t { update, merge_new_columns, log };
enum class DeleteBehavior : uint8_t { deprecate, remove, log };

struct CrawlOptions {
  std::vector<S3Place> s3;
  std::vector<CatalogPlace> catalog;
  std::vector<DeltaPlace> delta;
  std::vector<FormatPlace> iceberg, hudi;
  std::string database, table_prefix, role;  // database: empty for catalog targets
  UpdateBehavior update = UpdateBehavior::update;
  DeleteBehavior remove = DeleteBehavior::deprecate;
  bool new_folders_only = false;              // RecrawlPolicy CRAWL_NEW_FOLDERS_ONLY
  std::vector<std::string> classifier_names;
  std::vector<CustomClassifier> classifiers;  // of these names; whoever crawls fills them in
  LayoutOptions layout;
  bool partitions_inherit = false;   // CrawlerOutput.Partitions.AddOrUpdateBehavior InheritFromTable
  int64_t table_threshold = 0;       // CrawlerOutput.Tables.TableThreshold; 0: none
  bool partition_index = true;       // CreatePartitionIndex
};

// "s3://bucket/prefix", "bucket/prefix". Error InvalidInputException.
Result<S3Place> parse_s3_path(const std::string& path);

// Also what CreateCrawler and UpdateCrawler refuse by: targets that nobody crawls, targets and policies that do not go together,
// broken globs, a broken Configuration. Error InvalidInputException.
Result<CrawlOptions> parse_options(const boost::json::object& document);

}  // namespace tarn::glue::crawler
