// Catalog changes, each beside another writer: the power goes at every write and sync. What was acknowledged is there, the rest is
// absent or whole, and once everything is deleted no row stays at rest.
#include <thread>

#include "catalog/partitions.h"
#include "catalog/purge.h"
#include "every_call.h"
#include "expected.h"

namespace tarn::crash {
namespace {

using namespace tarn::catalog;

constexpr const char* kDatabase = "sales";
constexpr size_t kPurgeStep = 3;  // small: a deleted table goes in several transactions

struct Server {
  std::unique_ptr<kv::Store> store;
  aws::AccessContext who;

  CatalogId catalog() const { return CatalogId::of(who); }

  template <class Fn>
  std::invoke_result_t<Fn&, kv::Txn&> transact(Fn fn) {
    return store->transact(fn);
  }
};

std::unique_ptr<Server> open_server(io::PowerCutFiles& files) {
  auto server = std::make_unique<Server>();
  auto store = kv::open_rocksdb("/data/kv", files);
  if (!store.ok()) return nullptr;
  server->store = std::move(store).value();
  server->who.principal = {.kind = aws::PrincipalKind::root, .account_id = "111122223333", .arn = "arn:aws:iam::111122223333:root"};
  server->who.region = "us-east-1";
  return server;
}

void reopen(io::PowerCutFiles& files) { open_server(files); }

using Values = std::vector<std::vector<std::string>>;

Values cities(const std::string& year, const std::vector<std::string>& names) {
  Values out;
  for (auto& name : names) out.push_back({year, name});
  return out;
}

std::string text_of(const Values& partitions) {
  std::string out;
  for (auto& values : partitions) out += " " + values[0] + "/" + values[1];
  return out;
}

// What is expected of a table: its state, the versions that can be read, its partitions, in one text.
std::string whole(uint64_t version, const std::string& description, const Values& partitions) {
  return description + ", versions to " + std::to_string(version) + ", partitions" + text_of(partitions);
}

std::vector<Partition> partitions_at(const Values& values) {
  std::vector<Partition> out;
  for (auto& each : values) {
    Partition partition{.values = each};
    partition.storage.location = "s3://lake/" + each[0] + "/" + each[1];
    partition.storage.columns = {{"id", "bigint"}};
    out.push_back(std::move(partition));
  }
  return out;
}

// ---- operations: each is one transaction, as a handler's is

Result<void> make_table(Server& server, const std::string& name, const std::string& description, const Values& partitions = {}) {
  return server.transact([&](kv::Txn& txn) -> Result<void> {
    Table table{.database = kDatabase, .name = name, .description = description, .partition_keys = {{"year", "string"}, {"city", "string"}}};
    auto made = TRY(create_table(txn, server.catalog(), table, server.who));
    auto refused = TRY(create_partitions(txn, made, partitions_at(partitions), server.who));
    return refused.empty() ? Result<void>() : refused[0].error;
  });
}

Result<void> describe(Server& server, const std::string& name, const std::string& description) {
  return server.transact([&](kv::Txn& txn) -> Result<void> {
    auto table = TRY(get_table(txn, server.catalog(), kDatabase, name, server.who));
    table.description = description;
    TRY(update_table(txn, server.catalog(), table, {}, server.who));
    return {};
  });
}

Result<void> add_partitions(Server& server, const std::string& name, const Values& values) {
  return server.transact([&](kv::Txn& txn) -> Result<void> {
    auto table = TRY(get_table(txn, server.catalog(), kDatabase, name, server.who));
    auto refused = TRY(create_partitions(txn, table, partitions_at(values), server.who));
    return refused.empty() ? Result<void>() : refused[0].error;
  });
}

Result<void> drop_table(Server& server, const std::string& name) {
  return server.transact([&](kv::Txn& txn) { return delete_table(txn, server.catalog(), kDatabase, name, server.who); });
}

void purge(Server& server) {
  while (true) {
    auto removed = purge_deleted(*server.store, kPurgeStep);
    if (!removed.ok() || *removed == 0) return;
  }
}

// ---- what is found

Values partitions_of(kv::Reader& reader, Server& server, const Table& table, const std::string& year = {}) {
  Values out;
  auto found = all_partitions(reader, table, nullptr, server.who);
  EXPECT_TRUE(found.ok());
  if (!found.ok()) return out;
  for (auto& partition : *found) {
    EXPECT_EQ(partition.storage.columns, (std::vector<Column>{{"id", "bigint"}})) << "its layout is missing";
    if (year.empty() || partition.values[0] == year) out.push_back(partition.values);
  }
  return out;
}

// Of "table" the whole text; of "table/year" the partitions of that year, nothing when there are none.
Expected::Content found_at(Server& server, const std::string& key) {
  auto reader = server.store->snapshot();
  auto slash = key.find('/');
  auto table = find_table(*reader, server.catalog(), kDatabase, key.substr(0, slash), server.who);
  EXPECT_TRUE(table.ok()) << table.error().message;
  if (!table.ok() || !*table) return std::nullopt;
  if (slash != std::string::npos) {
    auto of_year = partitions_of(*reader, server, **table, key.substr(slash + 1));
    return of_year.empty() ? Expected::Content() : text_of(of_year);
  }
  for (uint64_t version = 0; version <= (*table)->version; ++version) {
    auto kept = find_table_version(*reader, **table, version);
    EXPECT_TRUE(kept.ok() && *kept) << key << " has lost version " << version;
  }
  return whole((*table)->version, (*table)->description, partitions_of(*reader, server, **table));
}

void expect_contents(Server& server, const Expected& expected) {
  for (auto& [key, possible] : expected.all()) {
    auto content = found_at(server, key);
    EXPECT_TRUE(possible.contains(content)) << key << " is: " << content.value_or("missing");
  }
}

// Deletes everything: what is then left hangs on nothing.
void expect_no_rows_left(Server& server) {
  auto deleted = server.transact([&](kv::Txn& txn) { return delete_database(txn, server.catalog(), kDatabase, server.who); });
  ASSERT_TRUE(deleted.ok()) << deleted.error().message;
  purge(server);
  ASSERT_TRUE(server.store->snapshot()->scan({"", ""}, [](std::string_view key, std::string_view) {
    EXPECT_TRUE(key.starts_with("cat.id")) << "left over: " << key;
    return true;
  }).ok());
}

using Work = std::function<void(Server&, Expected&)>;

// `setup` is acknowledged with power; `one` and `other` run beside each other while it goes.
std::function<Scenario()> scenario(Work setup, Work one, Work other) {
  return [=] {
    auto expected = std::make_shared<Expected>();
    Scenario made;
    made.prepare = [=](io::PowerCutFiles& files) {
      auto server = open_server(files);
      ASSERT_TRUE(server);
      ASSERT_TRUE(server->transact([&](kv::Txn& txn) { return create_database(txn, server->catalog(), {.name = kDatabase}, server->who); }).ok());
      setup(*server, *expected);
    };
    made.work = [=](io::PowerCutFiles& files) {
      auto server = open_server(files);
      if (!server) return;
      std::thread beside([&] { other(*server, *expected); });
      one(*server, *expected);
      beside.join();
    };
    made.check = [=](io::PowerCutFiles& files) {
      auto server = open_server(files);
      ASSERT_TRUE(server);
      expect_contents(*server, *expected);
      purge(*server);
      expect_contents(*server, *expected);
      expect_no_rows_left(*server);
    };
    return made;
  };
}

void nothing(Server&, Expected&) {}

// A table of its own, made, changed and dropped in the same database, whose ids come from the same counter.
void another_table(Server& s, Expected& e) {
  change(e, "other", whole(0, "made", {}), [&] { return make_table(s, "other", "made"); });
  change(e, "other", whole(1, "changed", {}), [&] { return describe(s, "other", "changed"); });
  change(e, "other", std::nullopt, [&] { return drop_table(s, "other"); });
}

TEST(CatalogPowerCut, CreateTable) {
  auto one = [](Server& s, Expected& e) {
    auto some = cities("2024", {"a", "b", "c"});
    change(e, "plain", whole(0, "plain", {}), [&] { return make_table(s, "plain", "plain"); });
    change(e, "filled", whole(0, "with partitions", some), [&] { return make_table(s, "filled", "with partitions", some); });
  };
  stop_at_every_call(scenario(nothing, one, another_table), reopen);
}

TEST(CatalogPowerCut, UpdateTable) {
  auto setup = [](Server& s, Expected& e) { change(e, "orders", whole(0, "first", {}), [&] { return make_table(s, "orders", "first"); }); };
  auto one = [](Server& s, Expected& e) {
    uint64_t version = 0;
    for (const char* description : {"second", "third"})
      change(e, "orders", whole(++version, description, {}), [&] { return describe(s, "orders", description); });
  };
  stop_at_every_call(scenario(setup, one, another_table), reopen);
}

TEST(CatalogPowerCut, BatchCreatePartitionIntoOneTableFromTwoSides) {
  auto setup = [](Server& s, Expected&) { ASSERT_TRUE(make_table(s, "orders", "shared").ok()); };
  auto adds = [](const std::string& year) {
    return [year](Server& s, Expected& e) {
      std::vector<std::string> there;
      for (auto names : {std::vector<std::string>{"a", "b", "c"}, std::vector<std::string>{"d", "e"}}) {
        there.insert(there.end(), names.begin(), names.end());
        change(e, "orders/" + year, text_of(cities(year, there)), [&] { return add_partitions(s, "orders", cities(year, names)); });
      }
    };
  };
  stop_at_every_call(scenario(setup, adds("2023"), adds("2024")), reopen);
}

TEST(CatalogPowerCut, DeleteTableAndMakeItAgainWhileItIsPurged) {
  auto partitions = cities("2024", {"a", "b", "c", "d", "e"});
  auto setup = [=](Server& s, Expected& e) {
    change(e, "orders", whole(0, "old", partitions), [&] { return make_table(s, "orders", "old", partitions); });
  };
  auto one = [](Server& s, Expected& e) {
    change(e, "orders", std::nullopt, [&] { return drop_table(s, "orders"); });
    change(e, "orders", whole(0, "new", {}), [&] { return make_table(s, "orders", "new"); });
  };
  auto other = [](Server& s, Expected& e) {
    purge(s);
    another_table(s, e);
    purge(s);
  };
  stop_at_every_call(scenario(setup, one, other), reopen);
}

}  // namespace
}  // namespace tarn::crash
