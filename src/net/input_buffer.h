// Bytes that were received and not yet used up, contiguous. Views die with append and consume. Internal to net/.
#pragma once
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace tarn::net {

class InputBuffer {
 public:
  std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
  size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }

  void consume(size_t n) {
    begin_ += n;
    if (begin_ == end_) begin_ = end_ = 0;
  }
  // At least `n` free bytes behind the content; commit() what was filled in.
  std::span<char> space(size_t n) {
    if (bytes_.size() - end_ < n) {
      if (begin_ > 0) {
        std::memmove(bytes_.data(), bytes_.data() + begin_, size());
        end_ -= begin_;
        begin_ = 0;
      }
      if (bytes_.size() - end_ < n) bytes_.resize(std::max(end_ + n, bytes_.size() + bytes_.size() / 2));
    }
    return {bytes_.data() + end_, bytes_.size() - end_};
  }
  void commit(size_t n) { end_ += n; }
  // An idle connection keeps no large buffer.
  void shrink(size_t keep_bytes) {
    if (bytes_.size() <= keep_bytes || size() > keep_bytes) return;
    std::vector<char> smaller(view().begin(), view().end());
    end_ = smaller.size();
    begin_ = 0;
    bytes_ = std::move(smaller);
  }

 private:
  std::vector<char> bytes_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace tarn::net
