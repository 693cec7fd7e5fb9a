// Bytes first, then the record that makes them visible.
#include <map>
#include <mutex>
#include <thread>

#include "blob/files.h"
#include "every_call.h"
#include "kv/store.h"

namespace tarn::crash {
namespace {

constexpr const char* kStore = "/data/kv";
constexpr const char* kBlobs = "/data/blobs";
constexpr int kWriters = 3;
constexpr int kObjects = 2;

struct Server {
  SeededRandom random{7};
  std::unique_ptr<kv::Store> store;
  std::unique_ptr<blob::Files> blobs;
};

std::unique_ptr<Server> open_server(io::PowerCutFiles& files, uint64_t seed) {
  auto server = std::make_unique<Server>();
  for (uint64_t i = 0; i < seed; ++i) server->random.next_u64();  // a restarted server draws other ids
  auto store = kv::open_rocksdb(kStore, files);
  if (!store.ok()) return nullptr;
  server->store = std::move(store).value();
  auto blobs = blob::open_files(kBlobs, files, server->random);
  if (!blobs.ok()) return nullptr;
  server->blobs = std::move(blobs).value();
  return server;
}

void reopen(io::PowerCutFiles& files) { open_server(files, 9); }

std::string object_key(int writer, int i) { return "object/" + std::to_string(writer) + "/" + std::to_string(i); }
std::string body_of(const std::string& key) { return key + std::string(80'000 + key.back() * 700, key.back()); }

std::string encode(const blob::BlobId& id) { return std::string(reinterpret_cast<const char*>(&id), sizeof id); }
blob::BlobId decode(const std::string& value) {
  blob::BlobId id;
  value.copy(reinterpret_cast<char*>(&id), sizeof id);
  return id;
}

Result<void> put_object(Server& server, const std::string& key) {
  auto writer = TRY(server.blobs->create());
  TRY(writer->append(body_of(key)));
  auto stored = TRY(writer->finish());
  TRY(server.store->transact([&](kv::Txn& txn) -> Result<bool> {
    txn.put(key, encode(stored.id));
    return true;
  }));
  return {};
}

Result<void> delete_object(Server& server, const std::string& key) {
  auto id = TRY(server.store->transact([&](kv::Txn& txn) -> Result<std::string> {
    auto value = TRY(txn.get(key));
    txn.erase(key);
    return value.value_or("");
  }));
  return id.empty() ? Result<void>() : server.blobs->remove(decode(id));
}

struct Outcomes {
  std::mutex mutex;
  std::map<std::string, bool> acknowledged;  // true: put, false: deleted
  std::map<std::string, bool> started;       // the last thing tried
};

void work_on(Server& server, Outcomes& outcomes, int writer) {
  for (int i = 0; i < kObjects; ++i)
    for (bool put : {true, false}) {
      if (!put && i % 2 == 0) continue;  // every second object is deleted again
      auto key = object_key(writer, i);
      {
        std::lock_guard lock(outcomes.mutex);
        outcomes.started[key] = put;
      }
      auto result = put ? put_object(server, key) : delete_object(server, key);
      std::lock_guard lock(outcomes.mutex);
      if (result.ok()) outcomes.acknowledged[key] = put;
    }
}

void expect_body(Server& server, const std::string& key, const blob::BlobId& id) {
  auto reader = server.blobs->open(id);
  ASSERT_TRUE(reader.ok()) << key << " has no bytes: " << reader.error().message;
  std::string body((*reader)->size(), '\0');
  auto got = (*reader)->read_at(0, body);
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_EQ(body, body_of(key));
}

void check_object(Server& server, Outcomes& outcomes, const std::string& key) {
  auto value = server.store->snapshot()->get(key).value();
  if (value) expect_body(server, key, decode(*value));
  auto acknowledged = outcomes.acknowledged.find(key);
  if (acknowledged == outcomes.acknowledged.end()) return;
  bool overtaken = outcomes.started[key] != acknowledged->second;  // a later change began, and may have gone through
  if (!overtaken) {
    EXPECT_EQ(value.has_value(), acknowledged->second) << key;
  }
}

Scenario objects_in_two_phases() {
  auto outcomes = std::make_shared<Outcomes>();
  auto work = [outcomes](io::PowerCutFiles& files) {
    auto server = open_server(files, 1);
    if (!server) return;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < kWriters; ++writer) threads.emplace_back([&, writer] { work_on(*server, *outcomes, writer); });
    for (auto& thread : threads) thread.join();
  };
  auto check = [outcomes](io::PowerCutFiles& files) {
    auto server = open_server(files, 2);
    ASSERT_TRUE(server);
    for (int writer = 0; writer < kWriters; ++writer)
      for (int i = 0; i < kObjects; ++i) check_object(*server, *outcomes, object_key(writer, i));
    auto names = files.list(std::string(kBlobs) + "/incoming");
    EXPECT_EQ(names.value(), std::vector<std::string>());
  };
  return {[](io::PowerCutFiles&) {}, work, check};
}

TEST(BlobPowerCut, ObjectsAreThereWithTheirBytesOrAbsent) { stop_at_every_call(objects_in_two_phases, reopen); }
TEST(BlobPowerCut, ObjectsWhileOneCallFails) { fail_every_call(objects_in_two_phases); }

TEST(BlobPowerCut, WhatIsFinishedIsWholeWhereverThePowerGoes) {
  auto fresh = [] {
    auto done = std::make_shared<std::vector<blob::StoredBlob>>();
    auto work = [done](io::PowerCutFiles& files) {
      SeededRandom random(3);
      auto blobs = blob::open_files(kBlobs, files, random);
      if (!blobs.ok()) return;
      for (size_t size : {0, 1, 65'536, 700'000}) {
        auto writer = (*blobs)->create();
        if (!writer.ok() || !(*writer)->append(std::string(size, 'x')).ok()) return;
        auto stored = (*writer)->finish();
        if (!stored.ok()) return;
        done->push_back(*stored);
      }
    };
    auto check = [done](io::PowerCutFiles& files) {
      SeededRandom random(4);
      auto blobs = blob::open_files(kBlobs, files, random).value();
      for (auto& stored : *done) EXPECT_EQ(blobs->verify(stored.id).value(), std::vector<std::string>());
      EXPECT_TRUE(blobs
                      ->for_each([&](const blob::StoredBlob& stored) -> Result<void> {
                        EXPECT_EQ(blobs->verify(stored.id).value(), std::vector<std::string>()) << "an unfinished blob has its final name";
                        return {};
                      })
                      .ok());
    };
    return Scenario{[](io::PowerCutFiles&) {}, work, check};
  };
  stop_at_every_call(fresh, [](io::PowerCutFiles& files) {
    SeededRandom random(5);
    auto blobs = blob::open_files(kBlobs, files, random);
  });
}

}  // namespace
}  // namespace tarn::crash
