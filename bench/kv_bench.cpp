// What the store and the blob files cost over the bare disk, in one run:
//   kv_bench DIR [SECONDS]     DIR must be empty or missing; 2 seconds a line
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

#include "base/encoding.h"
#include "blob/files.h"
#include "io/durable.h"
#include "kv/store.h"

using namespace tarn;

namespace {

using SteadyClock = std::chrono::steady_clock;

template <class T>
T must(Result<T> result) {
  if (result.ok()) return std::move(result).value();
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}
void must(Result<void> result) {
  if (result.ok()) return;
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

double seconds_since(SteadyClock::time_point start) { return std::chrono::duration<double>(SteadyClock::now() - start).count(); }

// Repeats `work(writer, i)` from `writers` threads and prints the rate and the latencies. Returns the rate.
double measure(const char* name, int writers, double seconds, const std::function<void(int writer, int i)>& work) {
  std::vector<std::vector<double>> latencies(writers);
  std::vector<std::thread> threads;
  auto start = SteadyClock::now();
  for (int writer = 0; writer < writers; ++writer)
    threads.emplace_back([&, writer] {
      for (int i = 0; seconds_since(start) < seconds; ++i) {
        auto begin = SteadyClock::now();
        work(writer, i);
        latencies[writer].push_back(seconds_since(begin) * 1000);
      }
    });
  for (auto& thread : threads) thread.join();
  double elapsed = seconds_since(start);
  std::vector<double> all;
  for (auto& part : latencies) all.insert(all.end(), part.begin(), part.end());
  std::ranges::sort(all);
  double rate = static_cast<double>(all.size()) / elapsed;
  std::printf("%-34s %4d writers %9.0f/s   p50 %7.3f ms   p99 %7.3f ms\n", name, writers, rate, all[all.size() / 2],
              all[all.size() * 99 / 100]);
  std::fflush(stdout);
  return rate;
}

struct Bench {
  std::string directory;
  double seconds;
  std::unique_ptr<io::FileSystem> files = io::open_system_files();
  SystemRandom random;
  std::string four_kib = random.hex(4096);
  std::string one_mib = random.hex(1 << 20);

  void raw_appends() {
    auto file = must(files->create(directory + "/raw", io::FileSystem::Create::must_be_new));
    measure("raw: append 4 KiB + fdatasync", 1, seconds, [&](int, int) {
      must(file->append(four_kib));
      must(file->sync());
    });
  }

  void store_puts() {
    auto store = must(kv::open_rocksdb(directory + "/kv", *files));
    for (int writers : {1, 4, 16, 64})
      measure("kv: record + 4 KiB of bytes", writers, seconds, [&](int writer, int i) {
        auto key = std::to_string(writers) + "/" + std::to_string(writer) + "/" + std::to_string(i);
        must(store->transact([&](kv::Txn& txn) -> Result<bool> {
          bool exists = TRY(txn.get(key)).has_value();
          txn.put(key, std::string_view(four_kib).substr(0, 200));
          txn.put(key, four_kib, kv::Space::bytes);
          return exists;
        }));
      });
    measure("kv: get of a record", 1, seconds,
            [&](int, int i) { must(store->transact([&](kv::Txn& txn) { return txn.get("16/3/" + std::to_string(i % 1000)); })); });
    measure("kv: page of 1,000 records", 1, seconds, [&](int, int) { must(store->snapshot()->page({}, 1000)); });
  }

  void blob_puts_and_gets() {
    auto blobs = must(blob::open_files(directory + "/blobs", *files, random));
    blob::BlobId last;
    double raw = measure("raw: write 1 MiB file + fdatasync", 1, seconds, [&](int, int i) {
      auto file = must(files->create(directory + "/raw-" + std::to_string(i), io::FileSystem::Create::must_be_new));
      must(file->append(one_mib));
      must(file->sync());
    });
    double put = measure("blob: put 1 MiB", 1, seconds, [&](int, int) {
      auto writer = must(blobs->create());
      must(writer->append(one_mib));
      last = must(writer->finish()).id;
    });
    std::string out(one_mib.size(), '\0');
    double raw_read = measure("raw: read 1 MiB + CRC-32C", 1, seconds, [&](int, int) {
      must(must(files->open(directory + "/raw-0"))->read_at(0, out));
      crc32c(out);
    });
    double get = measure("blob: get 1 MiB", 1, seconds, [&](int, int) { must(must(blobs->open(last))->read_at(0, out)); });
    std::printf("blob over raw: put %.2f, get %.2f\n", put / raw, get / raw_read);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  Bench bench{argv[1], argc > 2 ? std::atof(argv[2]) : 2};
  must(io::make_durable_directory(*bench.files, bench.directory));
  bench.raw_appends();
  bench.store_puts();
  bench.blob_puts_and_gets();
}
