#include "net/http.h"

#include "base/encoding.h"

namespace tarn::net {

const std::string* HttpRequest::header(std::string_view name) const {
  for (const Header& header : headers)
    if (equals_ignoring_case(header.name, name)) return &header.value;
  return nullptr;
}

std::string_view HttpRequest::path() const { return std::string_view(target).substr(0, target.find('?')); }

std::string_view HttpRequest::query() const {
  size_t mark = target.find('?');
  return mark == target.npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

void HttpReply::set_header(std::string_view name, std::string value) {
  for (Header& header : headers) {
    if (!equals_ignoring_case(header.name, name)) continue;
    header.value = std::move(value);
    return;
  }
  headers.push_back({std::string(name), std::move(value)});
}

}  // namespace tarn::net
