// The ErrorMessage of a failed run, from what its driver printed (glue-jobs.md 6.3).
#pragma once
#include <deque>
#include <string>
#include <string_view>

namespace tarn::glue::job {

// Keeps the end of the error stream, enough to find the exception that ended the script.
class FailureText {
 public:
  void add(std::string_view line);
  // "ValueError: no such column" with the script's own line before it ("line 12"), else "Command failed with exit code N".
  std::string message(int exit_code) const;

 private:
  std::deque<std::string> tail_;
};

}  // namespace tarn::glue::job
