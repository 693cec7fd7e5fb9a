#include "io/power_cut_files.h"

#include <algorithm>
#include <cerrno>

#include "base/assert.h"
#include "io/io_error.h"

namespace tarn::io {
namespace {

std::string parent(const std::string& path) {
  auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

// "a//b/" as "a/b".
std::string normal(const std::string& given) {
  std::string path;
  for (char c : given)
    if (c != '/' || !path.ends_with('/')) path.push_back(c);
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

bool is_root(const std::string& path) { return path.empty() || path == "/" || path == "."; }

}  // namespace

class PowerCutFiles::Readable final : public ReadableFile {
 public:
  Readable(PowerCutFiles& files, std::string path, NodePtr node)
      : files_(files), path_(std::move(path)), node_(std::move(node)), epoch_(files.epoch_) {}

  Result<size_t> read_at(uint64_t offset, std::span<char> out) const override {
    std::lock_guard lock(files_.mutex_);
    TRY(files_.powered("read", path_, epoch_));
    if (offset >= node_->content.size()) return size_t{0};
    return node_->content.copy(out.data(), out.size(), offset);
  }

  Result<uint64_t> size() const override {
    std::lock_guard lock(files_.mutex_);
    TRY(files_.powered("stat", path_, epoch_));
    return node_->content.size();
  }

 private:
  PowerCutFiles& files_;
  std::string path_;
  NodePtr node_;
  uint64_t epoch_;
};

class PowerCutFiles::Writable final : public WritableFile {
 public:
  Writable(PowerCutFiles& files, std::string path, NodePtr node)
      : files_(files), path_(std::move(path)), node_(std::move(node)), epoch_(files.epoch_) {}

  Result<void> append(std::string_view bytes) override {
    std::lock_guard lock(files_.mutex_);
    TRY(files_.powered("write", path_, epoch_));
    TRY(files_.begin("write", path_));
    auto fits = bytes.substr(0, files_.capacity_ - std::min(files_.used_, files_.capacity_));
    node_->content.append(fits);
    files_.used_ += fits.size();
    return fits.size() == bytes.size() ? Result<void>() : io_error("write", path_, ENOSPC);
  }

  Result<void> sync() override {
    std::lock_guard lock(files_.mutex_);
    TRY(files_.powered("sync", path_, epoch_));
    auto begun = files_.begin("sync", path_);
    if (!begun.ok()) {
      if (!files_.off_) node_->lost.emplace_back(node_->durable.size(), node_->content.size());
      return begun;
    }
    if (node_->truncated) node_->durable.clear();
    size_t from = node_->durable.size();
    node_->durable.append(node_->content, from);
    for (auto [first, last] : node_->lost)
      for (size_t i = std::max(first, from); i < std::min(last, node_->durable.size()); ++i) node_->durable[i] = '\0';
    node_->truncated = false;
    return {};
  }

  Result<void> truncate(uint64_t size) override {
    std::lock_guard lock(files_.mutex_);
    TRY(files_.powered("truncate", path_, epoch_));
    TRY(files_.begin("truncate", path_));
    files_.used_ += size - node_->content.size();
    node_->content.resize(size, '\0');
    node_->truncated = true;
    return {};
  }

 private:
  PowerCutFiles& files_;
  std::string path_;
  NodePtr node_;
  uint64_t epoch_;
};

class PowerCutFiles::HeldLock final : public Lock {
 public:
  HeldLock(PowerCutFiles& files, std::string path) : files_(files), path_(std::move(path)), epoch_(files.epoch_) {}
  ~HeldLock() override {
    std::lock_guard lock(files_.mutex_);
    if (files_.epoch_ == epoch_) files_.locks_.erase(path_);
  }

 private:
  PowerCutFiles& files_;
  std::string path_;
  uint64_t epoch_;
};

uint64_t PowerCutFiles::calls() const {
  std::lock_guard lock(mutex_);
  return calls_;
}

bool PowerCutFiles::is_off() const {
  std::lock_guard lock(mutex_);
  return off_;
}

void PowerCutFiles::stop_at(uint64_t call) {
  std::lock_guard lock(mutex_);
  stop_at_ = call;
}

void PowerCutFiles::fail_at(uint64_t call) {
  std::lock_guard lock(mutex_);
  fail_at_ = call;
}

void PowerCutFiles::set_capacity(uint64_t bytes) {
  std::lock_guard lock(mutex_);
  capacity_ = bytes;
}

Result<void> PowerCutFiles::powered(std::string_view action, const std::string& path, uint64_t epoch) const {
  if (off_ || epoch != epoch_) return io_error(action, path, ENODEV);
  return {};
}

Result<void> PowerCutFiles::begin(std::string_view action, const std::string& path) {
  TRY(powered(action, path, epoch_));
  ++calls_;
  if (calls_ >= stop_at_) {
    off_ = true;
    return io_error(action, path, ENODEV);
  }
  if (calls_ == fail_at_) return io_error(action, path, EIO);
  return {};
}

PowerCutFiles::NodePtr PowerCutFiles::find(const std::string& path) const {
  auto it = names_.find(path);
  return it == names_.end() ? nullptr : it->second;
}

void PowerCutFiles::change_names(std::vector<std::pair<std::string, NodePtr>> effects) {
  for (auto& [path, node] : effects) {
    if (node)
      names_[path] = node;
    else
      names_.erase(path);
  }
  pending_.push_back({++name_changes_, std::move(effects)});
}

void PowerCutFiles::make_durable(const NameChange& change) {
  for (auto& [path, node] : change.effects) {
    auto& durable = durable_names_[path];
    if (durable.number < change.number) durable = {change.number, node};
  }
}

void PowerCutFiles::lose_content(Node& node) {
  if (node.truncated && random_() % 2 == 0) node.durable = node.content;
  if (!node.truncated) {
    size_t unsynced = node.content.size() - node.durable.size();
    node.durable.append(node.content, node.durable.size(), random_() % (unsynced + 1));
  }
  node.content = node.durable;
  node.truncated = false;
  node.lost.clear();
}

void PowerCutFiles::power_cut() {
  std::lock_guard lock(mutex_);
  size_t kept = random_() % (pending_.size() + 1);
  for (size_t i = 0; i < kept; ++i) make_durable(pending_[i]);
  pending_.clear();
  names_.clear();
  // Paths come in order, so a folder is decided before what it holds.
  for (auto& [path, durable] : durable_names_) {
    auto folder = parent(path);
    if (durable.node && (is_root(folder) || names_.contains(folder))) names_[path] = durable.node;
  }
  std::erase_if(durable_names_, [&](auto& name) { return !names_.contains(name.first); });
  used_ = 0;
  for (auto& [path, node] : names_) {
    lose_content(*node);
    used_ += node->content.size();
  }
  locks_.clear();
  stop_at_ = fail_at_ = ~uint64_t{0};
  off_ = false;
  ++epoch_;
}

void PowerCutFiles::flip_bit(const std::string& path, uint64_t bit) {
  std::lock_guard lock(mutex_);
  auto node = find(path);
  ASSERT(node && bit / 8 < node->content.size());
  node->content[bit / 8] ^= static_cast<char>(1 << bit % 8);
  if (bit / 8 < node->durable.size()) node->durable[bit / 8] = node->content[bit / 8];
}

Result<std::unique_ptr<ReadableFile>> PowerCutFiles::open(const std::string& given) {
  auto path = normal(given);
  std::lock_guard lock(mutex_);
  TRY(powered("open", path, epoch_));
  auto node = find(path);
  if (!node) return io_error("open", path, ENOENT);
  if (node->directory) return io_error("open", path, EISDIR);
  return std::make_unique<Readable>(*this, path, std::move(node));
}

Result<std::unique_ptr<WritableFile>> PowerCutFiles::create(const std::string& given, Create mode) {
  auto path = normal(given);
  std::lock_guard lock(mutex_);
  TRY(begin("create", path));
  if (!is_root(parent(path)) && !find(parent(path))) return io_error("create", path, ENOENT);
  auto node = find(path);
  if (node && mode == Create::must_be_new) return io_error("create", path, EEXIST);
  if (!node) {
    node = std::make_shared<Node>();
    change_names({{path, node}});
  } else if (mode == Create::truncate) {
    used_ -= node->content.size();
    node->content.clear();
    node->truncated = true;
  }
  return std::make_unique<Writable>(*this, path, std::move(node));
}

Result<void> PowerCutFiles::sync_directory(const std::string& given) {
  auto path = normal(given);
  std::lock_guard lock(mutex_);
  TRY(begin("sync", path));
  if (!is_root(path) && !find(path)) return io_error("sync", path, ENOENT);
  auto folder = is_root(path) ? std::string() : path;
  std::erase_if(pending_, [&](const NameChange& change) {
    bool touches = std::ranges::any_of(change.effects, [&](auto& effect) { return parent(effect.first) == folder; });
    if (touches) make_durable(change);
    return touches;
  });
  return {};
}

bool PowerCutFiles::make_one_directory(const std::string& path) {
  auto node = find(path);
  if (node) return node->directory;
  node = std::make_shared<Node>();
  node->directory = true;
  change_names({{path, std::move(node)}});
  return true;
}

Result<void> PowerCutFiles::make_directory(const std::string& given) {
  auto path = normal(given);
  std::lock_guard lock(mutex_);
  TRY(begin("make directory", path));
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    if (!make_one_directory(path.substr(0, slash))) return io_error("make directory", path, ENOTDIR);
    if (slash == std::string::npos) return {};
  }
}

Result<void> PowerCutFiles::rename(const std::string& given_from, const std::string& given_to) {
  auto from = normal(given_from);
  auto to = normal(given_to);
  std::lock_guard lock(mutex_);
  TRY(begin("rename", from));
  auto node = find(from);
  if (!node || (!is_root(parent(to)) && !find(parent(to)))) return io_error("rename", from, ENOENT);
  ASSERT(!node->directory);  // nobody renames folders
  change_names({{from, nullptr}, {to, std::move(node)}});
  return {};
}

Result<void> PowerCutFiles::remove(const std::string& given) {
  auto path = normal(given);
  std::lock_guard lock(mutex_);
  TRY(begin("remove", path));
  auto node = find(path);
  if (!node) return io_error("remove", path, ENOENT);
  auto below = names_.lower_bound(path + "/");
  if (below != names_.end() && below->first.starts_with(path + "/")) return io_error("remove", path, ENOTEMPTY);
  used_ -= node->content.size();
  change_names({{path, nullptr}});
  return {};
}

Result<bool> PowerCutFiles::exists(const std::string& given) {
  auto path = normal(given);
  std::lock_guard lock(mutex_);
  TRY(powered("look up", path, epoch_));
  return is_root(path) || find(path);
}

Result<std::vector<std::string>> PowerCutFiles::list(const std::string& given) {
  auto directory = normal(given);
  std::lock_guard lock(mutex_);
  TRY(powered("list", directory, epoch_));
  auto folder = find(directory);
  if (!is_root(directory) && (!folder || !folder->directory)) return io_error("list", directory, ENOENT);
  auto prefix = directory == "/" ? directory : directory + "/";
  std::vector<std::string> names;
  for (auto it = names_.lower_bound(prefix); it != names_.end() && it->first.starts_with(prefix); ++it)
    if (it->first.find('/', prefix.size()) == std::string::npos) names.push_back(it->first.substr(prefix.size()));
  return names;
}

Result<std::unique_ptr<FileSystem::Lock>> PowerCutFiles::lock(const std::string& given) {
  auto path = normal(given);
  std::lock_guard lock(mutex_);
  TRY(powered("lock", path, epoch_));
  if (!locks_.insert(path).second) return io_error("lock", path, EWOULDBLOCK);
  return std::make_unique<HeldLock>(*this, path);
}

}  // namespace tarn::io
