// Puts into the store and the blob files of a folder, and says so on standard output after each acknowledgement:
//   durable_puts DIR N WRITERS   writes until N puts are acknowledged (0: until killed); one line "ack <key>" each, flushed
//   durable_puts DIR check       reads keys from standard input, one a line: exits with 1 and their names if any is lost
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "blob/files.h"
#include "kv/store.h"

using namespace tarn;

namespace {

struct Server {
  std::unique_ptr<io::FileSystem> files = io::open_system_files();
  SystemRandom random;
  std::unique_ptr<kv::Store> store;
  std::unique_ptr<blob::Files> blobs;
};

template <class T>
T must(Result<T> result) {
  if (result.ok()) return std::move(result).value();
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(2);
}

std::string body_of(const std::string& key) { return key + std::string(key.size() * 3000, key.back()); }

Result<bool> put(Server& server, const std::string& key) {
  auto writer = TRY(server.blobs->create());
  TRY(writer->append(body_of(key)));
  auto stored = TRY(writer->finish());
  return server.store->transact([&](kv::Txn& txn) -> Result<bool> {
    txn.put(key, std::string(reinterpret_cast<const char*>(&stored.id), sizeof stored.id));
    txn.put(key, body_of(key), kv::Space::bytes);
    return true;
  });
}

void acknowledge(const std::string& key) {
  auto line = "ack " + key + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::exit(3);
}

void write_puts(Server& server, long count, int writers) {
  std::atomic<long> next = 0;
  auto run_id = server.random.hex(8);
  std::vector<std::thread> threads;
  for (int t = 0; t < writers; ++t)
    threads.emplace_back([&] {
      for (long i = next++; count == 0 || i < count; i = next++) {
        auto key = run_id + "-" + std::to_string(i);
        must(put(server, key));
        acknowledge(key);
      }
    });
  for (auto& thread : threads) thread.join();
}

bool is_whole(Server& server, const std::string& key) {
  auto reader = server.store->snapshot();
  auto record = must(reader->get(key));
  auto bytes = must(reader->get(key, kv::Space::bytes));
  if (!record || bytes != body_of(key)) return false;
  blob::BlobId id;
  record->copy(reinterpret_cast<char*>(&id), sizeof id);
  auto content = must(server.blobs->open(id));
  std::string body(content->size(), '\0');
  return must(content->read_at(0, body)) == body.size() && body == body_of(key);
}

int check(Server& server) {
  int lost = 0;
  for (std::string key; std::getline(std::cin, key);)
    if (!is_whole(server, key)) std::printf("lost %s\n", key.c_str()), ++lost;
  return lost ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string directory = argv[1];
  Server server;
  server.store = must(kv::open_rocksdb(directory + "/kv", *server.files));
  server.blobs = must(blob::open_files(directory + "/blobs", *server.files, server.random));
  if (std::string(argv[2]) == "check") return check(server);
  write_puts(server, std::atol(argv[2]), argc > 3 ? std::atoi(argv[3]) : 1);
}
