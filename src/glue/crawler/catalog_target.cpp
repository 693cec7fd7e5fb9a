// Catalog targets: tables that exist are brought up to date from the data at their locations; none is ever made or deleted
// (glue-crawlers.md section 2).
#include <algorithm>

#include "base/encoding.h"
#include "catalog/tables.h"
#include "glue/crawler/scan.h"
#include "lake/tables.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kManifestFolder = "_symlink_format_manifest/";

std::string parameter(const catalog::Table& table, const std::string& name) {
  auto found = table.parameters.find(name);
  return found == table.parameters.end() ? std::string() : to_lower(found->second);
}

Error cannot_crawl(const catalog::Table& table, const std::string& what) {
  return {"InvalidInputException", "Table " + table.database + "." + table.name + " cannot be crawled: " + what, 400, {}};
}

class CatalogTarget final : public Target {
 public:
  explicit CatalogTarget(CatalogPlace place) : place_(std::move(place)) {}

  Result<std::vector<TableForm>> find(const TargetNeeds& needs) override {
    std::vector<TableForm> out;
    for (auto& name : place_.tables) {
      auto table = TRY(lake::find_table({needs.store, needs.objects.authorizer}, needs.role, place_.database, name));
      if (!table) return Error{"EntityNotFoundException", "Table " + name + " of database " + place_.database + " not found.", 400, {}};
      auto form = TRY(form_of(needs, *table));
      if (!form) {
        needs.log.info("Table " + table->name + " has no data; it is left as it is.");
        continue;
      }
      form->write = TableForm::Write::existing;
      form->table.database = table->database;
      form->table.name = table->name;
      keep_keys(needs, *table, *form);
      out.push_back(std::move(*form));
    }
    return out;
  }

  bool covers(const std::string&) const override { return false; }

 private:
  static Result<std::optional<TableForm>> form_of(const TargetNeeds& needs, const catalog::Table& table) {
    if (table.table_type == "VIRTUAL_VIEW") return cannot_crawl(table, "it is a view.");
    if (parameter(table, "table_type") == "iceberg") return cannot_crawl(table, "Iceberg tables are crawled by IcebergTargets.");
    auto place = parse_s3_path(table.storage.location);
    if (!table.storage.location.starts_with("s3") || !place.ok()) return cannot_crawl(table, "its location " + table.storage.location + " is not in Amazon S3.");
    if (parameter(table, "table_type") == "delta" || place->path.ends_with(kManifestFolder)) return delta_form(needs, std::move(*place));
    return s3_form(needs, table, std::move(*place));
  }

  static Result<std::optional<TableForm>> delta_form(const TargetNeeds& needs, S3Place place) {
    bool native = !place.path.ends_with(kManifestFolder);
    if (!native) place.path.resize(place.path.size() - kManifestFolder.size());
    if (!place.path.ends_with('/')) place.path += '/';
    auto found = TRY(delta_target({std::move(place), native, false})->find(needs));
    return found.empty() ? std::optional<TableForm>() : std::optional(std::move(found[0]));
  }

  static Result<std::optional<TableForm>> s3_form(const TargetNeeds& needs, const catalog::Table& table, S3Place place) {
    Folders folders;
    auto files = TRY(scan(needs, place, folders));
    auto layout = needs.options.layout;
    layout.table_level.reset();
    auto found = find_tables(place.path, std::move(files), layout);
    // Files of another kind beside the table's own are not its.
    auto own = std::find_if(found.begin(), found.end(), [&](const FoundTable& one) { return one.file_class.classification == parameter(table, "classification"); });
    if (own == found.end()) own = found.begin();
    if (found.size() > 1) needs.log.warn("Some files do not match the schema detected. Only those at s3://" + place.bucket + "/" + own->root + " are taken for table " + table.name + ".");
    if (own == found.end()) return std::optional<TableForm>();
    return std::optional(table_form(*own, place, needs.options, needs.crawler.name.name));
  }

  // Keys are the table's own; partitions of another depth are none of its.
  static void keep_keys(const TargetNeeds& needs, const catalog::Table& table, TableForm& form) {
    if (form.table.partition_keys.size() != table.partition_keys.size()) {
      needs.log.warn("The folders of table " + table.name + " do not have its partition keys; its partitions are left as they are.");
      form.partitions.clear();
      form.partition_index = false;
    }
    form.table.partition_keys = table.partition_keys;
  }

  CatalogPlace place_;
};

}  // namespace

std::unique_ptr<Target> catalog_target(CatalogPlace place) { return std::make_unique<CatalogTarget>(std::move(place)); }

}  // namespace tarn::glue::crawler
