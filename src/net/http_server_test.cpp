#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <thread>

#include "net/http.h"
#include "net/raw_client_testing.h"

namespace tarn::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::RawClient;

HttpReply text_reply(std::string body) { return {.status = 200, .body = std::move(body)}; }

// Answers with what it was asked for, after reading the body.
HttpReply echo(HttpRequest& request) {
  auto body = read_all(*request.body, UINT64_MAX);
  if (!body.ok()) return {.status = 400, .body = body.error().code, .close = true};
  return text_reply(request.method + " " + request.target + " " + *body);
}

std::unique_ptr<HttpServer> serve(HttpHandler handler, HttpServerOptions options = {}) {
  options.workers = 8;
  auto server = serve_http(options, std::move(handler));
  EXPECT_TRUE(server.ok()) << server.error().message;
  return std::move(*server);
}

std::string get(std::string target, std::string more = "") { return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + more + "\r\n"; }

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  auto server = serve(echo);
  RawClient client(server->port());
  client.send(get("/1") + "PUT /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" + get("/3", "Connection: close\r\n"));
  std::string all = client.receive_all();
  size_t one = all.find("GET /1 "), two = all.find("PUT /2 abc"), three = all.find("GET /3 ");
  EXPECT_LT(one, two);
  EXPECT_LT(two, three);
  EXPECT_NE(three, all.npos);
}

