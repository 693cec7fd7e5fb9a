#include "engine/functions/zone_names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tarn::engine {
namespace {

constexpr int kMostHours = 14;

bool is_utc(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames{"UTC", "Z", "UT", "UCT", "GMT", "GMT0", "Greenwich", "Universal", "Zulu"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// ICU has them, Trino leaves them out: their offsets are not what the names promise.
bool is_left_out(std::string_view name) {
  constexpr std::array<std::string_view, 4> kNames{"EST", "HST", "MST", "ROC"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)); }

// "+5", "+05", "+0530", "+05:30", "+05:30:00"; `flip`: Etc/GMT-5 lies east of Greenwich.
std::optional<std::string> offset(std::string_view text, bool flip) {
  char sign = text[0];
  std::string digits;
  for (size_t i = 1; i < text.size(); ++i) {
    const bool colon = text[i] == ':' && (i == 3 || i == 6) && i + 2 < text.size();
    if (!digit(text[i]) && !colon) return std::nullopt;
    if (!colon) digits += text[i];
  }
  if (digits.size() == 1) digits.insert(0, "0");
  if (digits.size() == 6 && digits.ends_with("00")) digits.resize(4);
  if (digits.size() == 2) digits += "00";
  if (digits.size() != 4) return std::nullopt;
  if (flip) sign = sign == '+' ? '-' : '+';
  const int hours = std::stoi(digits.substr(0, 2)), minutes = std::stoi(digits.substr(2));
  if (minutes > 59 || hours * 60 + minutes > kMostHours * 60) return std::nullopt;
  if (hours == 0 && minutes == 0) return "UTC";
  return sign + digits.substr(0, 2) + ":" + digits.substr(2);
}

}  // namespace

std::optional<std::string> normal_zone(std::string_view zone) {
  const bool etc = zone.starts_with("Etc/");
  auto rest = etc ? zone.substr(4) : zone;
  if (is_utc(rest)) return "UTC";
  const bool flip = etc && rest.starts_with("GMT");
  for (std::string_view prefix : {"UTC", "GMT", "UT"})
    if (rest.starts_with(prefix) && rest.size() > prefix.size() && (rest[prefix.size()] == '+' || rest[prefix.size()] == '-')) {
      rest.remove_prefix(prefix.size());
      break;
    }
  if (rest.empty()) return std::nullopt;
  if (rest[0] == '+' || rest[0] == '-') return offset(rest, flip);
  const bool name = std::isupper(static_cast<unsigned char>(rest[0])) && !is_left_out(rest);
  return name ? std::optional(std::string(zone)) : std::nullopt;
}

}  // namespace tarn::engine
