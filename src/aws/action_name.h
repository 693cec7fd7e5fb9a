// The name of an IAM action as a template argument, so that a table of operations can name its checks: on_bucket_of<"s3:GetBucketCORS">.
#pragma once
#include <algorithm>
#include <cstddef>

namespace tarn::aws {

template <size_t N>
struct ActionName {
  constexpr ActionName(const char (&text)[N]) { std::copy_n(text, N, chars); }
  char chars[N];
};

}  // namespace tarn::aws
