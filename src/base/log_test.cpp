#include "base/log.h"

#include <gtest/gtest.h>

namespace tarn {
namespace {

TEST(Log, PrintableKeepsAsciiAndNamesEveryOtherByte) {
  EXPECT_EQ(printable("a b~"), "a b~");
  EXPECT_EQ(printable(std::string_view("\n\0\x83\x7f", 4)), "\\x0a\\x00\\x83\\x7f");
}

}  // namespace
}  // namespace tarn
