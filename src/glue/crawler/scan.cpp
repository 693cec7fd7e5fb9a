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
  if (path.ends_with('/') || path.ends_with("$folder$")) return true;
  while (true) {
    if (path.starts_with('_') || path.starts_with('.')) return true;
    auto slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

bool is_archived(const objects::ListedObject& object) { return object.storage_class == "GLACIER" || object.storage_class == "DEEP_ARCHIVE"; }

struct Work {
  std::string key;
  uint64_t size = 0;
  std::optional<Result<FileClass>> result;
};

class Scan {
 public:
  Scan(const ScanNeeds& needs, S3Place& target, const std::vector<CustomClassifier>& classifiers, std::vector<FoundFile>& out)
      : needs_(needs), target_(target), classifiers_(classifiers), out_(out), files_(needs.objects, needs.role) {}

  Result<void> run() {
    bool names_folder = target_.path.empty() || target_.path.ends_with('/');
    if (!names_folder) {
      // One object of exactly this key is the target if there is no folder of the name.
      TRY(list(target_.path + "/"));
      if (listed_ == 0) return one_file();
      target_.path += '/';
      return tell();
    }
    TRY(list(target_.path));
    return tell();
  }

 private:
  Result<void> list(const std::string& root) {
    objects::ListQuery query{target_.bucket, root, "", {}, objects::kListPageKeys};
    while (true) {
      if (needs_.cancelled.load()) return crawl_cancelled();
      auto page = TRY(objects::list_objects(needs_.objects, needs_.role, query));
      std::vector<Work> work;
      for (auto& object : page.objects)
        if (is_wanted(object, std::string_view(object.key).substr(root.size()))) work.push_back({std::move(object.key), object.size, {}});
      TRY(classify_all(work));
      if (!page.truncated) return {};
      query.position = std::move(page.next);
    }
  }

  Result<void> one_file() {
    objects::ListQuery query{target_.bucket, target_.path, "", {}, 1};
    auto page = TRY(objects::list_objects(needs_.objects, needs_.role, query));
    bool is_there = !page.objects.empty() && page.objects[0].key == target_.path && page.objects[0].size > 0;
    if (!is_there) {
      target_.path += '/';
      return {};
    }
    std::vector<Work> work(1);
    work[0].key = target_.path;
    work[0].size = page.objects[0].size;
    TRY(classify_all(work));
    return tell();
  }

  bool is_wanted(const objects::ListedObject& object, std::string_view path) {
    if (object.size == 0 || is_hidden(path)) return false;
    for (auto& pattern : target_.exclusions)
      if (glob_matches(pattern, path)) return false;
    listed_++;
    if (is_archived(object)) {
      needs_.log.warn("s3://" + target_.bucket + "/" + object.key + " is archived and was not read.");
      return false;
    }
    if (target_.sample_size == 0) return true;
    // SampleSize: the first n files of each folder stand for the others. Keys come in order, so a folder's files are mostly together.
    auto folder = object.key.substr(0, object.key.rfind('/') + 1);
    if (folder != sampled_folder_) {
      sampled_folder_ = std::move(folder);
      sampled_ = 0;
    }
    return sampled_++ < target_.sample_size;
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
    if (needs_.cancelled.load()) return crawl_cancelled();
    for (auto& item : work) TRY(take(item));
    return {};
  }

  Result<FileClass> classify_one(const std::string& key) {
    auto opened = TRY(files_.open("s3://" + target_.bucket + "/" + key));
    return classify(*opened, classifiers_);
  }

  Result<void> take(Work& item) {
    auto& result = *item.result;
    if (!result.ok() && result.error().code == "NoSuchKey") return {};  // deleted since it was listed
    if (!result.ok() && !is_corrupt_file(result.error())) return result.error();
    if (!result.ok()) {
      if (damaged_++ < kWarnedFiles) needs_.log.warn(result.error().message);
      return {};
    }
    if (!result->is_known() && unknown_++ < kWarnedFiles) needs_.log.warn("The format of s3://" + target_.bucket + "/" + item.key + " is not known.");
    out_.push_back(pool_.file(std::move(item.key), item.size, std::move(*result)));
    return {};
  }

  Result<void> tell() {
    if (damaged_ > 0) needs_.log.warn(std::to_string(damaged_) + " files below s3://" + target_.bucket + "/" + target_.path + " are damaged and were skipped.");
    if (unknown_ > 0) needs_.log.warn(std::to_string(unknown_) + " files below s3://" + target_.bucket + "/" + target_.path + " are of no known format.");
    return {};
  }

  const ScanNeeds& needs_;
  S3Place& target_;
  const std::vector<CustomClassifier>& classifiers_;
  std::vector<FoundFile>& out_;
  lake::ObjectFiles files_;
  ClassPool pool_;
  uint64_t listed_ = 0, damaged_ = 0, unknown_ = 0;
  std::string sampled_folder_;
  int64_t sampled_ = 0;
};

}  // namespace

Result<void> scan(const ScanNeeds& needs, S3Place& target, const std::vector<CustomClassifier>& classifiers, std::vector<FoundFile>& out) {
  return Scan(needs, target, classifiers, out).run();
}

}  // namespace tarn::glue::crawler
