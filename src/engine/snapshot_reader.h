// How files of a table that lists them become its rows: columns are matched by field id whatever they are called now, deleted positions
// are left out, and what a file lacks is a constant of the file, the column's default or NULL.
#pragma once
#include <duckdb/common/multi_file/multi_file_reader.hpp>

#include "engine/snapshot_files.h"

namespace tarn::engine {

// Hidden columns of such scans, beside "$path" and "$file_modified_time": for joins with equality deletes.
constexpr const char* kSequenceColumn = "$sequence_number";
constexpr const char* kPartitionColumn = "$partition_key";

class SnapshotReader final : public duckdb::MultiFileReader {
 public:
  static duckdb::unique_ptr<duckdb::MultiFileReader> make(const duckdb::TableFunction&) { return duckdb::make_uniq<SnapshotReader>(); }
  static duckdb::virtual_column_map_t hidden_columns(duckdb::ClientContext&, duckdb::optional_ptr<duckdb::FunctionData> bind_data);

  // "3": the data of relation 3; "3/0": the first set of its equality deletes.
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
  duckdb::unique_ptr<duckdb::MultiFileReader> Copy() const override { return duckdb::make_uniq<SnapshotReader>(); }
};

}  // namespace tarn::engine
