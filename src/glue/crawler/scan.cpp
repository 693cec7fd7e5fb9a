#include "glue/crawler/scan.h"

#include <thread>

#include "glue/crawler/glob.h"
#include "lake/object_files.h"
#include "objects/list.h"

namespace tarn::glue::crawler {
namespace {

constexpr size_t kThreads = 2;          // of one crawl; a few crawls run at once
constexpr size_t kWarnedFiles = 100;    // of each kind of trouble; the others are counted

// Names that never hold data: markers, and what begins with '_' or '.'.
bool is_hidden(std::string_view path) {
  if (path.empty() || path.ends_with('/') || path.ends_with("$folder$")) return true;
  while (true) {
    if (path.starts_with('_') || path.starts_with('.')) return true;
    auto slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

bool is_archived(const objects::ListedObject& object) { return object.storage_class == "GLACIER" || object.storage_class == "DEEP_ARCHIVE"; }

// Of keys that come in order.
class FolderNotes {
 public:
  FolderNotes(const std::string& root, Folders& folders) : root_(root), folders_(folders) {}

  void add(std::string_view key) {
    std::string_view folder = key.substr(0, key.rfind('/') + 1);
    if (folder == last_) return;
    last_ = folder;
    folders_.emplace(folder, false);
    while (folder.size() > root_.size()) {
      folder.remove_suffix(1);
      folder = folder.substr(0, folder.rfind('/') + 1);
      bool& has_folders = folders_[std::string(folder)];
      if (std::exchange(has_folders, true)) return;
    }
  }

 private:
  const std::string& root_;
  Folders& folders_;
  std::string last_ = "/";  // no folder of a key
};

struct Work {
  std::string key;
  uint64_t size = 0;
  std::optional<Result<FileClass>> result;
};

class Scan {
 public:
  Scan(const TargetNeeds& needs, S3Place place, Folders& folders)
      : needs_(needs), place_(std::move(place)), folders_(folders), files_(needs.objects, needs.role) {}

  const S3Place& place() const { return place_; }

  Result<std::vector<FoundFile>> all() {
    bool names_folder = place_.path.empty() || place_.path.ends_with('/');
    if (names_folder) {
      TRY(list(place_.path));
    } else {
      // One object of exactly this key is the place if there is no folder of the name.
      std::string key = place_.path;
      place_.path += '/';
      TRY(list(place_.path));
      if (listed_ == 0) TRY(one_file(key));
    }
    tell();
    return std::move(out_);
  }

  // `place` names a folder.
  Result<std::vector<NewFolder>> new_ones(const CrawledFolders& known) {
    std::vector<NewFolder> out;
    std::vector<std::string> inner{place_.path};
    while (!inner.empty()) {
      std::string folder = std::move(inner.back());
      inner.pop_back();
      TRY(walk(folder, known, inner, out));
    }
    tell();
    return out;
  }

 private:
  std::string_view below_place(std::string_view key) const { return key.substr(place_.path.size()); }

  // The folders in one that is known.
  Result<void> walk(const std::string& folder, const CrawledFolders& known, std::vector<std::string>& inner, std::vector<NewFolder>& out) {
    objects::ListQuery query{place_.bucket, folder, "/", {}, objects::kListPageKeys};
    while (true) {
      TRY(needs_.stop_if_cancelled());
      auto page = TRY(objects::list_objects(needs_.objects, needs_.role, query));
      auto states = TRY(known.find(page.common_prefixes));
      for (size_t i = 0; i < states.size(); i++) {
        auto& prefix = page.common_prefixes[i];
        if (states[i] && *states[i]) inner.push_back(prefix);
        if (states[i] || is_hidden(below_place(prefix).substr(0, prefix.size() - place_.path.size() - 1))) continue;
        TRY(list(prefix));
        if (!out_.empty()) out.push_back({prefix, std::exchange(out_, {})});
      }
      if (!page.truncated) return {};
      query.position = std::move(page.next);
    }
  }

  Result<void> list(const std::string& root) {
    objects::ListQuery query{place_.bucket, root, "", {}, objects::kListPageKeys};
    FolderNotes notes(place_.path, folders_);
    while (true) {
      TRY(needs_.stop_if_cancelled());
      auto page = TRY(objects::list_objects(needs_.objects, needs_.role, query));
      std::vector<Work> work;
      for (auto& object : page.objects) {
        if (object.size == 0 || is_hidden(below_place(object.key))) continue;
        notes.add(object.key);
        if (is_wanted(object)) work.push_back({std::move(object.key), object.size, {}});
      }
      TRY(classify_all(work));
      if (!page.truncated) return {};
      query.position = std::move(page.next);
    }
  }

  Result<void> one_file(const std::string& key) {
    objects::ListQuery query{place_.bucket, key, "", {}, 1};
    auto page = TRY(objects::list_objects(needs_.objects, needs_.role, query));
    bool is_there = !page.objects.empty() && page.objects[0].key == key && page.objects[0].size > 0;
    if (!is_there) return {};
    place_.path = key;
    std::vector<Work> work(1);
    work[0].key = key;
    work[0].size = page.objects[0].size;
    return classify_all(work);
  }

  bool is_wanted(const objects::ListedObject& object) {
    for (auto& pattern : place_.exclusions)
      if (glob_matches(pattern, below_place(object.key))) return false;
    listed_++;
    if (is_archived(object)) {
      needs_.log.warn("s3://" + place_.bucket + "/" + object.key + " is archived and was not read.");
      return false;
    }
    if (place_.sample_size == 0) return true;
    // SampleSize: the first n files of each folder stand for the others. Keys come in order, so a folder's files are mostly together.
    auto folder = object.key.substr(0, object.key.rfind('/') + 1);
    if (folder != sampled_folder_) {
      sampled_folder_ = std::move(folder);
      sampled_ = 0;
    }
    return sampled_++ < place_.sample_size;
  }

  Result<void> classify_all(std::vector<Work>& work) {
    std::atomic<size_t> next{0};
    auto run = [&] {
      for (size_t i = next++; i < work.size() && !needs_.cancelled.load(); i = next++) work[i].result = classify_one(work[i].key);
    };
    std::vector<std::thread> others;
    if (work.size() > kThreads)
      for (size_t i = 1; i < kThreads; i++) others.emplace_back(run);
    run();
    for (auto& thread : others) thread.join();
    TRY(needs_.stop_if_cancelled());
    for (auto& item : work) TRY(take(item));
    return {};
  }

  Result<FileClass> classify_one(const std::string& key) {
    auto opened = TRY(files_.open("s3://" + place_.bucket + "/" + key));
    return classify(*opened, needs_.options.classifiers);
  }

  Result<void> take(Work& item) {
    auto& result = *item.result;
    if (!result.ok() && result.error().code == "NoSuchKey") return {};  // deleted since it was listed
    if (!result.ok() && !is_corrupt_file(result.error())) return result.error();
    if (!result.ok()) {
      if (damaged_++ < kWarnedFiles) needs_.log.warn(result.error().message);
      return {};
    }
    if (!result->is_known() && unknown_++ < kWarnedFiles) needs_.log.warn("The format of s3://" + place_.bucket + "/" + item.key + " is not known.");
    out_.push_back(pool_.file(std::move(item.key), item.size, std::move(*result)));
    return {};
  }

  void tell() {
    if (damaged_ > 0) needs_.log.warn(std::to_string(damaged_) + " files below " + place_.str() + " are damaged and were skipped.");
    if (unknown_ > 0) needs_.log.warn(std::to_string(unknown_) + " files below " + place_.str() + " are of no known format.");
  }

  const TargetNeeds& needs_;
  S3Place place_;
  Folders& folders_;
  lake::ObjectFiles files_;
  ClassPool pool_;
  std::vector<FoundFile> out_;
  uint64_t listed_ = 0, damaged_ = 0, unknown_ = 0;
  std::string sampled_folder_;
  int64_t sampled_ = 0;
};

}  // namespace

Result<std::vector<FoundFile>> scan(const TargetNeeds& needs, S3Place& place, Folders& folders) {
  Scan scan(needs, place, folders);
  auto found = TRY(scan.all());
  place = scan.place();
  return found;
}

Result<std::vector<NewFolder>> scan_new_folders(const TargetNeeds& needs, const S3Place& place, const CrawledFolders& known, Folders& folders) {
  return Scan(needs, place, folders).new_ones(known);
}

}  // namespace tarn::glue::crawler
