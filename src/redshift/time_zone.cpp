#include "redshift/time_zone.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/encoding.h"
#include "redshift/errors.h"
#include "redshift/sql_session.h"

namespace tarn::redshift {
namespace {

constexpr int kMostWest = -12, kMostEast = 14;  // hours; of the zones Etc/GMT+12 to Etc/GMT-14

// Hours east of UTC; nullopt: the text is a name.
Result<std::optional<int>> hours_of(const std::string& text) {
  std::string sign, minutes;
  int hours = 0;
  if (!RE2::FullMatch(text, "([+-]?)(\\d{1,2})(?::?(\\d\\d))?(?::00)?(?:\\.0+)?", &sign, &hours, &minutes)) return std::optional<int>();
  if (sign == "-") hours = -hours;
  if (!minutes.empty() && minutes != "00") return errors::not_supported("a time zone of hours and minutes: use its name");
  if (hours < kMostWest || hours > kMostEast) return errors::make("22023", "unrecognized time zone name: \"" + text + "\"");
  return std::optional<int>(hours);
}

}  // namespace

Result<void> set_time_zone(SqlSession& session, const std::optional<std::string>& wanted) {
  engine::Session& engine_session = session.db().session();
  if (!wanted || equals_ignoring_case(*wanted, "local") || equals_ignoring_case(*wanted, "default")) {
    TRY(engine_session.set_time_zone("UTC"));
    return session.settings().set("timezone", std::nullopt);
  }
  if (const auto hours = TRY(hours_of(*wanted))) {
    // The names of these zones count westwards.
    TRY(engine_session.set_time_zone(*hours == 0 ? "UTC" : fmt::format("Etc/GMT{:+}", -*hours)));
    return session.settings().set("timezone", fmt::format("{}{:02}:00:00", *hours < 0 ? "-" : "", std::abs(*hours)));
  }
  return session.settings().set("timezone", TRY(engine_session.set_time_zone(*wanted)));
}

}  // namespace tarn::redshift
