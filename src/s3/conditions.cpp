#include "s3/conditions.h"

#include "base/encoding.h"
#include "s3/errors.h"
#include "s3/etag.h"

namespace tarn::s3 {
namespace {

bool any_matches(std::string_view list, const std::string& etag) {
  while (!list.empty()) {
    auto item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (item == "*" || unquoted(item) == etag) return true;
  }
  return false;
}

// Headers carry whole seconds.
bool modified_after(const objects::ObjectInfo& object, TimePoint time) {
  return std::chrono::floor<std::chrono::seconds>(object.modified) > std::chrono::floor<std::chrono::seconds>(time);
}

enum class Outcome { pass, match_failed, unmodified_failed, none_match_failed, modified_failed };

Outcome evaluate(const ReadConditions& conditions, const objects::ObjectInfo& object, TimePoint now) {
  if (conditions.if_match) {
    if (!any_matches(*conditions.if_match, object.etag)) return Outcome::match_failed;
  } else if (conditions.if_unmodified_since && modified_after(object, *conditions.if_unmodified_since)) {
    return Outcome::unmodified_failed;
  }
  if (conditions.if_none_match) {
    if (any_matches(*conditions.if_none_match, object.etag)) return Outcome::none_match_failed;
  } else if (conditions.if_modified_since && *conditions.if_modified_since <= now && !modified_after(object, *conditions.if_modified_since)) {
    return Outcome::modified_failed;
  }
  return Outcome::pass;
}

}  // namespace

Result<void> check_read_conditions(const ReadConditions& conditions, const objects::ObjectInfo& object, TimePoint now) {
  switch (evaluate(conditions, object, now)) {
    case Outcome::pass: return {};
    case Outcome::match_failed: return errors::precondition_failed("If-Match");
    case Outcome::unmodified_failed: return errors::precondition_failed("If-Unmodified-Since");
    case Outcome::none_match_failed:
    case Outcome::modified_failed: return errors::not_modified(object.etag, http_date(object.modified));
  }
  __builtin_unreachable();
}

Result<void> check_source_conditions(const ReadConditions& conditions, const objects::ObjectInfo& source, TimePoint now) {
  switch (evaluate(conditions, source, now)) {
    case Outcome::pass: return {};
    case Outcome::match_failed: return errors::precondition_failed("x-amz-copy-source-If-Match");
    case Outcome::unmodified_failed: return errors::precondition_failed("x-amz-copy-source-If-Unmodified-Since");
    case Outcome::none_match_failed: return errors::precondition_failed("x-amz-copy-source-If-None-Match");
    case Outcome::modified_failed: return errors::precondition_failed("x-amz-copy-source-If-Modified-Since");
  }
  __builtin_unreachable();
}

}  // namespace tarn::s3
