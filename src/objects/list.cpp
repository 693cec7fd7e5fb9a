#include "objects/list.h"

#include <algorithm>

#include "kv/key.h"
#include "objects/buckets.h"
#include "objects/keys.h"
#include "objects/record.h"

namespace tarn::objects {
namespace {

// Keys of a common prefix that are stepped over before it pays to seek past them all (a seek costs about as much as 15 steps).
constexpr int kStepsBeforeSeek = 12;

// Fills a page from one snapshot. Rolled-up keys are stepped over, then sought past.
class Lister {
 public:
  Lister(kv::Reader& reader, BucketId bucket, const ListQuery& query) : reader_(reader), bucket_(bucket), query_(query) {
    range_ = object_range(bucket, query.prefix);
    auto& position = query.position;
    if (position.after.empty()) return;
    auto after = object_key(bucket, position.after);
    range_.begin = std::max(range_.begin, position.whole_prefix ? kv::prefix_end(after) : after + '\0');
  }

  Result<ListPage> fill() {
    if (query_.max_keys == 0) return ListPage{};
    while (!done_) {
      done_ = true;  // unless visit() stops in order to seek
      if (range_.begin >= range_.end) break;
      TRY(reader_.scan(range_, [&](std::string_view key, std::string_view value) { return visit(key, value); }));
      TRY(failure_);
    }
    return std::move(page_);
  }

 private:
  bool visit(std::string_view stored_key, std::string_view value) {
    auto key = read_object_key(stored_key);
    if (!rolled_up_.empty() && key.starts_with(rolled_up_)) return step_over(key);
    if (page_.objects.size() + page_.common_prefixes.size() == query_.max_keys) {
      page_.truncated = true;
      return false;
    }
    if (auto prefix = common_prefix(key); !prefix.empty()) {
      rolled_up_ = prefix;
      steps_ = 0;
      page_.common_prefixes.emplace_back(prefix);
      page_.next = {std::string(prefix), true};
      return true;
    }
    auto object = decode_listed(key, value);
    if (!object.ok()) {
      failure_ = object.error();
      return false;
    }
    page_.next = {object->key, false};
    page_.objects.push_back(std::move(*object));
    return true;
  }

  bool step_over(std::string_view) {
    if (++steps_ < kStepsBeforeSeek) return true;
    range_.begin = kv::prefix_end(object_key(bucket_, rolled_up_));
    done_ = false;
    return false;
  }

  // The key up to and including the first delimiter after the prefix; empty when it is not rolled up.
  std::string_view common_prefix(std::string_view key) const {
    if (query_.delimiter.empty()) return {};
    auto at = key.find(query_.delimiter, query_.prefix.size());
    return at == std::string_view::npos ? std::string_view{} : key.substr(0, at + query_.delimiter.size());
  }

  kv::Reader& reader_;
  BucketId bucket_;
  const ListQuery& query_;
  kv::Range range_;
  ListPage page_;
  Result<void> failure_;
  std::string rolled_up_;  // the common prefix last emitted
  int steps_ = 0;
  bool done_ = false;
};

}  // namespace

Result<ListPage> list_objects(ObjectStore& objects, const Caller& caller, const ListQuery& query) {
  std::vector<std::pair<std::string, std::string>> keys{{"s3:prefix", query.prefix}};
  if (!query.delimiter.empty()) keys.emplace_back("s3:delimiter", query.delimiter);
  TRY(objects.check(caller, "s3:ListBucket", bucket_arn(query.bucket), std::move(keys)));
  auto snapshot = objects.store.snapshot();
  auto bucket = TRY(find_bucket(*snapshot, query.bucket));
  return Lister(*snapshot, bucket.id, query).fill();
}

Result<void> for_each_object(ObjectStore& objects, const Caller& caller, const std::string& bucket, const std::string& prefix,
                             const std::function<bool(const ListedObject&)>& visit) {
  ListQuery query{bucket, prefix, "", {}, kListPageKeys};
  for (;;) {
    auto page = TRY(list_objects(objects, caller, query));
    for (auto& object : page.objects) {
      if (!visit(object)) return {};
    }
    if (!page.truncated) return {};
    query.position = std::move(page.next);
  }
}

}  // namespace tarn::objects
