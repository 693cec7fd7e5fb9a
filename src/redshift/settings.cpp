#include "redshift/settings.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "redshift/errors.h"

namespace tarn::redshift {
namespace {

struct Parameter {
  const char* name;
  const char* initial;
  enum class Kind { text, boolean, number, fixed } kind;
};

using Kind = Parameter::Kind;

constexpr std::array kParameters{
    Parameter{"analyze_threshold_percent", "10", Kind::number},
    Parameter{"application_name", "", Kind::text},
    Parameter{"cast_super_null_on_error", "on", Kind::boolean},
    Parameter{"client_encoding", "UTF8", Kind::text},
    Parameter{"datestyle", "ISO, MDY", Kind::text},
    Parameter{"default_transaction_isolation", "serializable", Kind::text},
    Parameter{"describe_field_name_in_uppercase", "off", Kind::boolean},
    Parameter{"downcase_delimited_identifier", "on", Kind::boolean},
    Parameter{"enable_case_sensitive_identifier", "false", Kind::boolean},
    Parameter{"enable_case_sensitive_super_attribute", "false", Kind::boolean},
    Parameter{"enable_numeric_rounding", "off", Kind::boolean},
    Parameter{"enable_result_cache_for_session", "on", Kind::boolean},
    Parameter{"enable_vacuum_boost", "off", Kind::boolean},
    Parameter{"error_on_nondeterministic_update", "off", Kind::boolean},
    Parameter{"extra_float_digits", "0", Kind::number},
    Parameter{"json_serialization_enable", "false", Kind::boolean},
    Parameter{"json_serialization_parse_nested_strings", "false", Kind::boolean},
    Parameter{"max_concurrency_scaling_clusters", "1", Kind::number},
    Parameter{"max_cursor_result_set_size", "0", Kind::number},
    Parameter{"max_index_keys", "32", Kind::fixed},
    Parameter{"mv_enable_aqmv_for_session", "true", Kind::boolean},
    Parameter{"navigate_super_null_on_error", "on", Kind::boolean},
    Parameter{"parse_super_null_on_error", "off", Kind::boolean},
    Parameter{"query_group", "default", Kind::text},
    Parameter{"search_path", "\"$user\", public", Kind::text},
    Parameter{"server_encoding", "UNICODE", Kind::fixed},
    Parameter{"server_version", "8.0.2", Kind::fixed},
    Parameter{"spectrum_enable_pseudo_columns", "true", Kind::boolean},
    Parameter{"statement_timeout", "0", Kind::number},
    Parameter{"stored_proc_log_min_messages", "LOG", Kind::text},
    Parameter{"timezone", "UTC", Kind::text},
    Parameter{"transaction_isolation", "serializable", Kind::text},
    Parameter{"use_fips_ssl", "false", Kind::boolean},
    Parameter{"wlm_query_slot_count", "1", Kind::number},
};

const Parameter* find(const std::string& name) {
  auto at = std::find_if(kParameters.begin(), kParameters.end(), [&](const Parameter& p) { return p.name == name; });
  return at == kParameters.end() ? nullptr : &*at;
}

std::string canonical(const std::string& name) {
  const std::string lower = to_lower(name);
  if (lower == "time zone") return "timezone";
  if (lower == "transaction isolation level") return "transaction_isolation";
  if (lower == "names") return "client_encoding";
  return lower;
}

Error unrecognized(const std::string& name) { return errors::make("42704", "unrecognized configuration parameter \"" + name + "\""); }

bool is_boolean(const std::string& value) {
  constexpr std::array kWords{"on", "off", "true", "false", "yes", "no", "1", "0", "t", "f"};
  return std::any_of(kWords.begin(), kWords.end(), [&](const char* word) { return equals_ignoring_case(word, value); });
}

bool is_number(const std::string& value) {
  return !value.empty() && value.find_first_not_of("0123456789", value[0] == '-' ? 1 : 0) == value.npos && value.size() < 12;
}

}  // namespace

Result<void> Settings::set(const std::string& name, const std::optional<std::string>& value) {
  const std::string key = canonical(name);
  const Parameter* parameter = find(key);
  if (parameter == nullptr) return unrecognized(name);
  if (!value) {
    changed_.erase(key);
    return {};
  }
  if (parameter->kind == Kind::fixed) return errors::make("55P02", "parameter \"" + key + "\" cannot be changed");
  if (parameter->kind == Kind::boolean && !is_boolean(*value)) return errors::make("22023", "parameter \"" + key + "\" requires a Boolean value");
  if (parameter->kind == Kind::number && !is_number(*value)) return errors::make("22023", "parameter \"" + key + "\" requires an integer value");
  if (key == "client_encoding" && !equals_ignoring_case(*value, "utf8") && !equals_ignoring_case(*value, "utf-8") && !equals_ignoring_case(*value, "unicode"))
    return errors::make("22023", "conversion between " + *value + " and UNICODE is not supported");
  changed_[key] = *value;
  return {};
}

void Settings::set_at_startup(const std::string& name, const std::string& value) {
  if (!set(name, value).ok()) return;
}

Result<std::string> Settings::get(const std::string& name) const {
  const std::string key = canonical(name);
  if (auto at = changed_.find(key); at != changed_.end()) return at->second;
  const Parameter* parameter = find(key);
  if (parameter == nullptr) return unrecognized(name);
  return std::string(parameter->initial);
}

void Settings::reset_all() { changed_.clear(); }

std::vector<std::pair<std::string, std::string>> Settings::all() const {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Parameter& parameter : kParameters) pairs.emplace_back(parameter.name, get(parameter.name).value());
  return pairs;
}

std::vector<std::string> Settings::search_path() const {
  std::vector<std::string> schemas;
  std::string path = get("search_path").value();
  for (size_t at = 0; at < path.size();) {
    size_t end = std::min(path.find(',', at), path.size());
    std::string name = path.substr(at, end - at);
    std::erase_if(name, [](char c) { return c == '"' || c == '\'' || c == ' '; });
    if (!name.empty()) schemas.push_back(to_lower(name));
    at = end + 1;
  }
  return schemas;
}

bool Settings::is_on(const std::string& name) const {
  auto value = get(name);
  return value.ok() && (equals_ignoring_case(*value, "on") || equals_ignoring_case(*value, "true") || *value == "1");
}

}  // namespace tarn::redshift
