#include "glue/crawler/options.h"

#include <algorithm>

#include "glue/crawler/configuration.h"
#include "glue/crawler/glob.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

constexpr int64_t kMaxSampleSize = 249;  // Glue API, S3Target, SampleSize
constexpr int64_t kMaxDepth = 20;        // Glue guide, MaximumTraversalDepth

Error invalid(std::string message) { return {"InvalidInputException", std::move(message), 400, {}}; }

const json::value* find(const json::value* value, std::string_view member) {
  return value && value->is_object() ? value->get_object().if_contains(member) : nullptr;
}

std::string text(const json::value* value) { return value && value->is_string() ? std::string(value->get_string()) : std::string(); }
bool flag(const json::value* value) { return value && value->is_bool() && value->get_bool(); }

std::vector<std::string> texts(const json::value* list) {
  std::vector<std::string> out;
  if (list && list->is_array())
    for (auto& item : list->get_array()) out.push_back(text(&item));
  return out;
}

const json::array& targets_of_kind(const json::value* targets, std::string_view kind) {
  static const json::array none;
  auto list = find(targets, kind);
  return list && list->is_array() ? list->get_array() : none;
}

Result<std::vector<std::string>> read_exclusions(const json::value& target) {
  auto out = texts(find(&target, "Exclusions"));
  for (auto& pattern : out)
    if (!is_valid_glob(pattern)) return invalid("Invalid exclusion pattern: " + pattern);
  return out;
}

Result<S3Place> read_s3_target(const json::value& target) {
  auto place = TRY(parse_s3_path(text(find(&target, "Path"))));
  place.exclusions = TRY(read_exclusions(target));
  if (auto size = find(&target, "SampleSize"); size && size->is_int64()) {
    place.sample_size = size->get_int64();
    if (place.sample_size < 1 || place.sample_size > kMaxSampleSize) return invalid("SampleSize must be an integer between 1 and 249.");
  }
  return place;
}

Result<void> read_delta_target(const json::value& target, std::vector<DeltaPlace>& out) {
  auto paths = texts(find(&target, "DeltaTables"));
  if (paths.empty()) return invalid("A Delta target must name at least one table.");
  for (auto& path : paths) {
    DeltaPlace place;
    place.table = TRY(parse_s3_path(path));
    if (!place.table.path.empty() && !place.table.path.ends_with('/')) place.table.path += '/';
    place.native = flag(find(&target, "CreateNativeDeltaTable"));
    place.write_manifest = flag(find(&target, "WriteManifest"));
    out.push_back(std::move(place));
  }
  return {};
}

// Iceberg and Hudi targets.
Result<void> read_format_target(const json::value& target, std::vector<FormatPlace>& out) {
  auto paths = texts(find(&target, "Paths"));
  if (paths.empty()) return invalid("The target must have at least one path.");
  for (auto& path : paths) {
    FormatPlace place;
    place.root = TRY(parse_s3_path(path));
    if (!place.root.path.empty() && !place.root.path.ends_with('/')) place.root.path += '/';
    place.root.exclusions = TRY(read_exclusions(target));
    if (auto depth = find(&target, "MaximumTraversalDepth"); depth && depth->is_int64()) place.depth = depth->get_int64();
    if (place.depth < 1 || place.depth > kMaxDepth) return invalid("MaximumTraversalDepth must be an integer between 1 and 20.");
    out.push_back(std::move(place));
  }
  return {};
}

Result<void> read_targets(const json::value* targets, CrawlOptions& out) {
  for (auto kind : {"JdbcTargets", "MongoDBTargets", "DynamoDBTargets"})
    if (!targets_of_kind(targets, kind).empty()) return invalid(std::string(kind) + " are not implemented.");
  for (auto& target : targets_of_kind(targets, "S3Targets")) out.s3.push_back(TRY(read_s3_target(target)));
  for (auto& target : targets_of_kind(targets, "CatalogTargets")) out.catalog.push_back({text(find(&target, "DatabaseName")), texts(find(&target, "Tables"))});
  for (auto& target : targets_of_kind(targets, "DeltaTargets")) TRY(read_delta_target(target, out.delta));
  for (auto& target : targets_of_kind(targets, "IcebergTargets")) TRY(read_format_target(target, out.iceberg));
  for (auto& target : targets_of_kind(targets, "HudiTargets")) TRY(read_format_target(target, out.hudi));
  return {};
}

