#include "kv/rocksdb_backend.h"

#include <rocksdb/listener.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <numeric>

#include "base/log.h"
#include "io/durable.h"
#include "kv/rocksdb_files.h"
#include "kv/rocksdb_options.h"

namespace tarn::kv {
namespace {

constexpr int kFormatVersion = 1;
constexpr uint64_t kMaxReplayBytes = 16 << 20;  // of the log at the next start, some 0.1 s
// A batch of neighbouring keys is found by one walk: a look-up of each would search the memtables as often.
constexpr size_t kMinWalkedKeys = 16;
constexpr int kWalkSteps = 8, kWalkSeeks = 4;  // between two keys; in all
constexpr uint64_t kWalkDeleted = 1000;
constexpr const char* kBytesFamily = "bytes";

Error to_error(std::string_view action, const rocksdb::Status& status) {
  auto error = internal_error("the store could not " + std::string(action) + ": " + status.ToString());
  if (status.IsNoSpace()) return std::move(error).with("errno", std::to_string(ENOSPC));
  return error;
}

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view_of(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

class RocksCursor final : public Cursor {
 public:
  RocksCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family, const rocksdb::Snapshot* snapshot, Range range, bool reverse)
      : range_(std::move(range)), begin_(range_.begin), end_(range_.end), reverse_(reverse) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot;
    options.iterate_lower_bound = &begin_;
    if (!range_.end.empty()) options.iterate_upper_bound = &end_;
    iterator_.reset(db.NewIterator(options, family));
    if (reverse)
      iterator_->SeekToLast();
    else
      iterator_->SeekToFirst();
  }
  bool valid() const override { return iterator_->Valid(); }
  std::string_view key() const override { return view_of(iterator_->key()); }
  std::string_view value() const override { return view_of(iterator_->value()); }
  void next() override { reverse_ ? iterator_->Prev() : iterator_->Next(); }
  Result<void> status() const override {
    if (!iterator_->status().ok()) return to_error("scan", iterator_->status());
    return {};
  }

 private:
  Range range_;
  rocksdb::Slice begin_;  // into range_
  rocksdb::Slice end_;    // into range_
  bool reverse_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

class RocksView final : public View {
 public:
  RocksView(rocksdb::DB& db, const std::vector<rocksdb::ColumnFamilyHandle*>& families) : db_(db), families_(families) {
    options_.snapshot = db.GetSnapshot();
  }
  ~RocksView() override { db_.ReleaseSnapshot(options_.snapshot); }
  RocksView(const RocksView&) = delete;

  Result<std::optional<std::string>> get(Space space, std::string_view key) override {
    std::string value;
    auto status = db_.Get(options_, family(space), slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return to_error("read", status);
    return std::optional(std::move(value));
  }

  Result<std::vector<std::optional<std::string>>> multi_get(Space space, const std::vector<std::string>& keys) override {
    std::vector<std::optional<std::string>> values(keys.size());
    std::vector<size_t> order(keys.size());
    std::iota(order.begin(), order.end(), size_t{0});
    size_t answered = 0;
    if (space == Space::records && keys.size() >= kMinWalkedKeys) {
      std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return keys[a] < keys[b]; });
      answered = walk(keys, order, values);
    }
    std::vector<rocksdb::Slice> slices;
    for (size_t i = answered; i < order.size(); ++i) slices.emplace_back(keys[order[i]]);
    std::vector<rocksdb::PinnableSlice> found(slices.size());
    std::vector<rocksdb::Status> statuses(slices.size());
    if (!slices.empty()) db_.MultiGet(options_, family(space), slices.size(), slices.data(), found.data(), statuses.data());
    for (size_t i = 0; i < slices.size(); ++i) {
      if (statuses[i].ok()) values[order[answered + i]] = found[i].ToString();
      if (!statuses[i].ok() && !statuses[i].IsNotFound()) return to_error("read", statuses[i]);
    }
    return values;
  }

  std::unique_ptr<Cursor> cursor(const Range& range, bool reverse) override {
    return std::make_unique<RocksCursor>(db_, family(Space::records), options_.snapshot, range, reverse);
  }

 private:
  rocksdb::ColumnFamilyHandle* family(Space space) const { return families_[static_cast<size_t>(space)]; }

