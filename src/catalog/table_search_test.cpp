#include "catalog/table_search.h"

#include <gtest/gtest.h>

namespace tarn::catalog {
namespace {

class TableSearchTest : public ::testing::Test {
 protected:
  TableSearchTest() {
    access.principal = {.kind = aws::PrincipalKind::root, .account_id = "123456789012", .arn = "arn:aws:iam::123456789012:root"};
    access.region = "us-east-1";
    id = CatalogId::of(access);
    for (const char* database : {"a", "b"}) {
      EXPECT_TRUE(store->transact([&](kv::Txn& txn) { return create_database(txn, id, {.name = database}, access); }).ok());
      for (const char* name : {"one", "two", "three"}) {
        Table table{.database = database, .name = name, .description = std::string("The \"Zürich\" ledger\tof ") + name};
        table.storage.columns = {{"amount_[x]", "double"}};
        EXPECT_TRUE(store->transact([&](kv::Txn& txn) { return create_table(txn, id, table, access); }).ok());
      }
    }
  }

  std::string found(TableSearch search, size_t most = 100) {
    std::string out;
    size_t seen = 0;
    auto outcome = search_tables(*store->snapshot(), id, search, access, [&](Table&& table) -> Result<bool> {
      out += table.database + "." + table.name + " ";
      return ++seen < most;
    });
    return outcome.ok() ? out : outcome.error().message;
  }

  std::unique_ptr<kv::Store> store = kv::open_in_memory();
  aws::AccessContext access;
  CatalogId id;
};

TEST_F(TableSearchTest, WalksInOrderAndGoesOn) {
  EXPECT_EQ(found({}), "a.one a.three a.two b.one b.three b.two ");
  EXPECT_EQ(found({}, 2), "a.one a.three ");
  EXPECT_EQ(found({.after_database = "a", .after_table = "three"}), "a.two b.one b.three b.two ");
  EXPECT_EQ(found({.in_database = [](const std::string& name) { return name == "b"; }}), "b.one b.three b.two ");
}

TEST_F(TableSearchTest, LeavesNoTableOutThatHoldsTheTexts) {
  EXPECT_EQ(found({.texts = {"OF THREE"}}), "a.three b.three ");
  EXPECT_EQ(found({.texts = {"\"z\xC3\xBCrich\" ledger\tof t"}}), "a.three a.two b.three b.two ");  // characters that JSON escapes, and others
  EXPECT_EQ(found({.texts = {"AMOUNT_[X]", "of one"}}), "a.one b.one ");
  EXPECT_EQ(found({.texts = {"of one", "of two"}}), "");
  EXPECT_EQ(found({.texts = {"@", "{"}}), "");
}

TEST_F(TableSearchTest, ReportsDamage) {
  EXPECT_TRUE(store->transact([&](kv::Txn& txn) -> Result<bool> {
    auto first = TRY(txn.page(kv::Range::prefix("cat.table"), 1)).at(0);
    txn.put(first.key, "J1{\"name\":");
    return true;
  }).ok());
  EXPECT_EQ(found({}).substr(0, 29), "a stored record is not JSON: ");
}

}  // namespace
}  // namespace tarn::catalog
