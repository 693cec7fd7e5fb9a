#include <gtest/gtest.h>

#include <algorithm>

#include "catalog/column_statistics.h"
#include "catalog/partition_index.h"
#include "catalog/partitions.h"
#include "catalog/purge.h"

namespace tarn::catalog {
namespace {

class CatalogTest : public ::testing::Test {
 protected:
  template <class Fn>
  std::invoke_result_t<Fn&, kv::Txn&> change(Fn fn) {
    return store->transact(fn);
  }

  CatalogTest() {
    access.principal = {.kind = aws::PrincipalKind::root, .account_id = "123456789012", .arn = "arn:aws:iam::123456789012:root"};
    access.region = "us-east-1";
    access.now = clock.now();
    id = CatalogId::of(access);
    EXPECT_TRUE(change([&](kv::Txn& txn) { return create_database(txn, id, {.name = "Sales"}, access); }).ok());
  }

  Table make_table(const std::string& name) {
    Table table{.database = "sales", .name = name, .partition_keys = {{"Year", "int"}, {"city", "string"}}};
    table.storage.columns = {{"id", "bigint"}, {"amount", "double"}};
    table.storage.location = "s3://lake/" + name + "/";
    return *change([&](kv::Txn& txn) { return create_table(txn, id, table, access); });
  }
  Partition partition(const std::string& year, const std::string& city) {
    Partition out{.values = {year, city}};
    out.storage.columns = {{"id", "bigint"}};
    out.storage.location = "s3://lake/t/" + year + "/" + city + "/";
    out.storage.parameters = {{"count", year}};
    return out;
  }
  size_t rows() {
    size_t n = 0;
    EXPECT_TRUE(store->snapshot()->scan({"", ""}, [&](std::string_view, std::string_view) { return ++n, true; }).ok());
    return n;
  }

  ManualClock clock;
  std::unique_ptr<kv::Store> store = kv::open_in_memory();
  aws::AccessContext access;
  CatalogId id;
};

TEST_F(CatalogTest, DatabasesFoldTheirNamesAndList) {
  EXPECT_EQ(change([&](kv::Txn& txn) { return create_database(txn, id, {.name = "SALES"}, access); }).error().code, "AlreadyExistsException");
  for (const char* name : {"b", "a", "c"}) ASSERT_TRUE(change([&](kv::Txn& txn) { return create_database(txn, id, {.name = name}, access); }).ok());
  auto reader = store->snapshot();
  auto page = *list_databases(*reader, id, {.limit = 2}, access);
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.items[1].name, "b");
  EXPECT_EQ(page.next, "b");
  page = *list_databases(*reader, id, {.after = "b", .limit = 2}, access);
  EXPECT_EQ(page.items[1].name, "sales");
  EXPECT_EQ(page.next, std::nullopt);
  EXPECT_EQ(get_database(*reader, id, "none", access).error().message, "Database none not found.");
  EXPECT_EQ(get_database(*reader, {"123456789012", "eu-west-1"}, "sales", access).error().code, "EntityNotFoundException");
}

TEST_F(CatalogTest, TablesKeepVersionsAndCompareThem) {
  Table table = make_table("Orders");
  EXPECT_EQ(table.name, "orders");
  EXPECT_EQ(table.partition_keys[0].name, "year");
  EXPECT_EQ(change([&](kv::Txn& txn) { return create_table(txn, id, table, access); }).error().code, "AlreadyExistsException");

  table.description = "second";
  EXPECT_EQ(change([&](kv::Txn& txn) { return update_table(txn, id, table, {.expected_version = 0}, access); })->version, 1u);
  EXPECT_EQ(change([&](kv::Txn& txn) { return update_table(txn, id, table, {.expected_version = 0}, access); }).error().code, "ConcurrentModificationException");
  EXPECT_EQ(change([&](kv::Txn& txn) { return update_table(txn, id, table, {.skip_archive = true}, access); })->version, 2u);
  Table current = *change([&](kv::Txn& txn) { return update_table(txn, id, table, {}, access); });

  auto reader = store->snapshot();
  EXPECT_EQ((*find_table_version(*reader, current, 0))->description, "");
  EXPECT_FALSE(find_table_version(*reader, current, 1)->has_value());  // skip_archive
  auto first = *list_table_versions(*reader, current, {.limit = 2});
  ASSERT_EQ(first.items.size(), 2u);
  EXPECT_EQ(first.items[0].version, 3u);
  EXPECT_EQ(first.items[1].version, 2u);
  auto second = *list_table_versions(*reader, current, {.after = *first.next, .limit = 2});
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].version, 0u);
  EXPECT_EQ(change([&](kv::Txn& txn) { return delete_table_version(txn, current, 3); }).error().code, "InvalidInputException");
  EXPECT_TRUE(change([&](kv::Txn& txn) { return delete_table_version(txn, current, 0); }).ok());
  EXPECT_EQ(change([&](kv::Txn& txn) { return delete_table_version(txn, current, 0); }).error().message, "Version not found.");
}