  // Goes through the keys in their order; the number of those answered before it became too far from one to the next.
  size_t walk(const std::vector<std::string>& keys, const std::vector<size_t>& order, std::vector<std::optional<std::string>>& values) {
    const std::string end = keys[order.back()] + '\0';
    const rocksdb::Slice upper_bound(end);
    rocksdb::ReadOptions options = options_;
    options.iterate_upper_bound = &upper_bound;
    options.max_skippable_internal_keys = kWalkDeleted;
    std::unique_ptr<rocksdb::Iterator> at(db_.NewIterator(options, family(Space::records)));
    at->Seek(keys[order[0]]);
    int seeks = 1;
    size_t answered = 0;
    for (; answered < order.size(); ++answered) {
      const std::string& key = keys[order[answered]];
      for (int step = 0; step < kWalkSteps && at->Valid() && at->key().compare(key) < 0; ++step) at->Next();
      if (at->Valid() && at->key().compare(key) < 0) {
        if (++seeks > kWalkSeeks) return answered;
        at->Seek(key);
      }
      if (!at->Valid() && !at->status().ok()) return answered;  // too much is deleted there, or a fault that the look-up will meet again
      if (at->Valid() && at->key() == key) values[order[answered]] = at->value().ToString();
    }
    return answered;
  }

  rocksdb::DB& db_;
  const std::vector<rocksdb::ColumnFamilyHandle*>& families_;
  rocksdb::ReadOptions options_;
};

}  // namespace

// Tells when RocksDB has gone on to a new log (and at first, as opening makes one): the next write is the first in it.
class RocksBackend::LogSwitches final : public rocksdb::EventListener {
 public:
  void OnMemTableSealed(const rocksdb::MemTableInfo&) override { is_new_ = true; }
  bool take() { return is_new_.exchange(false); }
  void put_back() { is_new_ = true; }

 private:
  std::atomic<bool> is_new_{true};
};

RocksBackend::RocksBackend(io::FileSystem& files, AcknowledgedMark mark)
    : files_(files), mark_(std::move(mark)), log_switches_(std::make_shared<LogSwitches>()), env_(rocksdb::NewCompositeEnv(adapt_files(files))) {}

Result<std::unique_ptr<RocksBackend>> RocksBackend::open(const std::string& directory, io::FileSystem& files, AcknowledgedMark mark) {
  std::unique_ptr<RocksBackend> backend(new RocksBackend(files, std::move(mark)));
  std::vector<rocksdb::ColumnFamilyDescriptor> families = {{rocksdb::kDefaultColumnFamilyName, records_options()},
                                                           {kBytesFamily, bytes_options()}};
  auto options = database_options(backend->env_.get());
  options.listeners.push_back(backend->log_switches_);
  rocksdb::DB* db = nullptr;
  auto status = rocksdb::DB::Open(options, directory, families, &backend->families_, &db);
  if (!status.ok()) return to_error("open " + directory, status);
  backend->db_.reset(db);
  TRY(backend->compare_with_mark());
  return backend;
}

Result<void> RocksBackend::compare_with_mark() {
  marked_ = TRY(mark_.read());
  acknowledged_ = db_->GetLatestSequenceNumber();
  if (acknowledged_ >= marked_) return {};
  return internal_error("the store ends at change " + std::to_string(acknowledged_) + ", but change " + std::to_string(marked_) +
                        " was acknowledged: its newest log is missing or cut short");
}

// A mark lags behind the store, never runs ahead of it: where none can be written, writes go on.
void RocksBackend::renew_mark() {
  auto written = mark_.write(acknowledged_);
  if (written.ok()) {
    marked_ = acknowledged_;
  } else {
    log_switches_->put_back();
    log_line(LogLevel::warning, "the mark of acknowledged changes: " + written.error().message);
  }
}

RocksBackend::~RocksBackend() {
  if (!db_) return;  // it did not open
  if (acknowledged_ > marked_) renew_mark();
  uint64_t unflushed = 0;
  db_->GetAggregatedIntProperty(rocksdb::DB::Properties::kCurSizeAllMemTables, &unflushed);
  if (unflushed > kMaxReplayBytes) (void)db_->Flush({}, families_);  // should it fail, the log has it all
  for (auto* family : families_) db_->DestroyColumnFamilyHandle(family);
}

