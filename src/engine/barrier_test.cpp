// Non-interference: the same visible rows twice, hidden rows harmless in one table and provoking in the other. Whatever a query
// behind the barrier can tell apart is a leak.
#include <gtest/gtest.h>

#include "engine/memory_lake_testing.h"

namespace tarn::engine {
namespace {

constexpr int kRows = 5'000;

// Visible: every tenth row. Hidden rows of the bad table fail every cast, divide by zero, overflow and stand out in statistics.
std::string rows_text(bool bad) {
  std::string text;
  for (int i = 0; i < kRows; ++i) {
    bool visible = i % 10 == 0;
    auto num = visible ? std::to_string(6 + i % 90) : bad ? (i % 1000 == 1 ? "9000000" : "5") : "6";
    auto secret = visible ? std::to_string(1 + i % 300) : bad ? "HIDDEN-" + std::to_string(i) : "1";
    auto json = visible || !bad ? "{}" : "{";
    text += std::to_string(i) + "\t" + (visible ? "me" : "other" + std::to_string(i % 7)) + "\t" + num + "\t" + secret + "\t" + json + "\n";
  }
  return text;
}

PinnedTable table(const std::string& pin) {
  PinnedTable table;
  table.pin = pin;
  table.location = "s3://b/" + pin + "/";
  table.columns = columns({{"id", "int"}, {"owner", "string"}, {"num", "bigint"}, {"secret", "string"}, {"js", "string"}});
  table.storages = {{FileFormat::text, "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", {{"field.delim", "\t"}}, table.columns}};
  return table;
}

constexpr const char* kAttempts[] = {
    "SELECT count(*) FROM {T} WHERE CASE WHEN num - 5 = 0 THEN trino.fail('X: y') ELSE 1 // (num - 5) END < 9",
    "SELECT count(*) FROM {T} WHERE (num * 1000000000000) * 2000000 > 0",
    "SELECT count(*) FROM {T} WHERE sqrt(num - 6) >= 0",
    "SELECT count(*) FROM {T} WHERE CAST(secret AS INTEGER) > 0",
    "SELECT count(*) FROM {T} WHERE owner = 'me' AND CAST(secret AS INTEGER) > 0",
    "SELECT count(*) FROM {T} WHERE id >= 0 AND num IS NOT NULL AND CAST(secret AS INTEGER) > 0",
    "SELECT count(*) FROM {T} WHERE num BETWEEN 0 AND 10 AND CAST(secret AS INTEGER) > 0",
    "SELECT count(*) FROM {T} WHERE json_extract(js, '$.a') IS NULL",
    "SELECT count(*) FROM {T} WHERE len(list_transform([secret], lambda x: CAST(x AS INTEGER))) = 1",
    "SELECT count(*) FROM {T} WHERE trino.decimal_divide(1::DECIMAL(10,2), (num - 5)::DECIMAL(10,2)) < 9",
    "SELECT count(*) FROM {T} WHERE trino.from_base(secret, 10) > 0",
    "SELECT count(*) FROM {T} t JOIN range(100) u(x) ON CAST(t.secret AS INTEGER) = u.x",
    "SELECT count(*) FROM range(100) u(x) LEFT JOIN {T} t ON u.x = t.id AND CAST(t.secret AS INTEGER) > 0",
    "SELECT count(*) FROM range(100) u(x) WHERE x IN (SELECT CAST(secret AS INTEGER) FROM {T})",
    "SELECT sum((SELECT count(*) FROM {T} t WHERE t.id = u.x AND CAST(t.secret AS INTEGER) > 0)) FROM range(20) u(x)",
    "SELECT max(w) FROM (SELECT sum(CAST(secret AS INTEGER)) OVER (PARTITION BY owner ORDER BY id) w FROM {T})",
    "SELECT count(*) FROM (SELECT CAST(secret AS INTEGER) FROM {T} LIMIT 3 OFFSET 4)",
    "SELECT count(*) FROM (SELECT id FROM {T} QUALIFY row_number() OVER (ORDER BY CAST(secret AS INTEGER)) < 3)",
    "SELECT min(num) + max(num) + count(*) FROM {T}",
    "SELECT count(DISTINCT stats(num)) FROM {T}",
    "SELECT count(*) FROM (SELECT * FROM {T} UNION ALL SELECT * FROM {T}) WHERE CAST(secret AS INTEGER) > 0",
    "SELECT count(TRY_CAST(secret AS INTEGER)) FROM {T}",
    "SELECT count(*) FROM (SELECT id FROM {T} ORDER BY CAST(secret AS INTEGER), id LIMIT 2)",
    "SELECT count(*) FROM (SELECT CAST(secret AS INTEGER) % 7 g, count(*) FROM {T} GROUP BY ALL HAVING g >= 0)",
    "SELECT count(*) FILTER (CAST(secret AS INTEGER) > 0) FROM {T}",
    "SELECT count(*) FROM (SELECT 5 AS n) p JOIN {T} t ON t.num = p.n AND CAST(t.secret AS INTEGER) > 0",
    "SELECT count(*) FROM {T} WHERE num = 5 OR CAST(secret AS INTEGER) > 0",
};

std::string with(std::string sql, const std::string& relation) {
  for (auto at = sql.find("{T}"); at != std::string::npos; at = sql.find("{T}")) sql.replace(at, 3, relation);
  return sql;
}

TEST(Barrier, LetsNothingThrough) {
  MemoryLake lake;
  lake.objects["s3://b/good/1"] = rows_text(false);
  lake.objects["s3://b/bad/1"] = rows_text(true);
  auto engine = open_lake_engine({.threads = 2}).value();
  auto session = engine->connect().value();
  for (auto* policy : {"owner = 'me'", "lower(owner) = 'me'", "owner IN (SELECT 'm' || 'e')"}) {
    auto relation = std::string("(SELECT * FROM tarn_barrier((SELECT id, owner, num, secret, js FROM tarn_scan(0) WHERE ") + policy + ")))";
    for (auto* attempt : kAttempts) {
      auto ask = [&](const char* pin) { return rows(*session, query(lake, with(attempt, relation), columns({{"n", "bigint"}}), {table(pin)})); };
      auto good = ask("good"), bad = ask("bad");
      EXPECT_EQ(good, bad) << policy << ": " << attempt;
      EXPECT_FALSE(good.starts_with("ERROR GENERIC_INTERNAL_ERROR")) << attempt << "\n" << good;
    }
  }
}

TEST(Barrier, StillPrunesWhatTheScanReads) {
  MemoryLake lake;
  auto engine = open_lake_engine({.threads = 2}).value();
  auto session = engine->connect().value();
  auto wide = columns({{"id", "int"}, {"owner", "string"}, {"text", "string"}});
  auto write = query(lake, "SELECT i::INTEGER, CASE WHEN i % 10 = 0 THEN 'me' ELSE 'x' END, md5(i::VARCHAR) FROM range(100000) t(i)", wide);
  write.write = WriteTarget{.directory = "s3://b/w/", .compression = "none"};
  ASSERT_TRUE(session->run(std::move(write)).ok());
  PinnedTable parquet = table("w");
  parquet.columns = wide;
  parquet.storages = {{FileFormat::parquet, "ParquetHiveSerDe", {}, wide}};
  auto scanned = [&](const std::string& sql) {
    auto request = query(lake, sql, columns({{"n", "bigint"}}), {parquet});
    auto metrics = request.metrics;
    EXPECT_FALSE(rows(*session, std::move(request)).starts_with("ERROR")) << sql;
    return metrics->bytes_scanned.load();
  };
  auto guarded = [](const char* what) { return std::string("SELECT ") + what + " FROM tarn_barrier((SELECT id, owner, text FROM tarn_scan(0) WHERE owner = 'me'))"; };
  auto narrow = scanned(guarded("sum(id)")), all = scanned(guarded("sum(id) + max(length(text))"));
  EXPECT_LT(narrow * 3, all);
}

}  // namespace
}  // namespace tarn::engine