TEST_F(CatalogTest, PartitionsAreCreatedListedFilteredAndMoved) {
  Table table = make_table("t");
  std::vector<Partition> all;
  for (const char* year : {"2023", "2024", "10"})
    for (const char* city : {"a", "b"}) all.push_back(partition(year, city));
  all.push_back(partition("2023", "a"));
  all.push_back({.values = {"2023"}});
  auto refused = *change([&](kv::Txn& txn) { return create_partitions(txn, table, all, access); });
  ASSERT_EQ(refused.size(), 2u);
  EXPECT_EQ(refused[0].error.message, "Partition already exists.");
  EXPECT_EQ(refused[1].error.message, "The number of partition keys do not match the number of partition values");

  auto reader = store->snapshot();
  auto filter = *PartitionExpression::parse("year > 2000 and city = 'b'", table.partition_keys);
  auto found = *all_partitions(*reader, table, &filter, access);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].values, (std::vector<std::string>{"2023", "b"}));
  EXPECT_EQ(found[0].storage, all[1].storage);

  std::vector<std::string> seen;
  PartitionQuery query{.limit = 4};
  for (int pages = 0; pages < 3; ++pages) {
    auto page = *list_partitions(*reader, table, query, access);
    for (const auto& item : page.items) seen.push_back(item.values[0] + item.values[1]);
    if (!page.next) break;
    query.after = *page.next;
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"10a", "10b", "2023a", "2023b", "2024a", "2024b"}));

  size_t in_segments = 0;
  for (uint32_t segment = 0; segment < 3; ++segment) in_segments += list_partitions(*reader, table, {.segment = segment, .segments = 3}, access)->items.size();
  EXPECT_EQ(in_segments, 6u);

  Partition moved = partition("2025", "z");
  EXPECT_TRUE(change([&](kv::Txn& txn) { return update_partition(txn, table, {"10", "a"}, moved, access); }).ok());
  EXPECT_EQ(change([&](kv::Txn& txn) { return update_partition(txn, table, {"10", "b"}, moved, access); }).error().code, "AlreadyExistsException");
  EXPECT_EQ(get_partition(*store->snapshot(), table, {"10", "a"}).error().message, "Cannot find partition.");
  EXPECT_TRUE(change([&](kv::Txn& txn) { return delete_partition(txn, table, {"2025", "z"}); }).ok());
  EXPECT_EQ(change([&](kv::Txn& txn) { return delete_partition(txn, table, {"2025", "z"}); }).error().code, "EntityNotFoundException");
}

TEST_F(CatalogTest, SeeksWhenTheFirstKeyIsPinned) {
  Table table{.database = "sales", .name = "p", .partition_keys = {{"city", "string"}, {"n", "int"}}};
  table = *change([&](kv::Txn& txn) { return create_table(txn, id, table, access); });
  std::vector<Partition> all;
  for (const char* city : {"a", "ab", "b", "c"})
    for (int n = 0; n < 3; ++n) all.push_back({.values = {city, std::to_string(n)}});
  ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partitions(txn, table, all, access); })->empty());
  auto filter = *PartitionExpression::parse("city in ('c', 'a') and n >= 1", table.partition_keys);
  std::vector<std::string> seen;
  PartitionQuery query{.filter = &filter, .limit = 1};
  auto reader = store->snapshot();
  while (true) {
    auto page = *list_partitions(*reader, table, query, access);
    for (const auto& item : page.items) seen.push_back(item.values[0] + item.values[1]);
    if (!page.next) break;
    query.after = *page.next;
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"a1", "a2", "c1", "c2"}));
}

