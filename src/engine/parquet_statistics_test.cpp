// What Parquet footers tell the planner: DuckDB drops filters, NULL checks and overflow checks by it, so a wrong statistic is a wrong answer.
#include <gtest/gtest.h>

#include "engine/memory_lake_testing.h"

namespace tarn::engine {
namespace {

struct ParquetStatistics : testing::Test {
  // Writes the rows of `sql` as one Parquet object of this path.
  void write(const std::string& path, const std::string& sql, std::vector<sql::ResultColumn> of) {
    auto request = query(lake, sql, std::move(of));
    std::vector<WrittenFile> written;
    request.write = WriteTarget{.directory = "s3://b/written/", .compression = "gzip"};
    request.written = &written;
    auto done = session->run(std::move(request));
    ASSERT_TRUE(done.ok()) << done.error().message;
    ASSERT_EQ(written.size(), 1u);
    lake.objects[path] = std::move(lake.objects[written[0].path]);
    lake.objects.erase(written[0].path);
  }
  PinnedTable table(std::vector<sql::ResultColumn> of, std::map<std::string, std::string> properties = {}) {
    PinnedTable table;
    table.pin = "t";
    table.columns = of;
    table.location = "s3://b/t/";
    table.storages = {{FileFormat::parquet, "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", std::move(properties), std::move(of)}};
    return table;
  }
  std::string number(const std::string& sql, const PinnedTable& of) { return rows(*session, query(lake, sql, columns({{"n", "decimal(38,0)"}}), {of})); }
  std::string plan(const std::string& sql, const PinnedTable& of) {
    return rows(*session, query(lake, "EXPLAIN " + sql, columns({{"key", "string"}, {"value", "string"}}), {of}));
  }

  MemoryLake lake;
  std::unique_ptr<Engine> engine = open_lake_engine({.threads = 2, .memory_bytes = 256 << 20}).value();
  std::unique_ptr<Session> session = engine->connect().value();
};

const auto kBigint = columns({{"i", "bigint"}});

TEST_F(ParquetStatistics, OfASingleFileReachThePlanner) {
  write("s3://b/t/1", "SELECT i FROM range(10) t(i)", kBigint);
  EXPECT_NE(plan("SELECT i FROM tarn_scan(0)", table(kBigint)).find("~10 rows"), std::string::npos);
  EXPECT_NE(plan("SELECT i FROM tarn_scan(0) WHERE i > 9", table(kBigint)).find("EMPTY_RESULT"), std::string::npos);
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE i > 8", table(kBigint)), "1\n");
}

TEST_F(ParquetStatistics, OfTheFirstFileAreNotTheTables) {
  write("s3://b/t/1", "SELECT i FROM range(10) t(i)", kBigint);
  write("s3://b/t/2", "SELECT CASE WHEN i < 7 THEN 9223372036854775800 + i END FROM range(10) t(i)", kBigint);
  auto both = table(kBigint);
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE i > 9", both), "7\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE i IS NULL", both), "3\n");
  EXPECT_EQ(number("SELECT count(i) FROM tarn_scan(0)", both), "17\n");
  EXPECT_EQ(number("SELECT max(i) FROM tarn_scan(0)", both), "9223372036854775806\n");
  EXPECT_EQ(number("SELECT CAST(sum(i) AS DECIMAL(38,0)) FROM tarn_scan(0)", both), "64563604257983430666\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) a JOIN range(20) r(k) ON a.i = r.k", both), "10\n");
  EXPECT_TRUE(number("SELECT max(i + i) FROM tarn_scan(0)", both).starts_with("ERROR NUMERIC_VALUE_OUT_OF_RANGE"));
}

TEST_F(ParquetStatistics, CountTheRowsOfOneFileForEach) {
  for (auto* path : {"s3://b/t/1", "s3://b/t/2", "s3://b/t/3"}) write(path, "SELECT i FROM range(5000) t(i)", kBigint);
  EXPECT_NE(plan("SELECT i FROM tarn_scan(0)", table(kBigint)).find("~15,000 rows"), std::string::npos);
}

TEST_F(ParquetStatistics, OfAFileOfAnotherTypeAreNotUsed) {
  write("s3://b/t/1", "SELECT CAST(i AS DECIMAL(9,2)) FROM range(1, 4) t(i)", columns({{"d", "decimal(9,2)"}}));  // stored as 100, 200, 300
  auto finer = table(columns({{"d", "decimal(9,4)"}}));
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE d = 2", finer), "1\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE d > 2.5", finer), "1\n");
  lake.objects.clear();
  write("s3://b/t/1", "SELECT CAST(i AS INTEGER) FROM range(3) t(i)", columns({{"i", "int"}}));
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE i >= 2", table(kBigint)), "1\n");
  EXPECT_EQ(number("SELECT max(i * 4611686018427387903) FROM tarn_scan(0)", table(kBigint)), "9223372036854775806\n");
}

TEST_F(ParquetStatistics, OfAColumnWhoseTypeDiffersBetweenFilesAreNotUsed) {
  write("s3://b/t/1", "SELECT CAST(i AS INTEGER) FROM range(3) t(i)", columns({{"i", "int"}}));
  write("s3://b/t/2", "SELECT 5000000000 + i FROM range(3) t(i)", kBigint);
  write("s3://b/t/3", "SELECT 'x'", columns({{"other", "string"}}));  // a file that lacks the column
  auto three = table(kBigint);
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE i > 4000000000", three), "3\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE i IS NULL", three), "1\n");
  EXPECT_EQ(number("SELECT CAST(sum(i) AS DECIMAL(38,0)) FROM tarn_scan(0)", three), "15000000006\n");
}

TEST_F(ParquetStatistics, OfColumnsReadByPositionAreNotTakenByName) {
  write("s3://b/t/1", "SELECT i, i + 100 FROM range(3) t(i)", columns({{"a", "bigint"}, {"b", "bigint"}}));
  auto turned = columns({{"b", "bigint"}, {"a", "bigint"}});
  auto by_position = table(turned, {{"parquet.column.index.access", "true"}});
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE b = 2", by_position), "1\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE a > 50", by_position), "3\n");
  EXPECT_EQ(number("SELECT max(b) FROM tarn_scan(0)", by_position), "2\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE b = 102", table(turned)), "1\n");
}

