// PUT, multipart completion, delete and copy, each beside another writer: the power goes at every write and sync. What was
// acknowledged is there, the rest is absent or whole, and no byte stays at rest that no record refers to.
#include <set>
#include <thread>

#include "every_call.h"
#include "expected.h"
#include "objects/copy.h"
#include "objects/list.h"
#include "objects/multipart.h"
#include "objects/objects_for_tests.h"
#include "objects/outbox.h"
#include "objects/reclaim.h"
#include "objects/remove.h"

namespace tarn::crash {
namespace {

using namespace tarn::objects;

constexpr const char* kBucket = "a-bucket";

struct Server {
  explicit Server(uint64_t seed) : random(seed) {}

  SeededRandom random;
  ManualClock clock;
  AllowEverything authorizer;
  std::unique_ptr<kv::Store> store;
  std::unique_ptr<blob::Files> blobs;
  std::unique_ptr<ObjectStore> objects;
  aws::AccessContext who;

  ObjectName name(const std::string& key) const { return {kBucket, key}; }
};

std::unique_ptr<Server> open_server(io::PowerCutFiles& files, uint64_t seed) {
  auto server = std::make_unique<Server>(seed);
  auto store = kv::open_rocksdb("/data/kv", files);
  if (!store.ok()) return nullptr;
  server->store = std::move(store).value();
  auto blobs = blob::open_files("/data/blobs", files, server->random);
  if (!blobs.ok()) return nullptr;
  server->blobs = std::move(blobs).value();
  server->objects.reset(new ObjectStore{*server->store, *server->blobs, server->authorizer, server->random, server->clock});
  server->who.principal.account_id = "111122223333";
  return server;
}

void reopen(io::PowerCutFiles& files) { open_server(files, 99); }

std::string large(int seed) { return test_bytes(kMaxInlineBytes + 5000, static_cast<uint64_t>(seed)); }

void put(Server& server, Expected& expected, const std::string& key, const std::string& bytes) {
  change(expected, key, bytes, [&] { return put_object(*server.objects, server.who, server.name(key), bytes); });
}

void remove(Server& server, Expected& expected, const std::string& key) {
  change(expected, key, std::nullopt, [&] { return delete_object(*server.objects, server.who, server.name(key)); });
}

void copy(Server& server, Expected& expected, const std::string& from, const std::string& to, const std::string& bytes) {
  change(expected, to, bytes, [&]() -> Result<PutResult> {
    auto source = TRY(open_object(*server.objects, server.who, server.name(from)));
    return copy_object(*server.objects, server.who, source, server.name(to), {});
  });
}

Result<PutResult> upload(Server& server, const std::string& key, const std::string& first, const std::string& second) {
  auto begun = TRY(create_upload(*server.objects, server.who, server.name(key), {}));
  UploadName name{server.name(key), begun.upload_id};
  CompleteOptions options;
  uint32_t number = 0;
  for (auto& bytes : {first, second}) {
    StringSource body(bytes);
    auto part = TRY(put_part(*server.objects, server.who, name, ++number, body, {}));
    options.parts.push_back({number, part.etag(), {}});
  }
  return complete_upload(*server.objects, server.who, name, options);
}

void expect_contents(Server& server, const Expected& expected) {
  for (auto& [key, possible] : expected.all()) {
    auto found = read_object(*server.objects, server.who, server.name(key), UINT64_MAX);
    ASSERT_TRUE(found.ok() || found.error().code == "NoSuchKey") << key << ": " << found.error().message;
    Expected::Content content;
    if (found.ok()) content = *found;
    EXPECT_TRUE(possible.contains(content)) << key << (found.ok() ? " has other bytes" : " is missing");
  }
}

// Everything at rest is referred to once the reclaimer has been through.
void expect_no_garbage(Server& server) {
  Reclaimer reclaimer(*server.objects);
  ASSERT_TRUE(reclaimer.find_unreachable().ok());
  auto report = reclaimer.run_once(server.clock.now());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->waiting, 0u);
  std::set<blob::BlobId> referred;
  auto snapshot = server.store->snapshot();
  auto bucket = find_bucket(*snapshot, kBucket).value();
  ASSERT_TRUE(for_each_object(*server.objects, server.who, kBucket, "", [&](const ListedObject& object) {
    auto opened = open_object(*server.objects, server.who, server.name(object.key)).value();
    for (auto& extent : opened->extents()) referred.insert(extent.id);
    return true;
  }).ok());
  UploadQuery query{kBucket, "", "", "", "", 1000};
  auto uploads = list_uploads(*server.objects, server.who, query);
  ASSERT_TRUE(uploads.ok());
  if (!uploads->uploads.empty()) return;  // their parts are rightly at rest
  ASSERT_TRUE(server.blobs->for_each([&](const blob::StoredBlob& blob) -> Result<void> {
    EXPECT_TRUE(referred.contains(blob.id)) << "a blob that nothing refers to";
    return {};
  }).ok());
}

using Work = std::function<void(Server&, Expected&)>;

// `setup` is acknowledged with power; `one` and `other` run beside each other while it goes.
std::function<Scenario()> scenario(Work setup, Work one, Work other) {
  return [=] {
    auto expected = std::make_shared<Expected>();
    Scenario made;
    made.prepare = [=](io::PowerCutFiles& files) {
      auto server = open_server(files, 1);
      ASSERT_TRUE(server);
      ASSERT_TRUE(create_bucket(*server->objects, server->who, BucketName::parse(kBucket).value(), "us-east-1").ok());
      setup(*server, *expected);
    };
    made.work = [=](io::PowerCutFiles& files) {
      auto server = open_server(files, 2);
      if (!server) return;
      std::thread beside([&] { other(*server, *expected); });
      one(*server, *expected);
      beside.join();
    };
    made.check = [=](io::PowerCutFiles& files) {
      auto server = open_server(files, 3);
      ASSERT_TRUE(server);
      expect_contents(*server, *expected);
      expect_no_garbage(*server);
      expect_contents(*server, *expected);
    };
    return made;
  };
}

void nothing(Server&, Expected&) {}

void overwrites(Server& server, Expected& expected) {
  put(server, expected, "other", large(7));
  put(server, expected, "other", "small");
}

TEST(ObjectsPowerCut, Put) {
  auto setup = [](Server& s, Expected& e) { put(s, e, "old", large(1)); };
  auto one = [](Server& s, Expected& e) {
    put(s, e, "new", large(2));
    put(s, e, "old", "small now");
    put(s, e, "old", large(3));
  };
  stop_at_every_call(scenario(setup, one, overwrites), reopen);
}

TEST(ObjectsPowerCut, MultipartCompletion) {
  auto setup = [](Server& s, Expected& e) { put(s, e, "big", "before"); };
  auto one = [](Server& s, Expected& e) {
    auto first = test_bytes(kMinPartBytes, 4);
    change(e, "big", first + "last part", [&] { return upload(s, "big", first, "last part"); });
  };
  stop_at_every_call(scenario(setup, one, overwrites), reopen);
}

TEST(ObjectsPowerCut, Delete) {
  auto setup = [](Server& s, Expected& e) {
    put(s, e, "large", large(1));
    put(s, e, "small", "bytes");
  };
  auto one = [](Server& s, Expected& e) {
    remove(s, e, "large");
    remove(s, e, "small");
    auto ignored = Reclaimer(*s.objects).run_once(s.clock.now());
    static_cast<void>(ignored.ok());
  };
  stop_at_every_call(scenario(setup, one, overwrites), reopen);
}

TEST(ObjectsPowerCut, CopyWhileTheSourceIsDeleted) {
  auto setup = [](Server& s, Expected& e) {
    put(s, e, "source", large(1));
    e.is("copy", std::nullopt);
  };
  auto one = [](Server& s, Expected& e) { copy(s, e, "source", "copy", large(1)); };
  auto other = [](Server& s, Expected& e) {
    remove(s, e, "source");
    auto ignored = Reclaimer(*s.objects).run_once(s.clock.now());
    static_cast<void>(ignored.ok());
  };
  stop_at_every_call(scenario(setup, one, other), reopen);
}

// Each object that is there has told of itself, and nothing else has.
void expect_an_event_for_each_object(io::PowerCutFiles& files) {
  auto server = open_server(files, 3);
  ASSERT_TRUE(server);
  std::set<std::string> there, told;
  ASSERT_TRUE(for_each_object(*server->objects, server->who, kBucket, "", [&](const ListedObject& object) { return there.insert(object.key).second; }).ok());
  auto events = waiting_events(*server->store->snapshot(), 1000);
  ASSERT_TRUE(events.ok()) << events.error().message;
  for (auto& waiting : *events) told.insert(waiting.event.key);
  EXPECT_EQ(there, told);
}

TEST(ObjectsPowerCut, PutAndItsEvent) {
  auto setup = [](Server& s, Expected&) {
    ASSERT_TRUE(put_notification_rules(*s.objects, kBucket, {{"all", "arn:aws:sqs:us-east-1:111122223333:q", {"s3:ObjectCreated:*"}, "", ""}}).ok());
  };
  auto one = [](Server& s, Expected& e) {
    put(s, e, "large", large(2));
    put(s, e, "small", "bytes");
  };
  auto other = [](Server& s, Expected& e) { put(s, e, "other", large(7)); };
  stop_at_every_call(
      [=] {
        auto made = scenario(setup, one, other)();
        made.check = expect_an_event_for_each_object;
        return made;
      },
      reopen);
}

TEST(ObjectsPowerCut, FailedCallsLoseNothing) {
  auto setup = [](Server& s, Expected& e) { put(s, e, "old", large(1)); };
  auto one = [](Server& s, Expected& e) {
    put(s, e, "new", large(2));
    put(s, e, "old", large(3));
    // Not of a key whose put failed: nothing is known of that one until the next start, which may find it.
    remove(s, e, "old");
  };
  fail_every_call(scenario(setup, one, nothing));
}

}  // namespace
}  // namespace tarn::crash
