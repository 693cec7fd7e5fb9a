#include "engine/line_scan.h"

#include <duckdb.hpp>

#include <atomic>
#include <charconv>
#include <deque>

#include "engine/lake_files.h"
#include "engine/line_reader.h"
#include "engine/row_decoder.h"
#include "engine/types.h"

namespace tarn::engine {
namespace {

using duckdb::idx_t;

size_t count_property(const StorageFormat& storage, const char* name) {
  auto text = property(storage, name, "0");
  size_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

struct LineState final : duckdb::LocalTableFunctionState {
  Split split;
  std::unique_ptr<LineReader> lines;
  std::unique_ptr<RowDecoder> decoder;
  std::vector<WantedColumn> wanted;
  std::deque<std::string> held_back;  // lines that may turn out to be the footer
};

struct LineGlobalState final : duckdb::GlobalTableFunctionState {};

// One object. Several threads read it, each a split at a time with its own LineState.
class LineFile final : public duckdb::BaseFileReader {
 public:
  LineFile(const duckdb::OpenFileInfo& file, const ScannedTable& scan, const StorageFormat& storage)
      : BaseFileReader(file), request_(scan.request), storage_(storage) {
    header_lines_ = count_property(storage, "skip.header.line.count");
    footer_lines_ = count_property(storage, "skip.footer.line.count");
    size_ = LakeFileList::size_of(file);
    splits_ = cut_into_splits(size_, footer_lines_ > 0 || is_compressed(file.path));
    // A partition's columns stand for the table's by position; its own types say how its files are read.
    auto& table = *scan.table;
    for (size_t i = 0; i < table.columns.size() && i < storage.columns.size(); ++i) {
      keys_.push_back(storage.columns[i].name);
      columns.push_back(duckdb::MultiFileColumnDefinition::CreateFromNameAndType(table.columns[i].name, to_duckdb(storage.columns[i].type)));
      columns.back().identifier = duckdb::Value(table.columns[i].name);
    }
  }

  std::string GetReaderType() const override { return "Lines"; }

  bool TryInitializeScan(duckdb::ClientContext&, duckdb::GlobalTableFunctionState&, duckdb::LocalTableFunctionState& local) override {
    if (next_split_ >= splits_.size()) return false;
    local.Cast<LineState>().split = splits_[next_split_++];
    return true;
  }

  void PrepareScan(duckdb::ClientContext& context, duckdb::GlobalTableFunctionState&, duckdb::LocalTableFunctionState& local) override {
    auto& state = local.Cast<LineState>();
    state.lines = std::make_unique<LineReader>(context, file.path, state.split);
    state.decoder = make_row_decoder(storage_, file.path);
    state.held_back.clear();
    state.wanted.clear();
    for (idx_t i = 0; i < column_ids.size(); ++i) {
      auto id = column_ids[duckdb::MultiFileLocalIndex(i)].GetId();
      state.wanted.push_back({id, keys_[id], nullptr});
    }
    std::string_view skipped;
    for (size_t i = 0; state.split.begin == 0 && i < header_lines_; ++i)
      if (!state.lines->next(skipped)) break;
  }

  duckdb::AsyncResult Scan(duckdb::ClientContext&, duckdb::GlobalTableFunctionState&, duckdb::LocalTableFunctionState& local,
                           duckdb::DataChunk& chunk) override {
    auto& state = local.Cast<LineState>();
    for (idx_t i = 0; i < state.wanted.size(); ++i) state.wanted[i].out = &chunk.data[i];
    idx_t rows = 0;
    std::string_view line;
    while (rows < STANDARD_VECTOR_SIZE && next_line(state, line)) state.decoder->decode(line, rows++, state.wanted);
    chunk.SetCardinality(rows);
    if (request_->metrics) request_->metrics->rows_scanned += rows;
    return duckdb::AsyncResult(rows ? duckdb::SourceResultType::HAVE_MORE_OUTPUT : duckdb::SourceResultType::FINISHED);
  }

  double GetProgressInFile(duckdb::ClientContext&) override {
    return splits_.empty() ? 100.0 : 100.0 * static_cast<double>(next_split_) / static_cast<double>(splits_.size());
  }

 private:
  bool next_line(LineState& state, std::string_view& line) {
    if (!footer_lines_) return state.lines->next(line);
    while (state.held_back.size() <= footer_lines_) {
      std::string_view read;
      if (!state.lines->next(read)) return false;
      state.held_back.emplace_back(read);
    }
    current_ = std::move(state.held_back.front());  // one split, so one thread
    state.held_back.pop_front();
    line = current_;
    return true;
  }

  std::shared_ptr<const QueryRequest> request_;
  const StorageFormat& storage_;  // lives in the request
  std::vector<std::string> keys_;
  size_t header_lines_ = 0, footer_lines_ = 0;
  uint64_t size_ = 0;
  std::vector<Split> splits_;
  std::atomic<size_t> next_split_ = 0;
  std::string current_;
};

}  // namespace

duckdb::unique_ptr<duckdb::MultiFileReaderInterface> LineScan::CreateInterface(duckdb::ClientContext&) { return duckdb::make_uniq<LineScan>(); }
duckdb::unique_ptr<duckdb::MultiFileReaderInterface> LineScan::Copy() { return duckdb::make_uniq<LineScan>(); }

duckdb::unique_ptr<duckdb::BaseFileReaderOptions> LineScan::InitializeOptions(duckdb::ClientContext&, duckdb::optional_ptr<duckdb::TableFunctionInfo>) {
  return duckdb::make_uniq<duckdb::BaseFileReaderOptions>();
}
bool LineScan::ParseCopyOption(duckdb::ClientContext&, const std::string&, const duckdb::vector<duckdb::Value>&, duckdb::BaseFileReaderOptions&,
                               duckdb::vector<std::string>&, duckdb::vector<duckdb::LogicalType>&) {
  return false;
}
bool LineScan::ParseOption(duckdb::ClientContext&, const std::string&, const duckdb::Value&, duckdb::MultiFileOptions&, duckdb::BaseFileReaderOptions&) {
  return false;
}
duckdb::unique_ptr<duckdb::TableFunctionData> LineScan::InitializeBindData(duckdb::MultiFileBindData&, duckdb::unique_ptr<duckdb::BaseFileReaderOptions>) {
  return duckdb::make_uniq<duckdb::TableFunctionData>();
}
void LineScan::BindReader(duckdb::ClientContext&, duckdb::vector<duckdb::LogicalType>&, duckdb::vector<std::string>&, duckdb::MultiFileBindData&) {
  throw duckdb::InvalidInputException("the catalog binds this reader");
}
duckdb::unique_ptr<duckdb::GlobalTableFunctionState> LineScan::InitializeGlobalState(duckdb::ClientContext&, duckdb::MultiFileBindData&,
                                                                                     duckdb::MultiFileGlobalState&) {
  return duckdb::make_uniq<LineGlobalState>();
}
duckdb::unique_ptr<duckdb::LocalTableFunctionState> LineScan::InitializeLocalState(duckdb::ExecutionContext&, duckdb::GlobalTableFunctionState&) {
  return duckdb::make_uniq<LineState>();
}
duckdb::shared_ptr<duckdb::BaseFileReader> LineScan::CreateReader(duckdb::ClientContext&, duckdb::GlobalTableFunctionState&, duckdb::BaseUnionData&,
                                                                  const duckdb::MultiFileBindData&) {
  throw duckdb::InvalidInputException("files of a lake table are never merged by name");
}
duckdb::shared_ptr<duckdb::BaseFileReader> LineScan::CreateReader(duckdb::ClientContext&, duckdb::GlobalTableFunctionState&, const duckdb::OpenFileInfo& file,
                                                                  idx_t, const duckdb::MultiFileBindData& bind_data) {
  auto& files = bind_data.file_list->Cast<LakeFileList>();
  auto& scan = *files.scan();
  auto& storage = scan.table->storages.at(files.partition_of(file).storage);
  return duckdb::make_shared_ptr<LineFile>(file, scan, storage);
}

}  // namespace tarn::engine
