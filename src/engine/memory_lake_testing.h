// A lake in memory, for tests.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/engine.h"
#include "sql/type_text.h"

namespace tarn::engine {

class MemoryLake final : public LakeFiles {
 public:
  std::map<std::string, std::string> objects;
  std::map<std::string, Error> refused;  // by path

  Result<std::unique_ptr<RandomAccessFile>> open(const std::string& path) override {
    std::lock_guard lock(mutex_);
    if (auto error = refused.find(path); error != refused.end()) return error->second;
    auto found = objects.find(path);
    if (found == objects.end()) return Error{"NoSuchKey", "The specified key does not exist."};
    return std::unique_ptr<RandomAccessFile>(std::make_unique<File>(path, found->second));
  }
  Result<std::vector<FileInfo>> list(const std::string& prefix) override {
    std::lock_guard lock(mutex_);
    std::vector<FileInfo> found;
    for (auto& [path, bytes] : objects)
      if (path.starts_with(prefix)) found.push_back({path, bytes.size(), "etag", 1'700'000'000'000'000});
    return found;
  }
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    return std::unique_ptr<OutputFile>(std::make_unique<Output>(*this, path));
  }

 private:
  struct File final : RandomAccessFile {
    File(const std::string& path, std::string b) : bytes(std::move(b)), described{path, bytes.size(), "etag", 1'700'000'000'000'000} {}
    const FileInfo& info() const override { return described; }
    Result<size_t> read_at(uint64_t offset, std::span<char> out) override {
      return offset >= bytes.size() ? size_t{0} : bytes.copy(out.data(), out.size(), offset);
    }
    std::string bytes;
    FileInfo described;
  };
  struct Output final : OutputFile {
    Output(MemoryLake& l, std::string p) : lake(l), path(std::move(p)) {}
    Result<void> append(std::string_view more) override {
      bytes += more;
      return {};
    }
    Result<FileInfo> finish() override {
      std::lock_guard lock(lake.mutex_);
      lake.objects[path] = bytes;
      return FileInfo{path, bytes.size(), "etag", 0};
    }
    MemoryLake& lake;
    std::string path, bytes;
  };
  std::mutex mutex_;
};

inline sql::ResultColumn column(const std::string& name, const std::string& hive_type) { return {name, sql::parse_hive_type(hive_type).value()}; }

inline std::vector<sql::ResultColumn> columns(std::initializer_list<std::pair<const char*, const char*>> list) {
  std::vector<sql::ResultColumn> out;
  for (auto& [name, type] : list) out.push_back(column(name, type));
  return out;
}

// A query that reads the given tables as tarn_scan(0), tarn_scan(1), ...
inline QueryRequest query(MemoryLake& lake, const std::string& text, std::vector<sql::ResultColumn> result, std::vector<PinnedTable> tables = {}) {
  QueryRequest request;
  request.program.steps = {{text, true}};
  request.program.columns = std::move(result);
  for (auto& table : tables) request.program.relations.push_back({table.pin, {}});
  request.tables = std::move(tables);
  request.files = &lake;
  request.metrics = std::make_shared<QueryMetrics>();
  return request;
}

// All rows as "a|b\nc|NULL\n", or "ERROR CODE: message".
inline std::string rows(Session& session, QueryRequest request) {
  auto stream = session.run(std::move(request));
  if (!stream.ok()) return "ERROR " + stream.error().code + ": " + stream.error().message;
  std::string out;
  while (true) {
    auto batch = (*stream)->next();
    if (!batch.ok()) return "ERROR " + batch.error().code + ": " + batch.error().message;
    if (!*batch) return out;
    for (size_t row = 0; row < (*batch)->rows(); ++row)
      for (size_t i = 0; i < (*batch)->columns(); ++i) {
        if ((*batch)->is_null(i, row)) {
          out += "NULL";
        } else {
          (*batch)->print(i, row, out);
        }
        out += i + 1 == (*batch)->columns() ? '\n' : '|';
      }
  }
}

}  // namespace tarn::engine