std::unique_ptr<View> RocksBackend::view() { return std::make_unique<RocksView>(*db_, families_); }

Result<void> RocksBackend::apply(const std::vector<Change>& changes) {
  if (disk_was_full_) {
    auto resumed = db_->Resume();
    if (!resumed.ok()) return to_error("go on after the disk was full", resumed);
    disk_was_full_ = false;
  }
  rocksdb::WriteBatch batch;
  for (auto& change : changes) {
    auto status =
        change.value ? batch.Put(family(change.space), change.key, *change.value) : batch.Delete(family(change.space), change.key);
    if (!status.ok()) return to_error("build a write", status);
  }
  rocksdb::WriteOptions durable;
  durable.sync = true;
  auto status = db_->Write(durable, &batch);
  disk_was_full_ = status.IsNoSpace();
  if (!status.ok()) return to_error("write", status);
  acknowledged_ = db_->GetLatestSequenceNumber();
  if (log_switches_->take()) renew_mark();
  return {};
}

Result<std::vector<std::string>> RocksBackend::verify() {
  std::vector<std::string> defects;
  auto flushed = db_->Flush({}, families_);  // what is only in the log is checked when it is written to tables
  if (!flushed.ok()) defects.push_back(to_error("flush", flushed).message);
  TRY(verify_files(defects));
  for (auto space : {Space::records, Space::bytes}) read_back(space, defects);
  return defects;
}

// Nothing is deleted meanwhile, as compactions go on.
Result<void> RocksBackend::verify_files(std::vector<std::string>& defects) {
  auto held = db_->DisableFileDeletions();
  if (!held.ok()) return to_error("hold its files", held);
  std::unique_ptr<rocksdb::DB, void (*)(rocksdb::DB*)> release(db_.get(), [](rocksdb::DB* db) { (void)db->EnableFileDeletions(false); });
  rocksdb::LiveFilesStorageInfoOptions options;
  options.include_checksum_info = true;
  std::vector<rocksdb::LiveFileStorageInfo> live;
  auto listed = db_->GetLiveFilesStorageInfo(options, &live);
  if (!listed.ok()) return to_error("list its files", listed);
  for (auto& info : live) TRY(verify_file(info, defects));
  return {};
}

// Tables and blob files have a checksum of the whole file in the manifest.
Result<void> RocksBackend::verify_file(const rocksdb::LiveFileStorageInfo& info, std::vector<std::string>& defects) {
  if (info.file_type != rocksdb::kTableFile && info.file_type != rocksdb::kBlobFile) return {};
  auto path = info.directory + "/" + info.relative_filename;
  auto file = files_.open(path);
  if (!file.ok()) {
    defects.push_back(file.error().message);
    return {};
  }
  auto sum = rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator({path, info.file_checksum_func_name});
  std::string chunk(1 << 20, '\0');
  for (uint64_t offset = 0;;) {
    size_t n = TRY((*file)->read_at(offset, chunk));
    if (n == 0) break;
    sum->Update(chunk.data(), n);
    offset += n;
  }
  sum->Finalize();
  if (sum->GetChecksum() != info.file_checksum) defects.push_back(path + ": the file's checksum does not match");
  return {};
}

void RocksBackend::read_back(Space space, std::vector<std::string>& defects) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  std::unique_ptr<rocksdb::Iterator> iterator(db_->NewIterator(options, family(space)));
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
  }
  if (!iterator->status().ok()) defects.push_back(to_error("read back its entries", iterator->status()).message);
}

Result<std::unique_ptr<Store>> open_rocksdb(const std::string& directory, io::FileSystem& files, const Clock& clock) {
  TRY(io::make_durable_directory(files, directory));
  TRY(io::check_format(files, directory, "tarn-kv", kFormatVersion));
  auto database = directory + "/rocksdb";
  TRY(io::make_durable_directory(files, database));
  return make_store(TRY(RocksBackend::open(database, files, AcknowledgedMark(files, directory + "/ACKNOWLEDGED"))), clock);
}

Result<std::unique_ptr<Store>> open_rocksdb(const std::string& directory, io::FileSystem& files) {
  static const SystemClock clock;
  return open_rocksdb(directory, files, clock);
}

}  // namespace tarn::kv
