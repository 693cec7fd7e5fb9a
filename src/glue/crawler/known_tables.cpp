#include "glue/crawler/known_tables.h"

#include <algorithm>

#include "catalog/tables.h"
#include "glue/crawler/merge_columns.h"

namespace tarn::glue::crawler {
namespace {

constexpr double kMatching = 0.7;  // as layout.cpp has it

std::string folder_of(const std::string& key) { return key.substr(0, key.rfind('/') + 1); }

// Shared columns over all columns.
double similarity(const std::vector<catalog::Column>& a, const std::vector<catalog::Column>& b) {
  auto shared = static_cast<size_t>(std::count_if(a.begin(), a.end(), [&](const catalog::Column& column) {
    return std::any_of(b.begin(), b.end(), [&](const catalog::Column& other) { return other.name == column.name && other.type == column.type; });
  }));
  size_t all = a.size() + b.size() - shared;
  return all == 0 ? 1.0 : static_cast<double>(shared) / static_cast<double>(all);
}

// The names of the folders between the two.
std::vector<std::string> levels_between(const std::string& root, const std::string& folder) {
  std::vector<std::string> out;
  std::string_view rest = std::string_view(folder).substr(root.size());
  while (!rest.empty()) {
    auto slash = rest.find('/');
    out.emplace_back(rest.substr(0, slash));
    rest.remove_prefix(slash + 1);
  }
  return out;
}

std::string text_of(const std::vector<std::string>& values) {
  std::string out = "[";
  for (auto& value : values) out += (out.size() > 1 ? ", " : "") + value;
  return out + "]";
}

}  // namespace

std::optional<FoundPartition> fitting_partition(const catalog::Table& table, const std::string& folder, std::vector<FoundFile> files, const S3Place& place,
                                                const LayoutOptions& layout) {
  LayoutOptions together = layout;
  together.combine_compatible = true;
  together.table_level.reset();
  auto found = find_tables(folder, std::move(files), together);
  if (found.size() != 1 || found[0].root != folder || !found[0].partition_keys.empty()) return std::nullopt;
  FoundPartition out;
  out.prefix = folder;
  out.file_class = std::make_shared<FileClass>(std::move(found[0].file_class));
  out.totals = found[0].totals;
  auto levels = levels_between(table.storage.location.substr(("s3://" + place.bucket + "/").size()), folder);
  for (size_t i = 0; i < levels.size() && i < table.partition_keys.size(); i++) out.values.push_back(partition_value(levels[i], table.partition_keys[i].name));
  auto form = partition_of(table, out, place, "");
  if (is_another_format(table.parameters, form.parameters)) return std::nullopt;
  if (!layout.combine_compatible && similarity(table.storage.columns, form.storage.columns) <= kMatching) return std::nullopt;
  return out;
}

Result<KnownTables> KnownTables::load(const TargetNeeds& needs, const S3Place& place) {
  KnownTables out(needs, place);
  auto id = catalog::CatalogId::of(needs.role);
  auto reader = needs.store.snapshot();
  if (!TRY(catalog::find_database(*reader, id, needs.options.database, needs.role))) return out;
  catalog::PageRequest page{.after = "", .limit = 1000};
  while (true) {
    auto tables = TRY(catalog::list_tables(*reader, id, needs.options.database, page, needs.role));
    for (auto& table : tables.items) {
      auto made_by = table.parameters.find(std::string(kMadeBy));
      bool is_own = made_by != table.parameters.end() && made_by->second == needs.crawler.name.name;
      if (is_own && table.storage.location.ends_with('/') && table.storage.location.starts_with(place.str())) out.tables_.emplace(table.storage.location, std::move(table));
    }
    if (!tables.next) return out;
    page.after = *tables.next;
  }
}

catalog::Table* KnownTables::covering(const std::string& folder) {
  for (std::string at = "s3://" + place_.bucket + "/" + folder; at.size() >= place_.str().size();) {
    if (auto found = tables_.find(at); found != tables_.end()) return &found->second;
    at.pop_back();
    at = folder_of(at);
  }
  return nullptr;
}

void KnownTables::take(std::vector<FoundFile>& files) {
  std::map<std::string, std::vector<FoundFile>> by_folder;
  for (auto& file : files) by_folder[folder_of(file.key)].push_back(std::move(file));
  files.clear();
  for (auto& [folder, together] : by_folder) {
    if (auto table = covering(folder)) add_partition(*table, folder, std::move(together));
    else std::move(together.begin(), together.end(), std::back_inserter(files));
  }
}

void KnownTables::add_partition(const catalog::Table& table, const std::string& folder, std::vector<FoundFile> files) {
  auto levels = levels_between(table.storage.location.substr(("s3://" + place_.bucket + "/").size()), folder);
  auto found = levels.size() == table.partition_keys.size() ? fitting_partition(table, folder, std::move(files), place_, needs_.options.layout) : std::nullopt;
  if (!found) {
    needs_.log.warn("Found partition of table " + table.name + " with partition values " + text_of(levels) + " with no matching schema at the partition's S3 location");
    return;
  }
  auto& form = forms_[table.name];
  form.write = TableForm::Write::new_partitions;
  form.table = table;
  form.partitions.push_back(partition_of(table, *found, place_, needs_.crawler.name.name));
}

std::vector<TableForm> KnownTables::forms() && {
  std::vector<TableForm> out;
  for (auto& [name, form] : forms_) out.push_back(std::move(form));
  return out;
}

}  // namespace tarn::glue::crawler
