// Iceberg targets: each folder with a metadata folder in it is a table, registered with its newest metadata file
// (glue-crawlers.md section 2).
#include <charconv>

#include "catalog/tables.h"
#include "glue/crawler/lake_roots.h"
#include "iceberg/files.h"
#include "iceberg/glue_table.h"

namespace tarn::glue::crawler {
namespace {

constexpr std::string_view kSuffix = ".metadata.json";

// "00003-<uuid>.metadata.json", "v3.metadata.json": 3.
std::optional<int64_t> version_of(std::string_view key) {
  auto name = key.substr(key.rfind('/') + 1);
  if (!name.ends_with(kSuffix)) return std::nullopt;
  if (name.starts_with('v')) name.remove_prefix(1);
  int64_t version = 0;
  auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), version);
  bool ends_well = error == std::errc() && (*end == '-' || *end == '.');
  return ends_well ? std::optional(version) : std::nullopt;
}

class IcebergTarget final : public Target {
 public:
  explicit IcebergTarget(FormatPlace place) : place_(std::move(place)) {}

  Result<std::vector<TableForm>> find(const TargetNeeds& needs) override {
    std::vector<TableForm> out;
    for (auto& root : TRY(find_table_roots(needs, place_, "metadata/"))) {
      auto form = table_at(needs, root);
      if (form.ok()) {
        if (*form) out.push_back(std::move(**form));
        continue;
      }
      // A table whose metadata is damaged is left out; everything else ends the crawl.
      if (form.error().code != "InvalidInputException" && !is_invalid_metadata(form.error())) return form.error();
      needs.log.warn("The Iceberg table at s3://" + place_.root.bucket + "/" + root + " was skipped: " + form.error().message);
    }
    return out;
  }

  bool covers(const std::string& location) const override { return location.starts_with(place_.root.str()); }

 private:
  Result<std::optional<TableForm>> table_at(const TargetNeeds& needs, const std::string& root) {
    std::string newest;
    int64_t newest_version = -1;
    for (auto& key : TRY(list_folder(needs, place_.root.bucket, root + "metadata/")).keys)
      if (auto version = version_of(key); version && *version >= newest_version) {
        newest_version = *version;
        newest = key;
      }
    if (newest.empty()) return std::optional<TableForm>();
    std::string location = "s3://" + place_.root.bucket + "/" + newest;
    auto metadata = TRY(iceberg::read_metadata(needs.objects, needs.role, location));
    TableForm out;
    out.table = blank_table(needs.options.database, table_name(needs.options.table_prefix, place_.root.bucket, root));
    out.table.parameters = crawler_parameters("iceberg", needs.crawler.name.name);
    auto known = TRY(catalog::find_table(*needs.store.snapshot(), catalog::CatalogId::of(needs.role), out.table.database, out.table.name, needs.role));
    std::string before = known ? iceberg::metadata_location(*known) : "";
    if (known) out.expected_version = known->version;
    if (!before.empty() && before != location) out.table.parameters["metadata_location"] = before;  // becomes the previous one
    iceberg::show_metadata(out.table, metadata, location);
    if (before == location) keep_previous(*known, out.table);
    return std::optional(std::move(out));
  }

  static void keep_previous(const catalog::Table& known, catalog::Table& table) {
    auto previous = known.parameters.find("previous_metadata_location");
    if (previous != known.parameters.end()) table.parameters.insert(*previous);
  }

  FormatPlace place_;
};

}  // namespace

std::unique_ptr<Target> iceberg_target(FormatPlace place) { return std::make_unique<IcebergTarget>(std::move(place)); }

}  // namespace tarn::glue::crawler
