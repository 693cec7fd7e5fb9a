#include "glue/job/failure.h"

#include <gtest/gtest.h>

namespace tarn::glue::job {
namespace {

std::string message_of(std::initializer_list<std::string_view> lines, int exit_code = 1) {
  FailureText failure;
  for (auto line : lines) failure.add(line);
  return failure.message(exit_code);
}

TEST(Failure, NamesTheScriptsExceptionAndLine) {
  EXPECT_EQ(message_of({"24/11/24 WARN noise", "Traceback (most recent call last):", "  File \"/job/script.py\", line 12, in <module>", "    f()",
                        "  File \"/job/script.py\", line 3, in f", "ValueError: no such column"}),
            "ValueError: no such column (script line 3)");
}

TEST(Failure, TheLastTracebackCounts) {
  EXPECT_EQ(message_of({"Traceback (most recent call last):", "KeyError: 'a'", "", "During handling of the above exception, another exception occurred:", "",
                        "Traceback (most recent call last):", "  File \"/usr/lib/x.py\", line 1, in g", "RuntimeError: b"}),
            "RuntimeError: b");
}

TEST(Failure, JavaStacksAreLeftOut) {
  EXPECT_EQ(message_of({"Traceback (most recent call last):", "py4j.protocol.Py4JJavaError: An error occurred while calling o1.x.", ": java.io.IOException: gone",
                        "\tat a.B.c(B.java:1)"}),
            "py4j.protocol.Py4JJavaError: An error occurred while calling o1.x.\n: java.io.IOException: gone");
}

TEST(Failure, WithoutATracebackTheExitCode) { EXPECT_EQ(message_of({"Killed"}, 137), "Command failed with exit code 137"); }

}  // namespace
}  // namespace tarn::glue::job
