// The behaviour that both file systems share, and what the twin loses.
#include "io/file_system.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "io/durable.h"
#include "io/power_cut_files.h"

namespace tarn::io {
namespace {

void exercise(FileSystem& files, const std::string& root) {
  ASSERT_TRUE(files.make_directory(root + "/a/b").ok());
  ASSERT_TRUE(files.make_directory(root + "/a/b").ok()) << "there already";
  auto path = root + "/a/b/file";
  auto file = files.create(path, FileSystem::Create::must_be_new).value();
  ASSERT_TRUE(file->append("hello").ok() && file->append(" world").ok() && file->sync().ok());
  EXPECT_FALSE(files.create(path, FileSystem::Create::must_be_new).ok());
  ASSERT_TRUE(file->truncate(5).ok() && file->append("!").ok());
  EXPECT_EQ(read_file(files, path).value(), "hello!");
  char out[3];
  auto readable = files.open(path).value();
  EXPECT_EQ(readable->read_at(4, out).value(), 2u);
  EXPECT_EQ(readable->read_at(9, out).value(), 0u);
  EXPECT_TRUE(files.create(path, FileSystem::Create::append).value()->append("?").ok());
  EXPECT_EQ(read_file(files, path).value(), "hello!?");
  ASSERT_TRUE(files.rename(path, root + "/a/moved").ok());
  EXPECT_EQ(files.list(root + "/a").value(), (std::vector<std::string>{"b", "moved"}));
  EXPECT_FALSE(files.exists(path).value());
  EXPECT_TRUE(files.sync_directory(root + "/a").ok());
  EXPECT_TRUE(files.remove(root + "/a/moved").ok());
  EXPECT_EQ(files.open(root + "/a/moved").error().code, "IoError");
  EXPECT_FALSE(files.remove(root + "/a").ok()) << "not empty";
  auto lock = files.lock(root + "/lock").value();
  EXPECT_FALSE(files.lock(root + "/lock").ok());
  lock.reset();
  EXPECT_TRUE(files.lock(root + "/lock").ok());
}

TEST(SystemFiles, Behave) {
  std::string root = testing::TempDir() + "tarn-io-XXXXXX";
  ASSERT_TRUE(mkdtemp(root.data()));
  exercise(*open_system_files(), root);
  std::filesystem::remove_all(root);
}

TEST(PowerCutFiles, BehaveWhileThereIsPower) {
  PowerCutFiles files(1);
  exercise(files, "/data");
}

TEST(PowerCutFiles, OnlyWhatWasSyncedIsCertain) {
  bool seen_name_lost = false, seen_name_kept = false, seen_torn = false;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    PowerCutFiles files(seed);
    ASSERT_TRUE(make_durable_directory(files, "/d").ok());
    auto kept = files.create("/d/kept", FileSystem::Create::must_be_new).value();
    ASSERT_TRUE(kept->append("synced").ok() && kept->sync().ok() && files.sync_directory("/d").ok());
    ASSERT_TRUE(kept->append("+more").ok());
    ASSERT_TRUE(files.create("/d/loose", FileSystem::Create::must_be_new).ok());
    files.power_cut();
    EXPECT_FALSE(kept->append("dead").ok());
    auto content = read_file(files, "/d/kept").value();
    EXPECT_TRUE(std::string_view("synced+more").starts_with(content) && content.size() >= 6) << content;
    seen_torn |= content.size() > 6 && content.size() < 11;
    (files.exists("/d/loose").value() ? seen_name_kept : seen_name_lost) = true;
  }
  EXPECT_TRUE(seen_name_lost && seen_name_kept && seen_torn);
}

TEST(PowerCutFiles, AFailedSyncLosesTheBytesForGood) {
  PowerCutFiles files(1);
  auto file = files.create("/f", FileSystem::Create::must_be_new).value();
  ASSERT_TRUE(files.sync_directory("/").ok() && file->append("abc").ok());
  files.fail_at(files.calls() + 1);
  EXPECT_FALSE(file->sync().ok());
  EXPECT_TRUE(file->sync().ok()) << "as Linux does";
  files.power_cut();
  EXPECT_EQ(read_file(files, "/f").value(), std::string(3, '\0'));
}

TEST(PowerCutFiles, AFullDiskSaysSo) {
  PowerCutFiles files(1);
  files.set_capacity(4);
  auto file = files.create("/f", FileSystem::Create::must_be_new).value();
  auto written = file->append("12345");
  ASSERT_FALSE(written.ok());
  EXPECT_TRUE(is_disk_full(written.error()));
}

TEST(Format, RefusesOtherKindsAndNewerVersions) {
  PowerCutFiles files(1);
  ASSERT_TRUE(make_durable_directory(files, "/d").ok());
  EXPECT_TRUE(check_format(files, "/d", "tarn-x", 2).ok());
  EXPECT_TRUE(check_format(files, "/d", "tarn-x", 3).ok());
  EXPECT_FALSE(check_format(files, "/d", "tarn-x", 1).ok());
  EXPECT_FALSE(check_format(files, "/d", "tarn-y", 9).ok());
  for (auto broken : {"", "tarn-x", "tarn-x \n", "tarn-x 2", "tarn-x 2\nmore", "tarn-x two\n"}) {
    ASSERT_TRUE(write_durable_file(files, "/d/FORMAT", broken).ok());
    EXPECT_FALSE(check_format(files, "/d", "tarn-x", 9).ok()) << broken;
  }
}

}  // namespace
}  // namespace tarn::io
