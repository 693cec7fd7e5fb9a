// The time zone of a session: SET TIME ZONE, SET timezone TO, RESET, and what the start-up packet asks for.
#pragma once
#include <optional>
#include <string>

#include "base/result.h"

namespace tarn::redshift {

class SqlSession;

// A zone's name ("Europe/Berlin", "EST5EDT"), whole hours east of UTC ("-8", "+05:00"), or nullopt or "local" or "default": UTC. SHOW prints a name as the
// zone spells it, hours as "-08:00:00". Error 22023.
Result<void> set_time_zone(SqlSession& session, const std::optional<std::string>& wanted);

}  // namespace tarn::redshift
