// S3 targets: whole crawls, and crawls of new folders only (glue-crawlers.md sections 5 and 8).
#include "glue/crawler/known_tables.h"
#include "glue/crawler/scan.h"

namespace tarn::glue::crawler {
namespace {

class S3Target final : public Target {
 public:
  explicit S3Target(S3Place place) : place_(std::move(place)) {}

  Result<std::vector<TableForm>> find(const TargetNeeds& needs) override {
    if (needs.options.new_folders_only && TRY(was_crawled(needs))) return find_new(needs);
    std::vector<TableForm> out;
    add_tables(needs, place_.path, TRY(scan(needs, place_, folders_)), out);
    return out;
  }

  bool covers(const std::string& location) const override { return location.starts_with(place_.str()); }

  Result<void> published(const TargetNeeds& needs) override {
    if (!needs.options.new_folders_only) return {};
    if (place_.path.empty() || place_.path.ends_with('/')) folders_[place_.path] = true;
    return crawled_folders(needs).add(folders_);
  }

 private:
  CrawledFolders crawled_folders(const TargetNeeds& needs) const { return {needs.store, needs.crawler.name, place_.bucket}; }

  // If so, the place is a folder and is called so.
  Result<bool> was_crawled(const TargetNeeds& needs) {
    bool names_folder = place_.path.empty() || place_.path.ends_with('/');
    std::string folder = names_folder ? place_.path : place_.path + "/";
    bool known = TRY(crawled_folders(needs).find({folder}))[0].has_value();
    if (known) place_.path = folder;
    return known;
  }

  Result<std::vector<TableForm>> find_new(const TargetNeeds& needs) {
    auto found = TRY(scan_new_folders(needs, place_, crawled_folders(needs), folders_));
    auto known = TRY(KnownTables::load(needs, place_));
    std::vector<TableForm> out;
    for (auto& folder : found) {
      known.take(folder.files);
      if (!folder.files.empty()) add_tables(needs, folder.prefix, std::move(folder.files), out);
    }
    for (auto& form : std::move(known).forms()) out.push_back(std::move(form));
    return out;
  }

  void add_tables(const TargetNeeds& needs, const std::string& root, std::vector<FoundFile> files, std::vector<TableForm>& out) const {
    for (auto& table : find_tables(root, std::move(files), needs.options.layout))
      out.push_back(table_form(table, place_, needs.options, needs.crawler.name.name));
  }

  S3Place place_;
  Folders folders_;
};

}  // namespace

std::unique_ptr<Target> s3_target(S3Place place) { return std::make_unique<S3Target>(std::move(place)); }

}  // namespace tarn::glue::crawler
