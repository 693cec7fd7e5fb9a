#include "aws/sigv4_canonical.h"

#include <algorithm>

#include "aws/wire_text.h"
#include "base/encoding.h"

namespace tarn::aws {
namespace {

// A value without blanks at its ends and with single spaces inside.
void append_trimmed(std::string_view value, std::string& out) {
  bool pending = false, any = false;
  for (char c : value) {
    if (c == ' ' || c == '\t') {
      pending = any;
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    any = true;
    out += c;
  }
}

void append_header(const net::HttpRequest& request, const std::string& name, std::string& out) {
  out += name;
  out += ':';
  bool first = true;
  for (const net::Header& header : request.headers) {
    if (!equals_ignoring_case(header.name, name)) continue;
    if (!first) out += ',';
    first = false;
    append_trimmed(header.value, out);
  }
  out += '\n';
}

std::optional<std::string> canonical_path(const net::HttpRequest& request, bool is_s3) {
  std::string_view path = request.path();
  if (path.empty()) path = "/";
  if (!is_s3) return percent_encode(path, true);
  auto decoded = percent_decode(path);
  if (!decoded) return std::nullopt;
  return percent_encode(*decoded, true);
}

std::optional<std::string> canonical_query(const net::HttpRequest& request) {
  auto parameters = parse_parameters(request.query(), true);
  if (!parameters) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> encoded;
  for (const Parameter& parameter : *parameters)
    if (!equals_ignoring_case(parameter.name, "X-Amz-Signature")) encoded.emplace_back(percent_encode(parameter.name), percent_encode(parameter.value));
  std::sort(encoded.begin(), encoded.end());
  std::string out;
  for (const auto& [name, value] : encoded) {
    if (!out.empty()) out += '&';
    out += name + "=" + value;
  }
  return out;
}

}  // namespace

std::optional<std::string> canonical_request(const net::HttpRequest& request, const std::vector<std::string>& signed_headers,
                                             std::string_view payload_hash, bool is_s3) {
  auto path = canonical_path(request, is_s3);
  auto query = canonical_query(request);
  if (!path || !query) return std::nullopt;
  std::string out = request.method + "\n" + *path + "\n" + *query + "\n";
  std::string names;
  for (const std::string& name : signed_headers) {
    append_header(request, name, out);
    if (!names.empty()) names += ';';
    names += name;
  }
  out += "\n" + names + "\n";
  out += payload_hash;
  return out;
}

std::string string_to_sign(std::string_view timestamp, std::string_view scope, std::string_view canonical) {
  std::string out = "AWS4-HMAC-SHA256\n";
  out.append(timestamp).append("\n").append(scope).append("\n");
  return out + to_hex(view(sha256_of(canonical)));
}

Sha256Bytes derive_signing_key(std::string_view secret, std::string_view date, std::string_view region, std::string_view service) {
  Sha256Bytes key = hmac_of("AWS4" + std::string(secret), date);
  key = hmac_of(view(key), region);
  key = hmac_of(view(key), service);
  return hmac_of(view(key), "aws4_request");
}

std::string basic_timestamp(TimePoint time) {
  std::string text = iso8601(time, 0);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::optional<TimePoint> parse_basic_timestamp(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  std::string extended;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 6) extended += '-';
    if (i == 11 || i == 13) extended += ':';
    extended += text[i];
  }
  return parse_iso8601(extended);
}

}  // namespace tarn::aws
