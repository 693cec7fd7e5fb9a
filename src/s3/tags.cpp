#include "s3/tags.h"

#include <set>

#include "base/encoding.h"
#include "s3/errors.h"

namespace tarn::s3 {
namespace {

constexpr size_t kMaxKeyCharacters = 128;
constexpr size_t kMaxValueCharacters = 256;

// Code points: bytes that do not continue one.
size_t characters(std::string_view text) {
  size_t n = 0;
  for (char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

// Letters of any script, digits, spaces and + - = . _ : / @.
bool has_legal_characters(std::string_view text) {
  for (char c : text) {
    bool ascii_letter_or_digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    bool legal = ascii_letter_or_digit || (c & 0x80) || std::string_view(" +-=._:/@").find(c) != std::string_view::npos;
    if (!legal) return false;
  }
  return true;
}

}  // namespace

Result<std::vector<objects::Tag>> parse_tagging_header(const std::string& header) {
  auto invalid = [&] {
    return errors::invalid_argument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
                                    "x-amz-tagging", header);
  };
  std::vector<objects::Tag> tags;
  std::string_view rest = header;
  while (!rest.empty()) {
    auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.empty()) continue;
    auto equals = pair.find('=');
    auto key = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (!key || !value) return invalid();
    for (auto& tag : tags) {
      if (tag.key == *key) return invalid();
    }
    tags.push_back({*key, *value});
  }
  return checked_tags(std::move(tags), kMaxObjectTags);
}

Result<std::vector<objects::Tag>> checked_tags(std::vector<objects::Tag> tags, size_t limit) {
  if (tags.size() > limit) {
    auto what = limit == kMaxObjectTags ? "Object" : "Bucket";
    return Error{"BadRequest", std::string(what) + " tags cannot be greater than " + std::to_string(limit), 400, {}};
  }
  std::set<std::string> keys;
  for (auto& tag : tags) {
    if (tag.key.empty() || characters(tag.key) > kMaxKeyCharacters || !has_legal_characters(tag.key)) {
      return errors::invalid_tag("The TagKey you have provided is invalid");
    }
    if (characters(tag.value) > kMaxValueCharacters || !has_legal_characters(tag.value)) {
      return errors::invalid_tag("The TagValue you have provided is invalid");
    }
    if (to_lower(tag.key).starts_with("aws:")) return errors::invalid_tag("System tags cannot be added/updated by requester");
    if (!keys.insert(tag.key).second) return errors::invalid_tag("Cannot provide multiple Tags with the same key");
  }
  return tags;
}

std::vector<objects::Tag> tags_of(const std::vector<Tag>& members) {
  std::vector<objects::Tag> tags;
  for (auto& tag : members) tags.push_back({tag.key, tag.value});
  return tags;
}

std::vector<Tag> tag_members(const std::vector<objects::Tag>& tags) {
  std::vector<Tag> members;
  for (auto& tag : tags) members.push_back({tag.key, tag.value});
  return members;
}

}  // namespace tarn::s3
