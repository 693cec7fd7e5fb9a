// What a crawler was told, read from its document (glue-crawlers.md sections 2 and 7).
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
};

enum class UpdateBehavior : uint8_t { update, merge_new_columns, log };
enum class DeleteBehavior : uint8_t { deprecate, remove, log };

struct CrawlOptions {
  std::vector<S3Place> targets;
  std::string database, table_prefix, role;
  UpdateBehavior update = UpdateBehavior::update;
  DeleteBehavior remove = DeleteBehavior::deprecate;
  std::vector<std::string> classifier_names;
  std::vector<CustomClassifier> classifiers;  // of these names; whoever crawls fills them in
  LayoutOptions layout;
  bool partitions_inherit = false;   // CrawlerOutput.Partitions.AddOrUpdateBehavior InheritFromTable
  int64_t table_threshold = 0;       // CrawlerOutput.Tables.TableThreshold; 0: none
};

// "s3://bucket/prefix", "bucket/prefix". Error InvalidInputException.
Result<S3Place> parse_s3_path(const std::string& path);

// Also what CreateCrawler and UpdateCrawler refuse by: targets of other kinds, broken globs, a broken Configuration. Error
// InvalidInputException.
Result<CrawlOptions> parse_options(const boost::json::object& document);

}  // namespace tarn::glue::crawler
