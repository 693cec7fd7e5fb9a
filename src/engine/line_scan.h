// Text formats as a reader of DuckDB's multi-file scan: lines of an object, decoded by the SerDe of its partition.
#pragma once
#include <duckdb/common/multi_file/multi_file_function.hpp>

namespace tarn::engine {

struct LineScan final : duckdb::MultiFileReaderInterface {
  static duckdb::unique_ptr<duckdb::MultiFileReaderInterface> CreateInterface(duckdb::ClientContext&);

  duckdb::unique_ptr<duckdb::MultiFileReaderInterface> Copy() override;
  duckdb::unique_ptr<duckdb::BaseFileReaderOptions> InitializeOptions(duckdb::ClientContext&, duckdb::optional_ptr<duckdb::TableFunctionInfo>) override;
  bool ParseCopyOption(duckdb::ClientContext&, const std::string&, const duckdb::vector<duckdb::Value>&, duckdb::BaseFileReaderOptions&,
                       duckdb::vector<std::string>&, duckdb::vector<duckdb::LogicalType>&) override;
  bool ParseOption(duckdb::ClientContext&, const std::string&, const duckdb::Value&, duckdb::MultiFileOptions&, duckdb::BaseFileReaderOptions&) override;
  duckdb::unique_ptr<duckdb::TableFunctionData> InitializeBindData(duckdb::MultiFileBindData&, duckdb::unique_ptr<duckdb::BaseFileReaderOptions>) override;
  void BindReader(duckdb::ClientContext&, duckdb::vector<duckdb::LogicalType>&, duckdb::vector<std::string>&, duckdb::MultiFileBindData&) override;
  duckdb::unique_ptr<duckdb::GlobalTableFunctionState> InitializeGlobalState(duckdb::ClientContext&, duckdb::MultiFileBindData&,
                                                                             duckdb::MultiFileGlobalState&) override;
  duckdb::unique_ptr<duckdb::LocalTableFunctionState> InitializeLocalState(duckdb::ExecutionContext&, duckdb::GlobalTableFunctionState&) override;
  duckdb::shared_ptr<duckdb::BaseFileReader> CreateReader(duckdb::ClientContext&, duckdb::GlobalTableFunctionState&, duckdb::BaseUnionData&,
                                                          const duckdb::MultiFileBindData&) override;
  duckdb::shared_ptr<duckdb::BaseFileReader> CreateReader(duckdb::ClientContext&, duckdb::GlobalTableFunctionState&, const duckdb::OpenFileInfo& file,
                                                          duckdb::idx_t, const duckdb::MultiFileBindData& bind_data) override;
};

}  // namespace tarn::engine
