// Configuration parameters of a session: SET, RESET, SHOW, and what start-up packets carry (redshift.md 3.11).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tarn::redshift {

class Settings {
 public:
  // Error 42704 unrecognized configuration parameter, 22023 for a value it cannot have. nullopt: back to the default.
  Result<void> set(const std::string& name, const std::optional<std::string>& value);
  // At start-up unknown names are accepted and ignored, as drivers send what other servers know.
  void set_at_startup(const std::string& name, const std::string& value);
  Result<std::string> get(const std::string& name) const;
  void reset_all();
  std::vector<std::pair<std::string, std::string>> all() const;  // sorted by name

  std::vector<std::string> search_path() const;  // "$user" as it stands
  bool is_on(const std::string& name) const;

 private:
  std::map<std::string, std::string> changed_;
};

}  // namespace tarn::redshift
