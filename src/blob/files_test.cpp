#include "blob/files.h"

#include <gtest/gtest.h>

#include "io/power_cut_files.h"

namespace tarn::blob {
namespace {

class BlobTest : public testing::Test {
 protected:
  io::PowerCutFiles disk_{1};
  SeededRandom random_{1};
  std::unique_ptr<Files> blobs_ = open_files("/blobs", disk_, random_).value();

  StoredBlob store(const std::string& content, size_t piece = 1 << 20) {
    auto writer = blobs_->create().value();
    for (size_t at = 0; at < content.size(); at += piece) EXPECT_TRUE(writer->append(std::string_view(content).substr(at, piece)).ok());
    return writer->finish().value();
  }
  std::string path(const BlobId& id) { return "/blobs/" + id.hex().substr(0, 2) + "/" + id.hex(); }
  size_t blobs_at_rest() {
    size_t count = 0;
    EXPECT_TRUE(blobs_->for_each([&](const StoredBlob&) -> Result<void> { return ++count, Result<void>(); }).ok());
    return count;
  }
};

std::string pattern(size_t size) {
  std::string content(size, '\0');
  for (size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 7 + i / 251);
  return content;
}

TEST_F(BlobTest, AnyRangeOfAnySizeReadsBack) {
  for (size_t size :
       {size_t{0}, size_t{1}, size_t{kBlockBytes} - 1, size_t{kBlockBytes}, size_t{kBlockBytes} + 1, size_t{20} * kBlockBytes + 7}) {
    auto content = pattern(size);
    auto stored = store(content, 10'007);
    EXPECT_EQ(stored.size, size);
    auto reader = blobs_->open(stored.id).value();
    EXPECT_EQ(reader->size(), size);
    for (size_t offset : {size_t{0}, size_t{1}, size_t{kBlockBytes} - 1, size_t{kBlockBytes}, size, size + 5})
      for (size_t length : {size_t{1}, size_t{kBlockBytes}, size_t{2} * kBlockBytes + 3, size + 1}) {
        std::string out(length, '\0');
        out.resize(reader->read_at(offset, out).value());
        EXPECT_EQ(out, offset < size ? content.substr(offset, length) : "") << size << " " << offset << " " << length;
      }
    EXPECT_TRUE(blobs_->verify(stored.id).value().empty());
  }
}

TEST_F(BlobTest, AnUnfinishedBlobLeavesNothing) {
  auto writer = blobs_->create().value();
  ASSERT_TRUE(writer->append(pattern(100'000)).ok());
  writer.reset();
  EXPECT_EQ(disk_.list("/blobs/incoming").value().size(), 0u);
  EXPECT_EQ(blobs_at_rest(), 0u);
}

TEST_F(BlobTest, RemovalWaitsForReaders) {
  auto stored = store("content");
  auto reader = blobs_->open(stored.id).value();
  auto second = blobs_->open(stored.id).value();
  ASSERT_TRUE(blobs_->remove(stored.id).ok());
  EXPECT_FALSE(blobs_->open(stored.id).ok());
  reader.reset();
  EXPECT_TRUE(disk_.exists(path(stored.id)).value());
  char out[7];
  EXPECT_EQ(second->read_at(0, out).value(), 7u);
  second.reset();
  EXPECT_FALSE(disk_.exists(path(stored.id)).value());
  EXPECT_TRUE(blobs_->remove(stored.id).ok()) << "gone already";
}

TEST_F(BlobTest, MoreBlobsThanOpenReaders) {
  std::vector<StoredBlob> stored;
  for (int i = 0; i < 600; ++i) stored.push_back(store(std::to_string(i)));
  auto pinned = blobs_->open(stored[0].id).value();
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 600; ++i) {
      std::string out(8, '\0');
      out.resize(blobs_->open(stored[i].id).value()->read_at(0, out).value());
      EXPECT_EQ(out, std::to_string(i));
    }
  EXPECT_EQ(pinned->size(), 1u);
  EXPECT_EQ(blobs_at_rest(), 600u);
}

TEST_F(BlobTest, ABlockOfAnotherBlobOrPlaceFails) {
  auto one = store(pattern(3 * kBlockBytes));
  auto other = store(pattern(3 * kBlockBytes));
  auto bytes = disk_.open(path(other.id)).value();
  std::string content(bytes->size().value(), '\0');
  ASSERT_EQ(bytes->read_at(0, content).value(), content.size());
  auto file = disk_.create(path(one.id), io::FileSystem::Create::truncate).value();
  ASSERT_TRUE(file->append(content).ok());
  EXPECT_FALSE(blobs_->verify(one.id).value().empty());
  EXPECT_FALSE(blobs_->open(one.id).ok());
}

}  // namespace
}  // namespace tarn::blob
