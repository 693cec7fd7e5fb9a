// One structured line an event, through spdlog. Secrets, tokens and request bodies never go in: log(level, "format", ...).
#pragma once
#include <string>
#include <string_view>

namespace tarn {

enum class LogLevel { debug, info, warning, error };

// Writes one line to standard error: time, level, message. Thread-safe.
void log_line(LogLevel level, std::string_view message);
void set_log_level(LogLevel lowest);

// Every byte that is not printable ASCII as \xNN: for words that quote damaged data.
std::string printable(std::string_view text);

}  // namespace tarn
