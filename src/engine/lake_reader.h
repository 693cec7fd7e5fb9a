// How a lake table's files become its rows: the catalog's schema, not the files', decides names and types; partition values and
// hidden columns are constants of a file.
#pragma once
#include <duckdb/common/multi_file/multi_file_reader.hpp>

#include "engine/lake_files.h"

namespace tarn::engine {

class LakeReader final : public duckdb::MultiFileReader {
 public:
  explicit LakeReader(ReaderKind kind) : kind_(kind) {}
  static duckdb::unique_ptr<duckdb::MultiFileReader> parquet(const duckdb::TableFunction&);
  static duckdb::unique_ptr<duckdb::MultiFileReader> lines(const duckdb::TableFunction&);
  static bool reads_by_position(const StorageFormat& storage);  // parquet.column.index.access
  static duckdb::virtual_column_map_t hidden_columns(duckdb::ClientContext&, duckdb::optional_ptr<duckdb::FunctionData> bind_data);

  duckdb::vector<std::string> ParsePaths(const duckdb::Value& input) override { return {input.ToString()}; }
  duckdb::shared_ptr<duckdb::MultiFileList> CreateFileList(duckdb::ClientContext& context, const duckdb::vector<std::string>& paths,
                                                           const duckdb::FileGlobInput&) override;
  bool Bind(duckdb::MultiFileOptions& options, duckdb::MultiFileList& files, duckdb::vector<duckdb::LogicalType>& types,
            duckdb::vector<std::string>& names, duckdb::MultiFileReaderBindData& bind_data) override;
  void BindOptions(duckdb::MultiFileOptions& options, duckdb::MultiFileList& files, duckdb::vector<duckdb::LogicalType>& types,
                   duckdb::vector<std::string>& names, duckdb::MultiFileReaderBindData& bind_data) override;
  duckdb::unique_ptr<duckdb::MultiFileReaderGlobalState> InitializeGlobalState(
      duckdb::ClientContext&, const duckdb::MultiFileOptions&, const duckdb::MultiFileReaderBindData&, const duckdb::MultiFileList& files,
      const duckdb::vector<duckdb::MultiFileColumnDefinition>&, const duckdb::vector<duckdb::ColumnIndex>&) override;
  duckdb::ReaderInitializeType InitializeReader(duckdb::MultiFileReaderData& reader_data, const duckdb::MultiFileBindData& bind_data,
                                                const duckdb::vector<duckdb::MultiFileColumnDefinition>& global_columns,
                                                const duckdb::vector<duckdb::ColumnIndex>& global_column_ids,
                                                duckdb::optional_ptr<duckdb::TableFilterSet> table_filters, duckdb::ClientContext& context,
                                                duckdb::MultiFileGlobalState& gstate) override;
  void FinalizeBind(duckdb::MultiFileReaderData& reader_data, const duckdb::MultiFileOptions& file_options,
                    const duckdb::MultiFileReaderBindData& bind_data, const duckdb::vector<duckdb::MultiFileColumnDefinition>& global_columns,
                    const duckdb::vector<duckdb::ColumnIndex>& global_column_ids, duckdb::ClientContext& context,
                    duckdb::optional_ptr<duckdb::MultiFileReaderGlobalState> global_state) override;
  duckdb::unique_ptr<duckdb::MultiFileReader> Copy() const override { return duckdb::make_uniq<LakeReader>(kind_); }

 private:
  ReaderKind kind_;
};

}  // namespace tarn::engine