// What must hold between the targets and the policies.
Result<void> check_together(const CrawlOptions& options) {
  bool others = !options.s3.empty() || !options.delta.empty() || !options.iceberg.empty() || !options.hudi.empty();
  if (!others && options.catalog.empty()) return invalid("The crawler must have at least one target.");
  if (!options.catalog.empty()) {
    if (others)
      return invalid("The crawler cannot have catalog targets mixed with other target types. Specify crawler targets that include only catalog targets or only "
                     "other target types.");
    if (options.remove != DeleteBehavior::log) return invalid("The SchemaChangePolicy for catalog targets can have only LOG DeleteBehavior value.");
    if (!options.layout.combine_compatible) return invalid("The Configuration for catalog targets must have the TableGroupingPolicy CombineCompatibleSchemas.");
  } else if (options.database.empty()) {
    return invalid("DatabaseName must be given for crawlers of this kind of target.");
  }
  return {};
}

// Before the Configuration is read: its MergeNewColumns does not count.
Result<void> check_recrawl(const CrawlOptions& options) {
  if (!options.new_folders_only) return {};
  if (options.s3.empty() || !options.delta.empty() || !options.iceberg.empty() || !options.hudi.empty())
    return invalid("RecrawlBehavior CRAWL_NEW_FOLDERS_ONLY is for Amazon S3 targets only.");
  if (options.update != UpdateBehavior::log || options.remove != DeleteBehavior::log)
    return invalid("The SchemaChangePolicy for \"Crawl new folders only\" Amazon S3 target can have only LOG DeleteBehavior value and LOG UpdateBehavior value.");
  return {};
}

}  // namespace

Result<S3Place> parse_s3_path(const std::string& path) {
  std::string_view rest = path;
  for (auto scheme : {"s3://", "s3a://", "s3n://"})
    if (rest.starts_with(scheme)) rest.remove_prefix(std::string_view(scheme).size());
  auto slash = rest.find('/');
  S3Place out{.bucket = std::string(rest.substr(0, slash)), .path = {}, .exclusions = {}};
  if (slash != std::string_view::npos) out.path = rest.substr(slash + 1);
  if (out.bucket.empty() || out.bucket.find(':') != std::string::npos) return invalid("Invalid S3 path: " + path);
  return out;
}

Result<CrawlOptions> parse_options(const json::object& document) {
  auto member = [&](std::string_view name) { return document.if_contains(name); };
  CrawlOptions out;
  TRY(read_targets(member("Targets"), out));
  out.database = text(member("DatabaseName"));
  out.table_prefix = text(member("TablePrefix"));
  out.role = text(member("Role"));
  out.classifier_names = texts(member("Classifiers"));
  auto policy = member("SchemaChangePolicy");
  if (text(find(policy, "UpdateBehavior")) == "LOG") out.update = UpdateBehavior::log;
  auto remove = text(find(policy, "DeleteBehavior"));
  if (remove == "LOG") out.remove = DeleteBehavior::log;
  if (remove == "DELETE_FROM_DATABASE") out.remove = DeleteBehavior::remove;
  auto recrawl = text(find(member("RecrawlPolicy"), "RecrawlBehavior"));
  if (recrawl == "CRAWL_EVENT_MODE") return invalid("RecrawlBehavior CRAWL_EVENT_MODE is not implemented.");
  out.new_folders_only = recrawl == "CRAWL_NEW_FOLDERS_ONLY";
  TRY(check_recrawl(out));
  TRY(read_configuration(text(member("Configuration")), out));
  TRY(check_together(out));
  return out;
}

}  // namespace tarn::glue::crawler
