#include "kv/committer.h"

#include <algorithm>
#include <unordered_map>

#include "base/log.h"

namespace tarn::kv {
namespace {

// Measured in the prototype: 1-4 MiB are equal, 64 KiB costs a quarter of the throughput.
constexpr size_t kMaxGroupBytes = 4 << 20;

}  // namespace

// The merged changes of the transactions that go through together.
class Committer::Group {
 public:
  explicit Group(Backend& backend) : backend_(backend) {}

  Result<void> append(const WriteSet& writes) {
    for (auto& [key, write] : writes.records()) {
      std::optional<std::string> before;
      if (write.kind == Write::Kind::add) before = TRY(current(key));
      latest_[key] = changes_.size();
      changes_.push_back({Space::records, key, apply_write(write, before)});
    }
    for (auto& [key, write] : writes.bytes()) changes_.push_back({Space::bytes, key, apply_write(write, std::nullopt)});
    return {};
  }

  const std::vector<Change>& changes() const { return changes_; }

 private:
  // A counter's value after what stands in the group before.
  Result<std::optional<std::string>> current(const std::string& key) {
    if (auto it = latest_.find(key); it != latest_.end()) return changes_[it->second].value;
    if (!view_) view_ = backend_.view();
    return view_->get(Space::records, key);
  }

  Backend& backend_;
  std::unique_ptr<View> view_;
  std::vector<Change> changes_;
  std::unordered_map<std::string, size_t> latest_;
};

Committer::Committer(Backend& backend, Watches& watches) : backend_(backend), watches_(watches), thread_([this] { loop(); }) {}

Committer::~Committer() {
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

Committer::Running::Running(Committer& committer) : committer_(committer) {
  std::lock_guard lock(committer_.mutex_);
  sequence_ = committer_.committed_;
  committer_.running_.insert(sequence_);
}

Committer::Running::~Running() {
  std::lock_guard lock(committer_.mutex_);
  committer_.running_.erase(committer_.running_.find(sequence_));
}

Committer::Turn::Turn(Committer& committer) : committer_(committer), only_one_(committer.turn_) {
  std::unique_lock lock(committer_.mutex_);
  committer_.turn_taken_ = true;
  committer_.idle_.wait(lock, [&] { return !committer_.writing_; });
}

Committer::Turn::~Turn() {
  {
    std::lock_guard lock(committer_.mutex_);
    committer_.turn_taken_ = false;
  }
  committer_.wake_.notify_one();
}

Result<bool> Committer::commit(const ReadSet& reads, const WriteSet& writes, uint64_t snapshot, bool has_turn) {
  Request request{reads, writes, snapshot, has_turn};
  std::unique_lock lock(mutex_);
  queue_.push_back(&request);
  if (!writing_) wake_.notify_one();
  request.done.wait(lock, [&] { return request.outcome.has_value(); });
  return std::move(*request.outcome);
}

bool Committer::may_go() const {
  return std::ranges::any_of(queue_, [&](Request* request) { return !turn_taken_ || request->has_turn; });
}

std::vector<Committer::Request*> Committer::take_group() {
  std::vector<Request*> group;
  size_t bytes = 0;
  std::erase_if(queue_, [&](Request* request) {
    if (turn_taken_ && !request->has_turn) return false;
    if (!group.empty() && bytes + request->writes.size_bytes() > kMaxGroupBytes) return false;
    bytes += request->writes.size_bytes();
    group.push_back(request);
    return true;
  });
  return group;
}

// Validates and writes; sets the outcome of those that conflict. Returns the sequence of the last one that went through.
Result<uint64_t> Committer::write_group(const std::vector<Request*>& group) {
  if (broken_) return *broken_;
  Group merged(backend_);
  for (auto* request : group) {
    if (history_.conflicts(request->reads, request->snapshot)) {
      request->outcome = Result<bool>(false);
      continue;
    }
    TRY(merged.append(request->writes));
    ++last_sequence_;
    for (auto& [key, write] : request->writes.records()) history_.record(last_sequence_, Space::records, key);
    for (auto& [key, write] : request->writes.bytes()) history_.record(last_sequence_, Space::bytes, key);
  }
  if (merged.changes().empty()) return last_sequence_;
  auto written = backend_.apply(merged.changes());
  if (!written.ok()) {
    log_line(LogLevel::error, "the store could not write: " + written.error().message);
    if (!io::is_disk_full(written.error())) {
      broken_ = written.error();
      sound_ = false;
    }
    return written.error();
  }
  watches_.notify(merged.changes());
  return last_sequence_;
}

void Committer::loop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] { return stop_ || may_go(); });
    if (!may_go()) return;
    auto group = take_group();
    writing_ = true;
    lock.unlock();
    auto written = write_group(group);
    lock.lock();
    writing_ = false;
    if (written.ok()) committed_ = *written;
    for (auto* request : group) {
      if (!request->outcome) request->outcome = written.ok() ? Result<bool>(true) : Result<bool>(written.error());
      request->done.notify_one();
    }
    idle_.notify_all();
    auto oldest = oldest_snapshot();
    lock.unlock();
    history_.forget_through(oldest);
    lock.lock();
  }
}

uint64_t Committer::oldest_snapshot() const { return running_.empty() ? committed_ : *running_.begin(); }

}  // namespace tarn::kv
