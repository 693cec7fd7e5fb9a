#include "glue/job/failure.h"

#include <algorithm>

namespace tarn::glue::job {
namespace {

constexpr size_t kKeptLines = 400;
constexpr size_t kMaxMessageBytes = 4096;
constexpr std::string_view kTraceback = "Traceback (most recent call last):";

bool names_exception(std::string_view line) {
  if (line.empty() || line.front() == ' ' || line.front() == '\t') return false;
  const std::string_view word = line.substr(0, line.find_first_of(": "));
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.'; });
}

}  // namespace

void FailureText::add(std::string_view line) {
  tail_.emplace_back(line);
  if (tail_.size() > kKeptLines) tail_.pop_front();
}

std::string FailureText::message(int exit_code) const {
  const std::string fallback = "Command failed with exit code " + std::to_string(exit_code);
  // The last traceback is the one that ended the script; its first line without indentation names the exception.
  auto last = std::find(tail_.rbegin(), tail_.rend(), kTraceback);
  if (last == tail_.rend()) return fallback;
  std::string script_line, text;
  for (auto line = last.base(); line != tail_.end(); ++line) {
    if (text.empty() && line->starts_with("  File \"/job/") && line->find("script.py\", line ") != std::string::npos) {
      const size_t at = line->find("line ");
      script_line = line->substr(at, line->find(',', at) - at);
    }
    if (text.empty() && !names_exception(*line)) continue;
    if (!text.empty() && line->starts_with("\tat ")) continue;  // a JVM's stack
    text += (text.empty() ? "" : "\n") + *line;
    if (text.size() > kMaxMessageBytes) break;
  }
  if (text.empty()) return fallback;
  text.resize(std::min(text.size(), kMaxMessageBytes));
  return script_line.empty() ? text : text + " (script " + script_line + ")";
}

}  // namespace tarn::glue::job