TEST_F(ParquetStatistics, BelongToTheColumnOfTheNameWhateverItsPlace) {
  write("s3://b/t/1", "SELECT i, i + 100 FROM range(3) t(i)", columns({{"a", "bigint"}, {"b", "bigint"}}));
  auto turned = table(columns({{"missing", "bigint"}, {"b", "bigint"}, {"a", "bigint"}}));
  EXPECT_EQ(number("SELECT max(b) FROM tarn_scan(0)", turned), "102\n");
  EXPECT_EQ(number("SELECT min(a) FROM tarn_scan(0)", turned), "0\n");
  EXPECT_EQ(number("SELECT max(missing) FROM tarn_scan(0)", turned), "NULL\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0)", turned), "3\n");
  EXPECT_EQ(number("SELECT b FROM tarn_scan(0) ORDER BY b DESC LIMIT 1", turned), "102\n");
}

TEST_F(ParquetStatistics, OfAColumnInTheFileAreNotThePartitionKeys) {
  write("s3://b/t/k=7/1", "SELECT i, 5 FROM range(3) t(i)", columns({{"i", "bigint"}, {"k", "int"}}));
  auto keyed = table(kBigint);
  keyed.partition_keys = columns({{"k", "int"}});
  keyed.partitions = [](const std::vector<PartitionFilter>&) -> Result<std::vector<PinnedPartition>> { return std::vector<PinnedPartition>{{{"7"}, "s3://b/t/k=7/", 0}}; };
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE k = 7", keyed), "3\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE k + 0 = 5", keyed), "0\n");
  EXPECT_EQ(number("SELECT max(k) FROM tarn_scan(0)", keyed), "7\n");
}

// Pruning leaves one file, whose statistics then are the scan's.
TEST_F(ParquetStatistics, AreThoseOfThePartitionsThatAreLeft) {
  write("s3://b/t/k=1/1", "SELECT i FROM range(3) t(i)", kBigint);
  write("s3://b/t/k=2/1", "SELECT 100 + i FROM range(5) t(i)", kBigint);
  auto keyed = table(kBigint);
  keyed.partition_keys = columns({{"k", "int"}});
  keyed.partitions = [](const std::vector<PartitionFilter>&) -> Result<std::vector<PinnedPartition>> {
    return std::vector<PinnedPartition>{{{"1"}, "s3://b/t/k=1/", 0}, {{"2"}, "s3://b/t/k=2/", 0}};
  };
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE k = 2 AND i > 50", keyed), "5\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE k = 1 AND i > 50", keyed), "0\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) WHERE i > 50", keyed), "5\n");
  EXPECT_EQ(number("SELECT count(*) FROM tarn_scan(0) a JOIN tarn_scan(0) b ON a.i + 100 = b.i WHERE a.k = 1 AND b.k = 2", keyed), "3\n");
}

}  // namespace
}  // namespace tarn::engine
