#include "glue/crawler/options.h"

#include "glue/crawler/glob.h"

namespace tarn::glue::crawler {
namespace {

namespace json = boost::json;

Error invalid(std::string message) { return {"InvalidInputException", std::move(message), 400, {}}; }

const json::value* find(const json::value* value, std::string_view member) {
  return value && value->is_object() ? value->get_object().if_contains(member) : nullptr;
}
const json::value* find(const json::object& object, std::string_view member) { return object.if_contains(member); }

std::string text(const json::value* value) { return value && value->is_string() ? std::string(value->get_string()) : std::string(); }

Result<S3Place> read_target(const json::value& target) {
  auto place = TRY(parse_s3_path(text(find(&target, "Path"))));
  if (auto exclusions = find(&target, "Exclusions"); exclusions && exclusions->is_array()) {
    for (auto& exclusion : exclusions->get_array()) {
      place.exclusions.push_back(text(&exclusion));
      if (!is_valid_glob(place.exclusions.back())) return invalid("Invalid exclusion pattern: " + place.exclusions.back());
    }
  }
  if (auto size = find(&target, "SampleSize"); size && size->is_int64()) {
    place.sample_size = size->get_int64();
    if (place.sample_size < 1 || place.sample_size > 249) return invalid("SampleSize must be an integer between 1 and 249.");
  }
  return place;
}

Result<void> read_targets(const json::object& document, CrawlOptions& out) {
  auto targets = find(document, "Targets");
  auto s3 = find(targets, "S3Targets");
  for (auto kind : {"JdbcTargets", "MongoDBTargets", "DynamoDBTargets", "CatalogTargets", "DeltaTargets", "IcebergTargets", "HudiTargets"}) {
    auto list = find(targets, kind);
    bool given = list && list->is_array() && !list->get_array().empty();
    if (given) return invalid(std::string(kind) + " are not implemented: only S3Targets are crawled.");
  }
  if (!s3 || !s3->is_array() || s3->get_array().empty()) return invalid("The crawler must have at least one target.");
  for (auto& target : s3->get_array()) out.targets.push_back(TRY(read_target(target)));
  return {};
}

Result<void> read_configuration(const std::string& configuration, CrawlOptions& out) {
  if (configuration.empty()) return {};
  boost::system::error_code failure;
  auto document = json::parse(configuration, failure);
  if (failure || !document.is_object()) return invalid("Invalid Configuration: it is no JSON object.");
  auto output = find(&document, "CrawlerOutput"), tables = find(output, "Tables"), grouping = find(&document, "Grouping");
  if (text(find(tables, "AddOrUpdateBehavior")) == "MergeNewColumns") out.update = UpdateBehavior::merge_new_columns;
  if (auto threshold = find(tables, "TableThreshold"); threshold && threshold->is_int64()) out.table_threshold = threshold->get_int64();
  out.partitions_inherit = text(find(find(output, "Partitions"), "AddOrUpdateBehavior")) == "InheritFromTable";
  out.layout.combine_compatible = text(find(grouping, "TableGroupingPolicy")) == "CombineCompatibleSchemas";
  if (auto level = find(grouping, "TableLevelConfiguration"); level && level->is_int64()) out.layout.table_level = static_cast<int>(level->get_int64());
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
  CrawlOptions out;
  TRY(read_targets(document, out));
  out.database = text(find(document, "DatabaseName"));
  if (out.database.empty()) return invalid("DatabaseName must be given for crawlers of this kind of target.");
  out.table_prefix = text(find(document, "TablePrefix"));
  out.role = text(find(document, "Role"));
  auto policy = find(document, "SchemaChangePolicy");
  if (text(find(policy, "UpdateBehavior")) == "LOG") out.update = UpdateBehavior::log;
  auto remove = text(find(policy, "DeleteBehavior"));
  if (remove == "LOG") out.remove = DeleteBehavior::log;
  if (remove == "DELETE_FROM_DATABASE") out.remove = DeleteBehavior::remove;
  TRY(read_configuration(text(find(document, "Configuration")), out));
  auto recrawl = text(find(find(document, "RecrawlPolicy"), "RecrawlBehavior"));
  if (!recrawl.empty() && recrawl != "CRAWL_EVERYTHING") return invalid("RecrawlBehavior " + recrawl + " is not implemented.");
  if (auto classifiers = find(document, "Classifiers"); classifiers && classifiers->is_array() && !classifiers->get_array().empty())
    return invalid("Custom classifiers are not implemented.");
  return out;
}

}  // namespace tarn::glue::crawler
