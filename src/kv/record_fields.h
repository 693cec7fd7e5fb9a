// Reads the members of a stored document back into a struct. A missing member leaves the default (older records lack newer
// members); one of another type is corruption, which finish() reports.
#pragma once
#include <boost/json.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace tarn::kv {

class RecordFields {
 public:
  explicit RecordFields(const boost::json::object& object) : object_(object) {}

  void read(std::string_view name, std::string& out);
  void read(std::string_view name, int64_t& out);
  void read(std::string_view name, bool& out);
  void read(std::string_view name, TimePoint& out);                 // int64 microseconds
  void read(std::string_view name, std::optional<TimePoint>& out);  // absent: nullopt
  void read(std::string_view name, std::map<std::string, std::string>& out);
  void read(std::string_view name, std::vector<std::string>& out);
  // nullptr when absent.
  const boost::json::array* list(std::string_view name);
  const boost::json::object* object(std::string_view name);

  // Error "InternalError" when a member had an unexpected type.
  Result<void> finish() const;

 private:
  const boost::json::value* find(std::string_view name, boost::json::kind kind);

  const boost::json::object& object_;
  bool sound_ = true;
};

boost::json::object to_json(const std::map<std::string, std::string>& map);
boost::json::array to_json(const std::vector<std::string>& list);
inline int64_t to_micros(TimePoint time) { return time.time_since_epoch().count(); }

// decode_record, for records that are objects.
Result<boost::json::object> decode_object(std::string_view stored);

}  // namespace tarn::kv
