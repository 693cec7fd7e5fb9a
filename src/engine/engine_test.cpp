// The engine from outside: programs over a lake in memory.
#include <gtest/gtest.h>

#include "engine/memory_lake_testing.h"

namespace tarn::engine {
namespace {

using sql::parse_trino_type;

struct EngineTest : testing::Test {
  static void SetUpTestSuite() {
    auto opened = open_lake_engine({.threads = 2, .memory_bytes = 512 << 20});
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    shared = opened->release();
  }
  static void TearDownTestSuite() { delete shared; }
  void SetUp() override { session = std::move(shared->connect().value()); }

  std::string ask(const std::string& sql, std::vector<sql::ResultColumn> result, std::vector<PinnedTable> tables = {}) {
    return rows(*session, query(lake, sql, std::move(result), std::move(tables)));
  }
  // One expression of a Trino type.
  std::string value(const std::string& expression, const std::string& type) {
    auto text = ask("SELECT " + expression, {{"x", parse_trino_type(type).value()}});
    return text.substr(0, text.size() - (text.ends_with('\n') ? 1 : 0));
  }

  static Engine* shared;
  MemoryLake lake;
  std::unique_ptr<Session> session;
};
Engine* EngineTest::shared = nullptr;

PinnedTable text_table(const std::string& serde, FileFormat format, std::map<std::string, std::string> properties, std::vector<sql::ResultColumn> columns) {
  PinnedTable table;
  table.pin = "t";
  table.display_name = "awsdatacatalog.d.t";
  table.columns = columns;
  table.location = "s3://b/t/";
  table.storages = {{format, serde, std::move(properties), columns}};
  return table;
}

constexpr const char* kLazySimple = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
constexpr const char* kOpenCsv = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
constexpr const char* kOpenX = "org.openx.data.jsonserde.JsonSerDe";

TEST_F(EngineTest, PrintsValuesAsAthena) {
  const struct {
    const char *expression, *type, *text;
  } cases[] = {
      {"true", "boolean", "true"},
      {"1e10::DOUBLE", "double", "1.0E10"},
      {"0.0001::DOUBLE", "double", "1.0E-4"},
      {"123.45::DOUBLE", "double", "123.45"},
      {"1234567.0::DOUBLE", "double", "1234567.0"},
      {"12345678.0::DOUBLE", "double", "1.2345678E7"},
      {"0.001::DOUBLE", "double", "0.001"},
      {"-0.0::DOUBLE", "double", "-0.0"},
      {"'nan'::DOUBLE", "double", "NaN"},
      {"'-inf'::DOUBLE", "double", "-Infinity"},
      {"0.1::FLOAT", "real", "0.1"},
      {"0.10::DECIMAL(5,2)", "decimal(5,2)", "0.10"},
      {"-0.10::DECIMAL(2,2)", "decimal(2,2)", "-0.10"},
      {"'12345678901234567890.123'::DECIMAL(38,3)", "decimal(38,3)", "12345678901234567890.123"},
      {"DATE '2017-01-02'", "date", "2017-01-02"},
      {"TIMESTAMP '2017-01-01 01:02:03.5'", "timestamp(3)", "2017-01-01 01:02:03.500"},
      {"TIMESTAMP '1969-12-31 23:59:59.5'", "timestamp(0)", "1969-12-31 23:59:59"},
      {"{'instant': TIMESTAMPTZ '2017-01-01 00:00:00+00', 'zone': 'America/New_York'}", "timestamp(3) with time zone", "2016-12-31 19:00:00.000 America/New_York"},
      {"[{'instant': TIMESTAMPTZ '2017-01-01 00:00:00+00', 'zone': '+05:30'}]", "array(timestamp(3) with time zone)", "[2017-01-01 05:30:00.000 +05:30]"},
      {"TIMESTAMPTZ '2017-01-01 00:00:00+00'", "timestamp(3) with time zone", "2017-01-01 00:00:00.000 UTC"},
      {"INTERVAL '2 days 03:04:05.678'", "interval day to second", "2 03:04:05.678"},
      {"INTERVAL '-15 months'", "interval year to month", "-1-3"},
      {"'123'::BLOB", "varbinary", "31 32 33"},
      {"'ab'", "char(4)", "ab  "},
      {"[1, 2, NULL]", "array(integer)", "[1, 2, null]"},
      {"MAP {'b': 2, 'a': 1}", "map(varchar, integer)", "{a=1, b=2}"},
      {"MAP {10: 'x', 9: 'y'}", "map(integer, varchar)", "{9=y, 10=x}"},
      {"{'name': 'x', 'age': 1}", "row(name varchar, age integer)", "{name=x, age=1}"},
      {"[TIMESTAMP '2017-01-01 00:00:00']", "array(timestamp(3))", "[2017-01-01 00:00:00.000]"},
      {"NULL::INTEGER", "integer", "NULL"},
  };
  for (auto& c : cases) EXPECT_EQ(value(c.expression, c.type), c.text) << c.expression;
}

TEST_F(EngineTest, ReachesNothingOfTheMachine) {
  const char* attempts[] = {
      "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_blob('/etc/passwd')",
      "SELECT * FROM '/etc/passwd.csv'", "SELECT * FROM glob('/etc/*')", "SELECT * FROM read_parquet('/tmp/x.parquet')",
      "SELECT * FROM read_json('/etc/passwd')", "SELECT * FROM sniff_csv('/etc/passwd')", "SELECT getenv('HOME')",
      "COPY (SELECT 1) TO '/tmp/tarn-engine-test'", "COPY (SELECT 1) TO 's3://b/x' (FORMAT csv)", "ATTACH '/tmp/tarn-engine-test.db'",
      "INSTALL httpfs", "LOAD httpfs", "EXPORT DATABASE '/tmp/tarn-engine-test'", "SET enable_external_access = true",
      "SET threads = 1", "CREATE SECRET s (TYPE s3)", "SELECT * FROM read_csv('file:///etc/passwd')",
      "SELECT * FROM read_csv('http://127.0.0.1/')", "SELECT * FROM read_csv('s3://b/../../etc/passwd')", "IMPORT DATABASE '/tmp'",
      "SELECT * FROM read_csv('/proc/self/environ')", "CALL force_checkpoint()",
  };
  for (auto* sql : attempts) {
    auto text = ask(sql, {{"x", sql::simple(sql::TypeKind::varchar)}});
    EXPECT_TRUE(text.starts_with("ERROR")) << sql << "\n" << text;
  }
}

TEST_F(EngineTest, ReadsLazySimpleText) {
  lake.objects["s3://b/t/1.txt"] = "1,a,1.5,true,2020-01-02\nx,,bad,maybe,2020-13-01\n3,\\N\n4,d,NaN,FALSE,2020-01-01,extra\n";
  auto table = text_table(kLazySimple, FileFormat::text, {{"field.delim", ","}},
                          columns({{"i", "int"}, {"s", "string"}, {"d", "double"}, {"b", "boolean"}, {"day", "date"}}));
  EXPECT_EQ(ask("SELECT i, s, d, b, day FROM tarn_scan(0)", table.columns, {table}),
            "1|a|1.5|true|2020-01-02\n"
            "NULL||NULL|NULL|NULL\n"
            "3|NULL|NULL|NULL|NULL\n"
            "4|d|NaN|false|2020-01-01\n");
}

TEST_F(EngineTest, ReadsNestedLazySimpleText) {
  lake.objects["s3://b/t/1.txt"] = "1\x02" "2\x01k\x03v\x02q\x03w\x01x\x02" "5\n";
  auto table = text_table(kLazySimple, FileFormat::text, {}, columns({{"a", "array<int>"}, {"m", "map<string,string>"}, {"r", "struct<s:string,n:int>"}}));
  EXPECT_EQ(ask("SELECT a, m, r FROM tarn_scan(0)", table.columns, {table}), "[1, 2]|{k=v, q=w}|{s=x, n=5}\n");
}

TEST_F(EngineTest, ReadsOpenCsv) {
  lake.objects["s3://b/t/1.csv"] = "id,text\n1,\"a,b\"\n2,\"say \"\"hi\"\"\"\n3,\"a\\\"b\"\n4,\n";
  auto table = text_table(kOpenCsv, FileFormat::csv, {{"skip.header.line.count", "1"}}, columns({{"i", "bigint"}, {"s", "string"}}));
  EXPECT_EQ(ask("SELECT i, s FROM tarn_scan(0)", table.columns, {table}), "1|a,b\n2|say \"hi\"\n3|a\"b\n4|\n");
  lake.objects["s3://b/t/1.csv"] += "x,y\n";
  EXPECT_EQ(ask("SELECT sum(i) FROM tarn_scan(0)", {{"x", sql::simple(sql::TypeKind::bigint)}}, {table}),
            "ERROR HIVE_BAD_DATA: Error parsing field value 'x' for field 0: For input string: \"x\" (s3://b/t/1.csv)");
}

TEST_F(EngineTest, ReadsJsonLines) {
  lake.objects["s3://b/t/1.json"] = "{\"ID\": 1, \"name\": \"a\", \"tags\": [\"x\",\"y\"], \"r\": {\"N\": 5}}\n{\"id\": \"2\", \"name\": {\"k\":1}}\n{\"name\": 1.5}\n";
  auto table = text_table(kOpenX, FileFormat::json, {}, columns({{"id", "int"}, {"name", "string"}, {"tags", "array<string>"}, {"r", "struct<n:bigint>"}}));
  EXPECT_EQ(ask("SELECT id, name, tags, r FROM tarn_scan(0)", table.columns, {table}),
            "1|a|[x, y]|{n=5}\n2|{\"k\":1}|NULL|NULL\nNULL|1.5|NULL|NULL\n");
  lake.objects["s3://b/t/1.json"] = "{broken\n";
  EXPECT_TRUE(ask("SELECT id FROM tarn_scan(0)", {table.columns[0]}, {table}).starts_with("ERROR HIVE_CURSOR_ERROR: Row is not a valid JSON Object"));
  table.storages[0].properties["ignore.malformed.json"] = "true";
  EXPECT_EQ(ask("SELECT id FROM tarn_scan(0)", {table.columns[0]}, {table}), "NULL\n");
}

TEST_F(EngineTest, SplitsLargeTextAtLineEnds) {
  std::string text;
  int64_t sum = 0;
  for (int i = 0; text.size() < 20'000'000; ++i, sum += i) text += std::to_string(i + 1) + "\t" + std::string(i % 97, 'x') + "\n";
  lake.objects["s3://b/t/big.tsv"] = text;
  auto table = text_table(kLazySimple, FileFormat::text, {{"field.delim", "\t"}}, columns({{"i", "int"}, {"s", "string"}}));
  EXPECT_EQ(ask("SELECT sum(i) FROM tarn_scan(0)", {{"x", sql::simple(sql::TypeKind::bigint)}}, {table}), std::to_string(sum) + "\n");
}

PinnedTable parquet_table(std::vector<sql::ResultColumn> columns) {
  return text_table("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", FileFormat::parquet, {}, std::move(columns));
}

// Writes the rows of `sql` as Parquet under s3://b/t/<folder>.
void write_parquet(Session& session, MemoryLake& lake, const std::string& sql, std::vector<sql::ResultColumn> columns, const std::string& folder,
                   std::vector<std::string> partition_columns = {}, std::vector<WrittenFile>* written = nullptr) {
  auto request = query(lake, sql, std::move(columns));
  request.write = WriteTarget{.directory = "s3://b/t/" + folder, .compression = "gzip", .partition_columns = std::move(partition_columns)};
  request.written = written;
  auto done = session.run(std::move(request));
  ASSERT_TRUE(done.ok()) << done.error().code << " " << done.error().message;
}

TEST_F(EngineTest, ReadsParquetByName) {
  write_parquet(*session, lake, "SELECT 1::INTEGER, 'x', 2.5::DOUBLE", columns({{"ID", "int"}, {"name", "string"}, {"extra", "double"}}), "");
  auto table = parquet_table(columns({{"name", "string"}, {"id", "bigint"}, {"missing", "date"}}));
  EXPECT_EQ(ask("SELECT name, id, missing FROM tarn_scan(0)", table.columns, {table}), "x|1|NULL\n");
  table = parquet_table(columns({{"id", "string"}}));
  auto text = ask("SELECT id FROM tarn_scan(0)", table.columns, {table});
  EXPECT_TRUE(text.starts_with("ERROR HIVE_BAD_DATA: Field id's type INT32 in parquet file s3://b/t/")) << text;
  EXPECT_TRUE(text.ends_with(" is incompatible with type varchar defined in table schema")) << text;
}

TEST_F(EngineTest, ReadsTheSchemaOfAFooter) {
  auto wanted = columns({{"b", "boolean"}, {"t", "tinyint"}, {"i", "int"}, {"l", "bigint"}, {"d", "double"}, {"n", "decimal(10,2)"}, {"s", "string"},
                         {"day", "date"}, {"ts", "timestamp"}, {"bin", "binary"}, {"a", "array<int>"}, {"m", "map<string,bigint>"},
                         {"r", "struct<x:int,y:array<struct<z:string>>>"}});
  write_parquet(*session, lake,
                "SELECT true, 1::TINYINT, 1::INTEGER, 1::BIGINT, 1.5::DOUBLE, 1.25::DECIMAL(10,2), 's', DATE '2020-01-01', TIMESTAMP '2020-01-01', 'x'::BLOB, "
                "[1::INTEGER], MAP {'k': 1::BIGINT}, {'x': 1::INTEGER, 'y': [{'z': 's'}]}",
                wanted, "");
  auto file = lake.open(lake.objects.begin()->first).value();
  auto found = read_parquet_schema(*file);
  ASSERT_TRUE(found.ok()) << found.error().message;
  ASSERT_EQ(found->size(), wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ((*found)[i].name, wanted[i].name);
    EXPECT_EQ(sql::hive_name((*found)[i].type), sql::hive_name(wanted[i].type));
  }
  lake.objects["s3://b/x"] = "no parquet at all";
  EXPECT_EQ(read_parquet_schema(*lake.open("s3://b/x").value()).error().code, "HIVE_CANNOT_OPEN_SPLIT");
}

TEST_F(EngineTest, WritesPartitionsAndPrunesThem) {
  std::vector<WrittenFile> written;
  write_parquet(*session, lake, "SELECT i::INTEGER, DATE '2024-01-01' + (i % 3)::INTEGER, CASE WHEN i % 2 = 0 THEN 'a/b c' END FROM range(60) t(i)",
                columns({{"i", "int"}, {"day", "date"}, {"k", "string"}}), "", {"day", "k"}, &written);
  ASSERT_EQ(written.size(), 6u);
  auto table = parquet_table(columns({{"i", "int"}}));
  table.partition_keys = columns({{"day", "date"}, {"k", "string"}});
  std::vector<PinnedPartition> all;
  uint64_t count = 0;
  for (auto& file : written) {
    count += file.rows;
    all.push_back({{file.partition_values[0].second, file.partition_values[1].second}, file.path.substr(0, file.path.rfind('/') + 1), 0});
    EXPECT_TRUE(file.path.find("/k=a%2Fb c/") != std::string::npos || file.path.find("/k=__HIVE_DEFAULT_PARTITION__/") != std::string::npos) << file.path;
  }
  EXPECT_EQ(count, 60u);
  std::vector<PartitionFilter> asked;
  table.partitions = [&](const std::vector<PartitionFilter>& filters) -> Result<std::vector<PinnedPartition>> {
    asked = filters;
    return all;
  };
  auto request = query(lake, "SELECT count(*), sum(i) FROM tarn_scan(0) WHERE day = DATE '2024-01-02' AND k IS NULL", columns({{"n", "bigint"}, {"s", "bigint"}}), {table});
  auto metrics = request.metrics;
  EXPECT_EQ(rows(*session, std::move(request)), "10|280\n");
  EXPECT_LE(metrics->files_opened, 2u) << "of six";
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_EQ(asked[0].values.size() + asked[1].values.size(), 1u);
  EXPECT_EQ((asked[0].values.empty() ? asked[1] : asked[0]).values, std::vector<std::string>{"2024-01-02"});
  EXPECT_EQ(ask("SELECT DISTINCT k, \"$partition\" FROM tarn_scan(0) WHERE month(day) = 1 AND day > DATE '2024-01-02' ORDER BY 1", columns({{"k", "string"}, {"p", "string"}}), {table}),
            "a/b c|day=2024-01-03/k=a%2Fb c\nNULL|day=2024-01-03/k=__HIVE_DEFAULT_PARTITION__\n");
  EXPECT_EQ(ask("SELECT count(DISTINCT \"$path\") FROM tarn_scan(0)", columns({{"n", "bigint"}}), {table}), "6\n");
}

TEST_F(EngineTest, WritesText) {
  auto request = query(lake, "SELECT * FROM (VALUES (1, 'a', [1, 2]), (2, NULL, NULL)) v", columns({{"i", "int"}, {"s", "string"}, {"l", "array<int>"}}));
  std::vector<WrittenFile> written;
  request.written = &written;
  request.write = WriteTarget{.format = FileFormat::text, .directory = "s3://b/o/", .file_prefix = "p_"};
  auto again = request;
  ASSERT_TRUE(session->run(std::move(request)).ok());
  ASSERT_EQ(written.size(), 1u);
  EXPECT_TRUE(written[0].path.starts_with("s3://b/o/p_"));
  EXPECT_EQ(lake.objects[written[0].path], "1\x01" "a\x01" "1\x02" "2\n2\x01\\N\x01\\N\n");
  again.write->format = FileFormat::json;
  ASSERT_TRUE(session->run(again).ok());
  EXPECT_EQ(lake.objects[written[1].path], "{\"i\":1,\"s\":\"a\",\"l\":[1,2]}\n{\"i\":2,\"s\":null,\"l\":null}\n");
  again.write = WriteTarget{.format = FileFormat::csv, .directory = "s3://b/o/", .compression = "gzip", .delimiter = "|", .header = true};
  ASSERT_TRUE(session->run(again).ok());
  EXPECT_TRUE(written[2].path.ends_with(".gz"));
  auto table = text_table(kLazySimple, FileFormat::text, {{"field.delim", "|"}}, columns({{"i", "string"}, {"s", "string"}}));
  table.location = "s3://b/z/";
  lake.objects["s3://b/z/x.gz"] = lake.objects[written[2].path];
  EXPECT_EQ(ask("SELECT i, s FROM tarn_scan(0)", table.columns, {table}), "i|s\n1|a\n2|\n");
}

TEST_F(EngineTest, FilesAreRefusedInTheDialectsWords) {
  lake.objects["s3://b/t/1.txt"] = "1\n";
  auto table = text_table(kLazySimple, FileFormat::text, {}, columns({{"i", "int"}}));
  lake.refused["s3://b/t/1.txt"] = {"AccessDenied", "User: u is not authorized"};
  EXPECT_EQ(ask("SELECT i FROM tarn_scan(0)", table.columns, {table}), "ERROR PERMISSION_DENIED: Access Denied: User: u is not authorized");
}

TEST_F(EngineTest, StopsAtTheScanLimit) {
  lake.objects["s3://b/t/1.txt"] = std::string(100'000, '7') + "\n";
  auto table = text_table(kLazySimple, FileFormat::text, {}, columns({{"s", "string"}}));
  auto request = query(lake, "SELECT length(s) FROM tarn_scan(0)", columns({{"n", "bigint"}}), {table});
  request.bytes_limit = 1000;
  EXPECT_EQ(rows(*session, std::move(request)), "ERROR BYTES_SCANNED_LIMIT: Bytes scanned limit was exceeded");
}

TEST_F(EngineTest, RaisesErrorsOfTheDialect) {
  EXPECT_EQ(value("CASE WHEN 1 = 1 THEN trino.fail('DIVISION_BY_ZERO: Division by zero') ELSE 2 END", "integer"), "ERROR DIVISION_BY_ZERO: Division by zero");
  EXPECT_EQ(value("CAST('abc' AS INTEGER)", "integer"), "ERROR INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT");
  EXPECT_EQ(value("CAST('abc' AS DATE)", "date"), "ERROR INVALID_CAST_ARGUMENT: Value cannot be cast to date: abc");
  EXPECT_EQ(value("(SELECT * FROM range(2))", "bigint"), "ERROR SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows");
  EXPECT_TRUE(value("9223372036854775807::BIGINT + 1::BIGINT", "bigint").starts_with("ERROR NUMERIC_VALUE_OUT_OF_RANGE"));
}

TEST_F(EngineTest, RunsTrinosOwnFunctions) {
  const struct {
    const char *expression, *type, *text;
  } cases[] = {
      {"trino.decimal_divide(10::DECIMAL(5,2), 3::DECIMAL(5,2))", "decimal(7,2)", "3.33"},
      {"trino.decimal_divide(-1::DECIMAL(3,1), 8::DECIMAL(3,2))", "decimal(6,2)", "-0.13"},
      {"trino.decimal_divide(1::DECIMAL(3,1), 0::DECIMAL(3,2))", "decimal(6,2)", "ERROR DIVISION_BY_ZERO: Division by zero"},
      {"redshift.decimal_divide(10::DECIMAL(5,2), 6::DECIMAL(5,2), 10, 4)", "decimal(10,4)", "1.6666"},
      {"trino.double_to_varchar(1e10)", "varchar", "1.0E10"},
      {"trino.double_to_varchar(123.5)", "varchar", "1.235E2"},
      {"trino.double_to_varchar(0)", "varchar", "0E0"},
      {"trino.double_to_varchar(-1.5)", "varchar", "-1.5E0"},
      {"trino.date_format(TIMESTAMP '2020-01-02 15:04:05.678', '%W %d %b %Y %l:%i %p %f %j %x-%v')", "varchar", "Thursday 02 Jan 2020 3:04 PM 678000 002 2020-01"},
      {"trino.date_parse('31/12/1999 11:59 pm', '%d/%m/%Y %h:%i %p')", "timestamp(3)", "1999-12-31 23:59:00.000"},
      {"trino.date_parse('2020-02-30', '%Y-%m-%d')", "timestamp(3)", "ERROR INVALID_FUNCTION_ARGUMENT: Invalid format: \"2020-02-30\""},
      {"trino.format_datetime(trino.with_zone(TIMESTAMP '2020-07-02 03:04:05', 'Europe/Berlin'), 'EEE, d MMM yyyy HH:mm:ss Z')", "varchar", "Thu, 2 Jul 2020 03:04:05 +0200"},
      {"trino.parse_datetime('02/Jan/2020:03:04:05 +0100', 'dd/MMM/yyyy:HH:mm:ss Z')", "timestamp(3) with time zone", "2020-01-02 03:04:05.000 +01:00"},
      {"trino.from_iso8601_timestamp('2020-01-02T03:04:05.5Z')", "timestamp(3) with time zone", "2020-01-02 03:04:05.500 UTC"},
      {"trino.varchar_to_timestamp_tz('2020-06-01 12:00:00 America/New_York')", "timestamp(3) with time zone", "2020-06-01 12:00:00.000 America/New_York"},
      {"trino.format('%05d|%-4s|%.2f|%,d|%s', 42, 'x', 1.5, 1234567, NULL)", "varchar", "00042|x   |1.50|1,234,567|null"},
      {"trino.url_extract('https://u@h.org:8080/a%20b?q=1#f', 'port')", "varchar", "8080"},
      {"trino.url_extract('https://u@h.org:8080/a%20b?q=1#f', 'path')", "varchar", "/a b"},
      {"trino.url_extract_parameter('http://h/?a=1&b=x+y', 'b')", "varchar", "x y"},
      {"trino.url_encode('a b/c')", "varchar", "a+b%2Fc"},
      {"trino.json_canonical('{\"b\": 1, \"a\": [1.5, null]}')", "json", "{\"a\":[1.5,null],\"b\":1}"},
      {"trino.json_canonical('{')", "json", "ERROR INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '{'"},
      {"trino.xxhash64('a'::BLOB)", "varbinary", "d2 4e c4 f1 a9 8c 6e 5b"},
      {"trino.crc32('123456789'::BLOB)", "bigint", "3421780262"},
      {"trino.hmac('sha1', 'data'::BLOB, 'key'::BLOB)", "varbinary", "10 41 52 c5 bf dc a0 7b c6 33 ee bd 46 19 9f 02 55 c9 f4 9d"},
      {"trino.from_utf8('a\\xFFb'::BLOB, '?')", "varchar", "a?b"},
      {"trino.from_base('ff', 16)", "bigint", "255"},
      {"trino.soundex('Robert')", "varchar", "R163"},
      {"trino.luhn_check('79927398713')", "boolean", "true"},
      {"trino.map_of_entries([{'key': 'a', 'value': 1}, {'key': 'b', 'value': 2}, {'key': 'a', 'value': 3}])", "map(varchar, integer)", "{a=1, b=2}"},
      {"trino.multimap_of_entries([{'key': 'a', 'value': 1}, {'key': 'a', 'value': 3}])", "map(varchar, array(integer))", "{a=[1, 3]}"},
      {"trino.normal_cdf(0, 1, 1.96) > 0.975 AND trino.inverse_normal_cdf(0, 1, 0.5) = 0", "boolean", "true"},
  };
  for (auto& c : cases) EXPECT_EQ(value(c.expression, c.type), c.text) << c.expression;
}

TEST_F(EngineTest, HidesRowsBehindTheBarrier) {
  lake.objects["s3://b/t/1.txt"] = "me,1\nother,x\n";
  auto table = text_table(kLazySimple, FileFormat::text, {{"field.delim", ","}}, columns({{"owner", "string"}, {"v", "string"}}));
  EXPECT_EQ(ask("SELECT v::INTEGER FROM tarn_barrier((SELECT owner, v FROM tarn_scan(0) WHERE owner = 'me')) WHERE v::INTEGER > 0", columns({{"v", "int"}}), {table}), "1\n");
}

TEST_F(EngineTest, CancelsAndSurvives) {
  auto request = query(lake, "SELECT 1", columns({{"v", "int"}}));
  request.cancelled = std::make_shared<std::atomic<bool>>(true);
  EXPECT_EQ(rows(*session, std::move(request)), "ERROR USER_CANCELED: Query cancelled by user");
  EXPECT_EQ(value("1", "integer"), "1");
}

TEST(WarehouseTest, KeepsTransactionsApart) {
  auto file = testing::TempDir() + "tarn-engine-test.db";
  std::remove(file.c_str());
  MemoryLake lake;
  {
    auto engine = open_warehouse(file, {.threads = 2}).value();
    auto session = engine->connect().value();
    auto other = engine->connect().value();
    auto run = [&](Session& s, std::string sql, bool rows_wanted = false) {
      auto request = query(lake, sql, columns({{"x", "bigint"}}));
      request.program.steps[0].returns_rows = rows_wanted;
      request.dialect = sql::Dialect::redshift;
      return rows_wanted ? rows(s, std::move(request)) : rows(s, std::move(request));
    };
    EXPECT_EQ(run(*session, "CREATE TABLE t (x BIGINT)"), "");
    EXPECT_EQ(run(*session, "BEGIN TRANSACTION"), "");
    EXPECT_TRUE(session->in_transaction());
    EXPECT_EQ(run(*session, "INSERT INTO t VALUES (1), (2)"), "");
    EXPECT_EQ(run(*other, "SELECT count(*) FROM t", true), "0\n");
    EXPECT_EQ(run(*session, "COMMIT"), "");
    EXPECT_EQ(run(*other, "SELECT count(*) FROM t", true), "2\n");
  }
  auto engine = open_warehouse(file, {}).value();
  auto session = engine->connect().value();
  auto request = query(lake, "SELECT sum(x) FROM t", columns({{"x", "bigint"}}));
  EXPECT_EQ(rows(*session, std::move(request)), "3\n");
  engine.reset();
  std::remove(file.c_str());
}

}  // namespace
}  // namespace tarn::engine
