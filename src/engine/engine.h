// The engine's message-shaped interface: programs and pinned tables in, batches of typed values out. No DuckDB type escapes
// this folder. It runs in-process today; nothing here would change if it ran as a child process.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sql/program.h"
#include "sql/type.h"

namespace tarn::engine {

// ---- what the engine asks its caller for

struct FileInfo {
  std::string path;  // s3://bucket/key
  uint64_t size = 0;
  std::string etag;
  int64_t modified_us = 0;
};

class RandomAccessFile {
 public:
  virtual ~RandomAccessFile() = default;
  virtual const FileInfo& info() const = 0;
  virtual Result<size_t> read_at(uint64_t offset, std::span<char> out) = 0;  // thread-safe
};

class OutputFile {
 public:
  virtual ~OutputFile() = default;  // without finish(): nothing becomes visible
  virtual Result<void> append(std::string_view bytes) = 0;
  virtual Result<FileInfo> finish() = 0;
};

// The lake as one query sees it: bound to an AccessContext by whoever implements it, so every call is authorized. Called from
// several threads at once. Errors carry S3's code (AccessDenied, NoSuchKey); the query fails with it, worded as its dialect does.
class LakeFiles {
 public:
  virtual ~LakeFiles() = default;
  virtual Result<std::unique_ptr<RandomAccessFile>> open(const std::string& path) = 0;
  // Objects under the prefix, in key order, directory markers and names beginning with _ or . left out.
  virtual Result<std::vector<FileInfo>> list(const std::string& prefix) = 0;
  virtual Result<std::unique_ptr<OutputFile>> create(const std::string& path) = 0;
};

enum class FileFormat { parquet, csv, json, orc, avro, text };

// One partition's descriptor decides how its files are read (formats of one table may differ).
struct StorageFormat {
  FileFormat format = FileFormat::parquet;
  std::string serde;                               // the SerDe's class name, for errors and reading rules
  std::map<std::string, std::string> properties;   // field.delim, quoteChar, skip.header.line.count, ...
  std::vector<sql::ResultColumn> columns;          // the partition's own schema: by name (Parquet, JSON) or position (CSV)
};

struct PinnedPartition {
  std::vector<std::optional<std::string>> values;  // one for each partition key, as the catalog holds them
  std::string location;                            // s3://bucket/prefix/
  uint32_t storage = 0;                            // index into PinnedTable::storages
};

struct PartitionFilter {  // a conjunct on partition keys that the planner found: key <op> constant, or key IN (...)
  size_t key = 0;
  enum class Op { eq, ne, lt, le, gt, ge, in, is_null, is_not_null } op = Op::eq;
  std::vector<std::string> values;
};

// ---- tables that keep their own list of files (Iceberg)

// Which column of a file is a column of the table: files carry these ids. Lists have one child (the element), maps two (key and value),
// rows one for each field.
struct ColumnId {
  int32_t id = 0;
  std::vector<std::string> file_names;         // what the column is called in files that carry no ids
  std::optional<std::string> initial_default;  // of rows in files without the column, as text that casts to its type; nullopt: NULL
  std::vector<ColumnId> children;
};

// Rows that are deleted, by position in their data files: a Parquet file of paths and positions, or the bitmap of one data file.
struct PositionDeletes {
  std::string path, format;
  int64_t offset = -1, length = -1;  // of a bitmap within the file; -1: a file of rows
  int64_t rows = 0;
};

struct SnapshotFile {
  std::string path, format;  // format in lower case
  uint64_t bytes = 0;
  int64_t rows = 0;
  int64_t sequence_number = 0;
  std::string partition;  // equal for files of one partition; empty: of none
  // Of columns that the file may lack because all of its rows have one value, by column id. Text as in filters; nullopt: NULL.
  std::vector<std::pair<int32_t, std::optional<std::string>>> constants;
  std::vector<std::shared_ptr<const PositionDeletes>> deletes;  // shared by the files that one delete file speaks of
};

// Rows to delete by value: those that equal a row of one of `files` in all of `columns`, in data of a lower sequence number.
struct EqualityDeletes {
  std::vector<size_t> columns;  // of the table
  bool of_partition = false;    // only in data of the delete file's own partition
  std::vector<SnapshotFile> files;
};

class TableSnapshot {
 public:
  virtual ~TableSnapshot() = default;
  virtual const std::vector<ColumnId>& column_ids() const = 0;  // one for each column of the table
  // Files that may hold rows which pass all filters; a filter's key is an index into the table's columns. Values are written as:
  // integers in digits, dates as days and timestamps as microseconds (of precision 9: nanoseconds) since 1970, times as microseconds,
  // strings and binary as their bytes, everything else as SQL casts it to varchar.
  virtual Result<std::vector<SnapshotFile>> files(const std::vector<PartitionFilter>& filters) const = 0;
  virtual Result<std::vector<EqualityDeletes>> equality_deletes() const = 0;
  // The positions in a bitmap, ascending.
  virtual Result<std::vector<uint64_t>> deleted_positions(const PositionDeletes& deletes, std::string_view bitmap) const = 0;
};

// A lake table as authorization and analysis saw it.
struct PinnedTable {
  std::string pin;
  std::string display_name;                      // "awsdatacatalog.db.table", for errors
  std::vector<sql::ResultColumn> columns;        // data columns
  std::vector<sql::ResultColumn> partition_keys;
  std::vector<StorageFormat> storages;           // [0] is the table's own
  std::string location;
  // Partitions that may hold rows matching all of `filters`; an implementation may return more. Called once for a scan.
  std::function<Result<std::vector<PinnedPartition>>(const std::vector<PartitionFilter>& filters)> partitions;
  int64_t row_count = -1;  // from statistics; -1: unknown
  std::shared_ptr<const TableSnapshot> snapshot;  // shared with whoever pinned it; not null: it lists the files, and there are no keys
};

// ---- what the engine gives back

// Column-major values of one batch. A cell is printed or encoded through the accessors; nested values as JSON-like text trees.
class Batch {
 public:
  virtual ~Batch() = default;
  virtual size_t rows() const = 0;
  virtual size_t columns() const = 0;
  virtual bool is_null(size_t column, size_t row) const = 0;
  // The value as the dialect prints it (Athena's result CSV, the PostgreSQL text format). Appends to `out`.
  virtual void print(size_t column, size_t row, std::string& out) const = 0;
  // Raw values for binary formats; only for columns of that kind.
  virtual int64_t integer(size_t column, size_t row) const = 0;      // integers, boolean, date (days), timestamp (us), scaled decimal that fits
  virtual double floating(size_t column, size_t row) const = 0;
};

class ResultStream {
 public:
  virtual ~ResultStream() = default;
  virtual const std::vector<sql::ResultColumn>& columns() const = 0;
  virtual Result<std::unique_ptr<Batch>> next() = 0;  // nullptr at the end
  // Rows that the program's last step inserted, updated, deleted or wrote to files; 0 for queries.
  virtual uint64_t rows_changed() const = 0;
};

struct QueryMetrics {
  std::atomic<uint64_t> bytes_scanned{0};
  std::atomic<uint64_t> rows_scanned{0};
  std::atomic<uint64_t> files_opened{0};
};

struct WrittenFile {
  std::string path;
  uint64_t rows = 0;
  uint64_t bytes = 0;
  // (key, value as it stands in the catalog), in the order of WriteTarget::partition_columns; a NULL is __HIVE_DEFAULT_PARTITION__.
  std::vector<std::pair<std::string, std::string>> partition_values;
};

// Where the rows of the program's result go instead of to the caller (CTAS, INSERT, UNLOAD).
struct WriteTarget {
  FileFormat format = FileFormat::parquet;  // parquet, csv (quoted), text (LazySimpleSerDe), json (a document a line)
  std::string directory;                    // s3://bucket/prefix/ ; partitions are folders k=v/ below it, escaped as Hive does
  std::string file_prefix;                  // names are <file_prefix><uuid>[.gz ...]
  std::string compression;                  // none, gzip, zstd; of parquet also snappy, lz4
  std::vector<std::string> partition_columns;  // the last columns of the result, not stored in the files
  std::string delimiter;                    // csv and text; default "," and "\x01"
  std::string null_text;                    // csv and text; default "" and "\\N"
  bool header = false;                      // csv
  bool quote_all = false;                   // csv
  size_t max_partitions = 100;              // more: HIVE_TOO_MANY_OPEN_PARTITIONS
};

struct QueryRequest {
  sql::Program program;
  sql::Dialect dialect = sql::Dialect::trino;  // how values are printed
  int extra_float_digits = 0;                  // Redshift's session parameter
  std::vector<PinnedTable> tables;           // program.relations[i].pin names one of these
  LakeFiles* files = nullptr;                // borrowed for the query's life
  std::vector<std::optional<std::string>> parameters;
  std::shared_ptr<QueryMetrics> metrics;
  std::shared_ptr<std::atomic<bool>> cancelled;  // checked at each read; Session::cancel() also interrupts computation
  uint64_t bytes_limit = 0;                      // scanned bytes past which the query fails with BYTES_SCANNED_LIMIT; 0: none
  std::optional<WriteTarget> write;
  std::vector<WrittenFile>* written = nullptr;   // with `write`: one entry a file, in the order they were finished
};

struct EngineOptions {
  unsigned threads = 0;           // 0: one a core
  uint64_t memory_bytes = 0;      // 0: a share of the machine's
  std::string spill_directory;
};

// One connection: settings, temporary tables and an open transaction belong to it. Used by one thread at a time, but cancel()
// may come from any.
class Session {
 public:
  virtual ~Session() = default;  // rolls back
  // Runs every step; the rows of the one that returns rows are computed as the stream is read. The stream must be gone before
  // the next run. Errors carry the dialect's code (GENERIC_USER_ERROR, DIVISION_BY_ZERO, HIVE_BAD_DATA, ...; SQLSTATEs for a
  // warehouse, 57P01 when the instance was lost and this session with it).
  virtual Result<std::unique_ptr<ResultStream>> run(QueryRequest request) = 0;
  virtual void cancel() = 0;
  virtual bool in_transaction() const = 0;  // between BEGIN and COMMIT (steps of a program like any other)
  // The zone that texts without one are read in and instants are printed in: a name of ICU's ("Europe/Berlin", "Etc/GMT+8"). UTC until it is set. Gives the
  // zone's own spelling; an error with the code 22023: there is no such zone.
  virtual Result<std::string> set_time_zone(const std::string& name) = 0;
};

// One DuckDB instance: the lake's (in memory) or a warehouse's (a database file). A fatal engine error invalidates its sessions
// and the instance is rebuilt; others go on.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual Result<std::unique_ptr<Session>> connect() = 0;
};

Result<std::unique_ptr<Engine>> open_lake_engine(EngineOptions options);
Result<std::unique_ptr<Engine>> open_warehouse(const std::string& database_file, EngineOptions options);

// The columns of a file as its own metadata or content tells them; the crawler's window on formats (Parquet footers).
Result<std::vector<sql::ResultColumn>> read_parquet_schema(RandomAccessFile& file);

}  // namespace tarn::engine
