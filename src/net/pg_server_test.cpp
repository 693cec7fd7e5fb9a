#include "net/pg_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "net/pg_frames.h"
#include "net/raw_client_testing.h"

namespace tarn::net {
namespace {

using std::chrono::seconds;
using testing::RawClient;

// Every message is answered by one of type 'T' with its payload; 'X' ends.
class Echo final : public PgService {
 public:
  std::unique_ptr<PgSession> connect(PgStartup startup, PgOutput& out) override {
    for (auto& [name, value] : startup.parameters) {
      out.writer().begin('S');
      out.writer().text(name).text(value).end();
    }
    if (startup.parameters.empty()) return nullptr;
    ++sessions;
    return std::make_unique<Session>(*this);
  }
  void cancel(int32_t process_id, int32_t secret_key) override {
    if (process_id == 7 && secret_key == 8) cancelled = true;
  }
  std::atomic<bool> cancelled = false, running = false;
  std::atomic<int> sessions = 0;

 private:
  struct Session final : PgSession {
    explicit Session(Echo& owner) : echo(owner) {}
    ~Session() override { --echo.sessions; }
    bool handle(const PgMessage& message, PgOutput& out) override {
      if (message.type == 'X') return false;
      if (message.type == 'W') {
        echo.running = true;
        while (!echo.cancelled) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      out.writer().begin('T');
      out.writer().bytes(message.payload).end();
      known = true;
      return true;
    }
    bool authenticated() const override { return known; }
    Echo& echo;
    bool known = false;
  };
};

std::string startup(std::vector<std::pair<std::string, std::string>> parameters, int32_t version = 3 << 16) {
  PgWriter body;
  body.i32(version);
  for (auto& [name, value] : parameters) body.text(name).text(value);
  body.u8(0);
  PgWriter packet;
  packet.i32(static_cast<int32_t>(body.buffer().size() + 4)).bytes(body.buffer());
  return packet.buffer();
}
std::string special(int32_t code, std::string more = "") {
  PgWriter packet;
  packet.i32(static_cast<int32_t>(8 + more.size())).i32((1234 << 16) | code).bytes(more);
  return packet.buffer();
}
std::string message(char type, std::string_view payload) {
  PgWriter writer;
  writer.begin(type);
  writer.bytes(payload).end();
  return writer.buffer();
}

struct PgServerTest : ::testing::Test {
  Echo echo;
  std::unique_ptr<PgServer> server = serve_pg({.workers = 4}, echo).value();
};

TEST_F(PgServerTest, FramesMessagesHoweverTheyArrive) {
  RawClient client(server->port());
  std::string hello = startup({{"user", "u"}});
  for (char c : hello) client.send({&c, 1});
  EXPECT_EQ(client.receive_exactly(12), message('S', std::string("user\0u\0", 7)));
  client.send(message('Q', "one") + message('Q', "two") + message('Q', "three").substr(0, 6));
  EXPECT_EQ(client.receive_exactly(16), message('T', "one") + message('T', "two"));
  client.send(message('Q', "three").substr(6));
  EXPECT_EQ(client.receive_exactly(10), message('T', "three"));
  std::string large(3'000'000, 'x');
  std::thread sender([&] { client.send(message('Q', large)); });
  EXPECT_TRUE(client.receive_exactly(large.size() + 5) == message('T', large));
  sender.join();
  client.send(message('X', ""));
  EXPECT_EQ(client.receive_all(), "");
}

TEST_F(PgServerTest, AnswersRequestsForEncryptionItCannotMeet) {
  RawClient client(server->port());
  client.send(special(5680));
  EXPECT_EQ(client.receive_exactly(1), "N");
  client.send(special(5679));
  EXPECT_EQ(client.receive_exactly(1), "N");
  client.send(startup({{"user", "u"}}));
  EXPECT_EQ(client.receive_exactly(12).substr(0, 1), "S");
}

TEST_F(PgServerTest, RefusesWhatIsNotTheProtocol) {
  const struct {
    const char* name;
    std::string bytes;
    const char* sqlstate;
  } cases[] = {
      {"HTTP", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "08P01"},
      {"protocol 2", startup({}, 2 << 16), "0A000"},
      {"unterminated parameters", std::string("\0\0\0\x0c\0\3\0\0user", 12), "08P01"},
      {"negative length", std::string("\xff\xff\xff\xff\0\3\0\0", 8), "08P01"},
      {"oversized message before login", startup({{"user", "u"}}) + std::string("Q\x00\x10\x00\x00", 5), "08P01"},
      {"message shorter than its length", startup({{"user", "u"}}) + std::string("Q\0\0\0\3", 5), "08P01"},
  };
  for (const auto& c : cases) {
    RawClient client(server->port());
    client.send(c.bytes);
    EXPECT_NE(client.receive_all().find(c.sqlstate), std::string::npos) << c.name;
  }
}

TEST_F(PgServerTest, CancelRequestsReachARunningMessage) {
  RawClient client(server->port());
  client.send(startup({{"user", "u"}}) + message('W', "w"));
  while (!echo.running) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  RawClient other(server->port());
  other.send(special(5678, std::string("\0\0\0\7\0\0\0\x8", 8)));
  EXPECT_EQ(other.receive_all(), "");
  EXPECT_EQ(client.receive_exactly(18).substr(12), message('T', "w"));
}

TEST_F(PgServerTest, AThousandIdleSessionsNeedNoThreads) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 400; ++i) {  // file descriptors of the test bound this, not the server
    clients.push_back(std::make_unique<RawClient>(server->port()));
    clients.back()->send(startup({{"user", "u"}}));
  }
  for (auto& client : clients) EXPECT_EQ(client->receive_exactly(12).size(), 12u);
  for (auto& client : clients) client->send(message('Q', "x"));
  for (auto& client : clients) EXPECT_EQ(client->receive_exactly(6), message('T', "x"));
  clients.clear();
  while (echo.sessions > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

TEST_F(PgServerTest, StopEndsIdleSessions) {
  RawClient client(server->port());
  client.send(startup({{"user", "u"}}) + message('Q', "x"));
  EXPECT_EQ(client.receive_exactly(18).size(), 18u);
  server->stop(seconds(5));
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_EQ(echo.sessions, 0);
}

}  // namespace
}  // namespace tarn::net
