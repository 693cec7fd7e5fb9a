#include "logs/filter_pattern.h"

#include <algorithm>

#include "logs/errors.h"

namespace tarn::logs {
namespace {

bool contains(std::string_view message, const std::string& term) { return message.find(term) != std::string_view::npos; }

// The term at the front of `text`, which is taken off: a quoted phrase or a word.
Result<std::string> take_term(std::string_view& text) {
  if (!text.starts_with('"')) {
    auto end = std::min(text.find(' '), text.size());
    std::string word(text.substr(0, end));
    text.remove_prefix(end);
    return word;
  }
  auto close = text.find('"', 1);
  if (close == std::string_view::npos) return errors::invalid_parameter("Invalid filter pattern: the quoted phrase does not end.");
  std::string phrase(text.substr(1, close - 1));
  text.remove_prefix(close + 1);
  return phrase;
}

}  // namespace

Result<FilterPattern> FilterPattern::parse(std::string_view text) {
  FilterPattern out;
  while (true) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (text.empty()) return out;
    if (text.starts_with('{') || text.starts_with('[') || text.starts_with('%'))
      return errors::invalid_parameter("Invalid filter pattern: JSON, space-delimited and regular-expression patterns are not implemented.");
    auto* list = text.starts_with('-') ? &out.none_ : text.starts_with('?') ? &out.any_ : &out.all_;
    if (list != &out.all_) text.remove_prefix(1);
    list->push_back(TRY(take_term(text)));
  }
}

bool FilterPattern::matches(std::string_view message) const {
  auto occurs = [&](const std::string& term) { return contains(message, term); };
  if (!std::all_of(all_.begin(), all_.end(), occurs) || std::any_of(none_.begin(), none_.end(), occurs)) return false;
  return any_.empty() || std::any_of(any_.begin(), any_.end(), occurs);
}

}  // namespace tarn::logs