// Whatever path a listing takes (the partitions, an index being filled, an index), filters find the same, in pages of every size.
TEST_F(CatalogTest, IndexesChangeNoAnswer) {
  Table table{.database = "sales", .name = "i", .partition_keys = {{"city", "string"}, {"n", "int"}, {"day", "date"}}};
  table = *change([&](kv::Txn& txn) { return create_table(txn, id, table, access); });
  std::vector<Partition> all;
  for (const char* city : {"a", "b", "c", "d"})
    for (int n = -2; n < 12; ++n) all.push_back({.values = {city, std::to_string(n), "2024-01-0" + std::to_string(1 + (n + 2) % 3)}});
  ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partitions(txn, table, all, access); })->empty());
  auto found = [&](const char* text, size_t limit) {
    auto filter = *PartitionExpression::parse(text, table.partition_keys);
    PartitionQuery query{.filter = &filter, .limit = limit};
    std::vector<std::string> seen;
    auto reader = store->snapshot();
    for (bool more = true; more;) {
      auto page = *list_partitions(*reader, table, query, access);
      for (const auto& item : page.items) seen.push_back(item.values[0] + "/" + item.values[1] + "/" + item.values[2]);
      more = page.next.has_value();
      query.after = page.next.value_or("");
    }
    std::sort(seen.begin(), seen.end());
    return seen;
  };
  auto check = [&](const char* when) {
    for (const char* text : {"n = 3", "n > 9", "n between -1 and 2 and city <> 'b'", "day = '2024-01-02'", "n = 3 or n = 5", "n in (1, 11) and day > '2024-01-01'", "not n < 11"}) {
      const auto filter = *PartitionExpression::parse(text, table.partition_keys);
      std::vector<std::string> expected;
      const auto every = *all_partitions(*store->snapshot(), table, nullptr, access);
      for (const Partition& item : every)
        if (*filter.matches(item.values)) expected.push_back(item.values[0] + "/" + item.values[1] + "/" + item.values[2]);
      std::sort(expected.begin(), expected.end());
      for (size_t limit : {1, 2, 7, 1000}) EXPECT_EQ(found(text, limit), expected) << text << " " << when;
    }
  };
  check("without indexes");
  ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partition_index(txn, table, "by-n", {"N"}); }).ok());
  EXPECT_EQ(partition_indexes(*store->snapshot(), table)->at(0).state, IndexState::creating);
  EXPECT_GT(*advance_partition_indexes(*store, 10), 0u);
  check("half filled");
  ASSERT_TRUE(change([&](kv::Txn& txn) { return delete_partition(txn, table, {"a", "-2", "2024-01-01"}); }).ok());
  ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partition(txn, table, {.values = {"e", "3", "2024-01-02"}}, access); }).ok());
  while (*advance_partition_indexes(*store, 10) > 0) {}
  EXPECT_EQ(partition_indexes(*store->snapshot(), table)->at(0).state, IndexState::active);
  check("filled");
  ASSERT_TRUE(change([&](kv::Txn& txn) { return update_partition(txn, table, {"e", "3", "2024-01-02"}, {.values = {"e", "4", "2024-01-02"}}, access); }).ok());
  check("after a rename");
  EXPECT_EQ(change([&](kv::Txn& txn) { return create_partition(txn, table, {.values = {"e", "x", "2024-01-02"}}, access); }).error().code, "InvalidInputException");
  EXPECT_EQ(change([&](kv::Txn& txn) { return create_partition_index(txn, table, "by-day", {"day"}); }).error().code, "InvalidInputException");
  Table retyped = table;
  retyped.partition_keys[1].type = "string";
  EXPECT_EQ(change([&](kv::Txn& txn) { return update_table(txn, id, retyped, {}, access); }).error().code, "InvalidInputException");
  ASSERT_TRUE(change([&](kv::Txn& txn) { return delete_partition_index(txn, table, "by-n"); }).ok());
  check("being deleted");
  while (*advance_partition_indexes(*store, 10) > 0) {}
  EXPECT_TRUE(partition_indexes(*store->snapshot(), table)->empty());
}