TEST(HttpServer, ContinueIsSentOnlyWhenTheBodyIsRead) {
  const std::string put = "PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
  auto reading = serve(echo);
  RawClient client(reading->port());
  client.send(put);
  EXPECT_EQ(client.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_NE(client.receive_until("PUT /x abc").find("PUT /x abc"), std::string::npos);

  auto refusing = serve([](HttpRequest&) { return HttpReply{.status = 403, .body = "no"}; });
  RawClient other(refusing->port());
  other.send(put);
  std::string all = other.receive_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 403 Forbidden")) << all;
  EXPECT_NE(all.find("Connection: close"), all.npos);
}

TEST(HttpServer, DecodesChunkedBodies) {
  auto server = serve(echo);
  RawClient client(server->port());
  client.send("PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  std::this_thread::sleep_for(milliseconds(20));
  client.send("2\r\nde\r\n0\r\n\r\n" + get("/next"));
  std::string all = client.receive_until("GET /next ");
  EXPECT_NE(all.find("PUT /c abcde"), all.npos) << all;
  EXPECT_NE(all.find("GET /next"), all.npos) << all;
}

TEST(HttpServer, StreamsLargeBodiesBothWays) {
  auto server = serve([](HttpRequest& request) {
    auto body = read_all(*request.body, UINT64_MAX);
    HttpReply reply;
    reply.content_length = body->size();
    reply.stream = std::make_unique<StringSource>(std::move(*body));
    return reply;
  });
  std::string body(5'000'003, 'x');
  for (size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>('a' + i * 31 % 26);
  RawClient client(server->port());
  std::thread sender([&] { client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000003\r\n\r\n").send(body); });
  std::string head = client.receive_exactly(std::string("HTTP/1.1 200 OK\r\nContent-Length: 5000003\r\nConnection: keep-alive\r\n\r\n").size());
  EXPECT_NE(head.find("Content-Length: 5000003"), head.npos) << head;
  std::this_thread::sleep_for(milliseconds(100));  // not taken at once: the loop has to finish it
  EXPECT_TRUE(client.receive_exactly(body.size()) == body);
  sender.join();
}

TEST(HttpServer, StreamsOfUnknownLengthAreChunked) {
  auto server = serve([](HttpRequest&) {
    HttpReply reply;
    reply.stream = std::make_unique<StringSource>("hello");
    return reply;
  });
  RawClient client(server->port());
  client.send(get("/", "Connection: close\r\n"));
  EXPECT_EQ(client.receive_all(), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  RawClient old(server->port());
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.receive_all(), "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
}

TEST(HttpServer, HeadHasTheLengthButNoBody) {
  auto server = serve([](HttpRequest& request) {
    HttpReply reply = text_reply("hello");
    if (request.target == "/big") reply.content_length = 1'000'000'000;
    return reply;
  });
  RawClient client(server->port());
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\nHEAD /big HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive_all(),
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\nConnection: close\r\n\r\n");
}

TEST(HttpServer, RefusesBadHeads) {
  auto server = serve(echo, {.max_head_bytes = 4096});
  RawClient large(server->port());
  large.send(get("/", "X: " + std::string(10'000, 'x') + "\r\n"));
  EXPECT_TRUE(large.receive_all().starts_with("HTTP/1.1 431 "));
  RawClient smuggler(server->port());
  smuggler.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get("/admin"));
  std::string all = smuggler.receive_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 400 ")) << all;
  EXPECT_EQ(all.find("admin"), all.npos);
}

TEST(HttpServer, ATruncatedBodyIsAnErrorOfItsSource) {
  auto server = serve(echo);
  for (const char* head : {"Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\na\r\nabc", "Content-Length: 2000000\r\n\r\nabc"}) {
    RawClient client(server->port());
    client.send(std::string("PUT / HTTP/1.1\r\nHost: h\r\n") + head);
    client.end_sending();
    std::string all = client.receive_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 400 ") && all.ends_with("IncompleteBody")) << all;
  }
}

TEST(HttpServer, AnUnreadBodyIsDrainedOrTheConnectionClosed) {
  auto server = serve([](HttpRequest&) { return text_reply("done"); });
  RawClient small(server->port());
  small.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" + get("/", "Connection: close\r\n"));
  std::string all = small.receive_all();
  EXPECT_NE(all.find("done", all.find("done") + 1), all.npos) << all;

  RawClient large(server->port());
  large.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n").send(std::string(3'000'000, 'x'));
  all = large.receive_all();
  EXPECT_NE(all.find("Connection: close\r\n\r\ndone"), all.npos) << all;
}

TEST(HttpServer, SlowClientsAreCutOff) {
  auto server = serve(echo, {.idle_limit = seconds(1), .stall_limit = seconds(1)});
  RawClient idle(server->port()), slow_head(server->port()), slow_body(server->port());
  slow_head.send("GET / HT");
  slow_body.send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_EQ(slow_head.receive_all(), "");
  EXPECT_TRUE(slow_body.receive_all().ends_with("RequestTimeout"));
}

TEST(HttpServer, AReaderThatStopsHoldsNoWorker) {
  HttpServerOptions options;
  options.workers = 8;
  auto server = serve([](HttpRequest& request) {
    if (request.target == "/small") return text_reply("small");
    HttpReply reply;
    reply.stream = std::make_unique<StringSource>(std::string(64 << 20, 'x'));
    reply.content_length = 64 << 20;
    return reply;
  });
  std::vector<std::unique_ptr<RawClient>> stuck;
  for (int i = 0; i < 20; ++i) stuck.push_back(std::make_unique<RawClient>(server->port())), stuck.back()->send(get("/large"));
  std::this_thread::sleep_for(milliseconds(300));
  RawClient client(server->port());
  client.send(get("/small"));
  EXPECT_TRUE(client.receive_until("small").ends_with("small"));
}

TEST(HttpServer, StopLetsRunningRequestsEnd) {
  std::atomic<bool> entered = false, let_go = false;
  auto server = serve([&](HttpRequest&) {
    entered = true;
    while (!let_go) std::this_thread::sleep_for(milliseconds(1));
    return text_reply("finished");
  });
  RawClient idle(server->port()), busy(server->port());
  busy.send(get("/"));
  while (!entered) std::this_thread::sleep_for(milliseconds(1));
  std::thread stopper([&] { server->stop(seconds(10)); });
  EXPECT_EQ(idle.receive_all(), "");
  let_go = true;
  std::string all = busy.receive_all();
  EXPECT_NE(all.find("Connection: close\r\n\r\nfinished"), all.npos) << all;
  stopper.join();
}

TEST(HttpServer, StopBreaksOffWhatExceedsTheGrace) {
  auto server = serve(echo);
  RawClient client(server->port());
  client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\nabc");
  std::this_thread::sleep_for(milliseconds(50));
  server->stop(seconds(0));
  EXPECT_EQ(client.receive_all().find("200 OK"), std::string::npos);
}

TEST(HttpServer, ConnectionsBeyondTheCapAreTurnedAway) {
  auto server = serve(echo, {.max_connections = 1});
  RawClient first(server->port());
  first.send(get("/a"));
  EXPECT_NE(first.receive_until("GET /a").find("200 OK"), std::string::npos);
  RawClient second(server->port());
  EXPECT_TRUE(second.receive_all().starts_with("HTTP/1.1 503 "));
}

TEST(HttpServer, APortInUseIsAnError) {
  auto server = serve(echo);
  EXPECT_FALSE(serve_http({.port = server->port()}, echo).ok());
}

// A key and a self-signed certificate, as PEM files.
TlsFiles make_certificate(const std::filesystem::path& directory) {
  TlsFiles files{(directory / "cert.pem").string(), (directory / "key.pem").string()};
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_sign(certificate, key, EVP_sha256());
  FILE* out = fopen(files.certificate.c_str(), "w");
  PEM_write_X509(out, certificate);
  fclose(out);
  out = fopen(files.key.c_str(), "w");
  PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  fclose(out);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return files;
}

TEST(HttpServer, SpeaksTls) {
  auto directory = std::filesystem::temp_directory_path() / ("tarn-net-tls-" + std::to_string(::getpid()));
  std::filesystem::create_directories(directory);
  HttpServerOptions options;
  options.tls = make_certificate(directory);
  auto server = serve([](HttpRequest& request) {
    HttpReply reply = echo(request);
    EXPECT_TRUE(request.secure);
    return reply;
  }, options);
  RawClient client(server->port());
  ASSERT_TRUE(client.start_tls());
  std::string body(3'000'000, 'y');
  std::thread sender([&] { client.send("PUT /s HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3000000\r\n\r\n" + body); });
  sender.join();
  EXPECT_TRUE(client.receive_all().ends_with("PUT /s " + body));
  RawClient plain(server->port());
  plain.send(get("/"));
  EXPECT_EQ(plain.receive_all().find("HTTP/1.1 200"), std::string::npos);
  options.tls->key = (directory / "absent.pem").string();
  EXPECT_FALSE(serve_http(options, echo).ok());
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace tarn::net