TEST_F(CatalogTest, AnIndexOverBadValuesFailsAndNamesThem) {
  Table table{.database = "sales", .name = "i", .partition_keys = {{"n", "int"}}};
  table = *change([&](kv::Txn& txn) { return create_table(txn, id, table, access); });
  for (const char* value : {"1", "x", kNullPartition.data()}) ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partition(txn, table, {.values = {value}}, access); }).ok());
  ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partition_index(txn, table, "n", {"n"}); }).ok());
  while (*advance_partition_indexes(*store, 10) > 0) {}
  const auto index = partition_indexes(*store->snapshot(), table)->at(0);
  EXPECT_EQ(index.state, IndexState::failed);
  ASSERT_EQ(index.errors.size(), 1u);
  EXPECT_EQ(index.errors[0].code, "INVALID_PARTITION_TYPE_DATA_ERROR");
  EXPECT_EQ(index.errors[0].partition, std::vector<std::string>{"x"});
}

TEST_F(CatalogTest, ThousandPartitionsShareOneLayoutAndAreSmall) {
  Table table = make_table("s");
  const size_t before = rows();
  size_t bytes = 0;
  std::vector<Partition> all;
  for (int n = 0; n < 1000; ++n) {
    Partition item{.values = {std::to_string(n), "x"}, .parameters = {{"objectCount", "1"}, {"sizeKey", std::to_string(n)}}};
    item.storage = table.storage;
    item.storage.location += "year=" + item.values[0] + "/city=x/";
    all.push_back(std::move(item));
  }
  ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partitions(txn, table, all, access); })->empty());
  EXPECT_EQ(rows(), before + 1001);
  EXPECT_TRUE(store->snapshot()->scan({"cat.partition", ""}, [&](std::string_view key, std::string_view value) {
    if (key.starts_with("cat.partition")) bytes += key.size() + value.size();
    return true;
  }).ok());
  EXPECT_LT(bytes, 100u * 1000);
  const auto read = *all_partitions(*store->snapshot(), table, nullptr, access);
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(read[i].storage, all[i].storage);
    EXPECT_EQ(read[i].parameters, all[i].parameters);
  }
}

TEST_F(CatalogTest, DeletedTablesComeBackEmptyAndLeaveNothing) {
  const size_t before = rows();
  for (int round = 0; round < 2; ++round) {
    Table table = make_table("t");
    std::vector<Partition> all;
    for (int n = 0; n < 20; ++n) all.push_back(partition(std::to_string(n), "x"));
    ASSERT_TRUE(change([&](kv::Txn& txn) { return create_partitions(txn, table, all, access); })->empty());
    ASSERT_TRUE(change([&](kv::Txn& txn) { return put_column_statistics(txn, table, nullptr, {.column = "id", .column_type = "bigint", .document = "{}"}); }).ok());
    ASSERT_TRUE(change([&](kv::Txn& txn) { return update_table(txn, id, table, {}, access); }).ok());
    ASSERT_TRUE(change([&](kv::Txn& txn) -> Result<void> {
      return round == 0 ? delete_table(txn, id, "sales", "t", access) : delete_database(txn, id, "sales", access);
    }).ok());
    if (round == 0) {
      Table again = make_table("t");
      EXPECT_TRUE(all_partitions(*store->snapshot(), again, nullptr, access)->empty());
      EXPECT_FALSE(find_column_statistics(*store->snapshot(), again, nullptr, "id")->has_value());
      ASSERT_TRUE(change([&](kv::Txn& txn) { return delete_table(txn, id, "sales", "t", access); }).ok());
    }
  }
  size_t steps = 0;
  while (*purge_deleted(*store, 7) > 0) ASSERT_LT(++steps, 100u);
  EXPECT_EQ(rows(), before - 1);  // all but the counter of ids; the database is gone
}

TEST_F(CatalogTest, UpdatesDropStatisticsOfChangedColumns) {
  Table table = make_table("t");
  for (const char* column : {"id", "amount"})
    ASSERT_TRUE(change([&](kv::Txn& txn) { return put_column_statistics(txn, table, nullptr, {.column = column, .column_type = "x", .document = "{}"}); }).ok());
  table.storage.columns[1].type = "decimal(10,2)";
  table = *change([&](kv::Txn& txn) { return update_table(txn, id, table, {}, access); });
  EXPECT_TRUE(find_column_statistics(*store->snapshot(), table, nullptr, "ID")->has_value());
  EXPECT_FALSE(find_column_statistics(*store->snapshot(), table, nullptr, "amount")->has_value());
}

}  // namespace
}  // namespace tarn::catalog
