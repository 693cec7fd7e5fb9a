// url_extract, url_extract_parameter, url_encode, url_decode.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>

#include <algorithm>
#include <functional>
#include <optional>

#include "base/encoding.h"
#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::ValidityMask;
using duckdb::Vector;

std::string_view view(const string_t& text) { return {text.GetData(), text.GetSize()}; }

struct Url {
  std::string_view protocol, host, port, path, query, fragment;
};

// What java.net.URI makes of it; nullopt where that refuses the text.
std::optional<Url> split(std::string_view text) {
  if (text.find_first_of(" \"<>\\^`{|}\t\r\n") != std::string_view::npos) return std::nullopt;
  Url url;
  auto take_after = [&](char mark, std::string_view& part) {
    auto at = text.find(mark);
    if (at == std::string_view::npos) return;
    part = text.substr(at + 1);
    text = text.substr(0, at);
  };
  take_after('#', url.fragment);
  take_after('?', url.query);
  auto colon = text.find(':');
  if (colon != std::string_view::npos && text.find('/') > colon) {
    url.protocol = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    auto authority = text.substr(0, text.find('/'));
    text.remove_prefix(authority.size());
    authority.remove_prefix(authority.rfind('@') == std::string_view::npos ? 0 : authority.rfind('@') + 1);
    auto port = authority.rfind(':');
    if (port != std::string_view::npos && authority.find(']', port) == std::string_view::npos) {
      url.port = authority.substr(port + 1);
      authority = authority.substr(0, port);
    }
    url.host = authority;
  }
  url.path = text;
  return url;
}

std::optional<std::string> part_of(const Url& url, std::string_view part) {
  auto decoded = [](std::string_view text) { return percent_decode(text).value_or(std::string(text)); };
  if (part == "protocol") return std::string(url.protocol);
  if (part == "host") return std::string(url.host);
  if (part == "port") return url.port.empty() ? std::nullopt : std::optional(std::string(url.port));
  if (part == "path") return decoded(url.path);
  if (part == "query") return decoded(url.query);
  if (part == "fragment") return decoded(url.fragment);
  return std::nullopt;
}

void with_nulls(DataChunk& args, Vector& result, const std::function<std::optional<std::string>(std::string_view, std::string_view)>& run) {
  duckdb::BinaryExecutor::ExecuteWithNulls<string_t, string_t, string_t>(
      args.data[0], args.data[1], result, args.size(), [&](string_t a, string_t b, ValidityMask& mask, duckdb::idx_t row) {
        auto text = run(view(a), view(b));
        if (!text) mask.SetInvalid(row);
        return text ? StringVector::AddString(result, *text) : string_t();
      });
}

void url_extract(DataChunk& args, ExpressionState&, Vector& result) {
  with_nulls(args, result, [](std::string_view url, std::string_view part) -> std::optional<std::string> {
    auto parts = split(url);
    return parts ? part_of(*parts, part) : std::nullopt;
  });
}

void url_extract_parameter(DataChunk& args, ExpressionState&, Vector& result) {
  with_nulls(args, result, [](std::string_view url, std::string_view name) -> std::optional<std::string> {
    auto parts = split(url);
    if (!parts) return std::nullopt;
    for (auto rest = parts->query; !rest.empty();) {
      auto pair = rest.substr(0, rest.find('&'));
      rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
      auto equals = pair.find('=');
      if (pair.substr(0, equals) != name) continue;
      auto value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
      return percent_decode(value, true).value_or(std::string(value));
    }
    return std::nullopt;
  });
}

void url_encode(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t text) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (char c : view(text)) {
      auto byte = static_cast<unsigned char>(c);
      if (std::isalnum(byte) || std::string_view("*-._").find(c) != std::string_view::npos) out += c;
      else if (c == ' ') out += '+';
      else out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
    return StringVector::AddString(result, out);
  });
}

void url_decode(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t text) {
    auto decoded = percent_decode(view(text), true);
    if (!decoded) fail("INVALID_FUNCTION_ARGUMENT", "Illegal hex characters in escape (%) pattern: " + std::string(view(text)));
    return StringVector::AddString(result, *decoded);
  });
}

}  // namespace

void add_url_functions(NativeFunctions& functions) {
  auto text = LogicalType::VARCHAR;
  functions.add("trino", ScalarFunction("url_extract", {text, text}, text, url_extract));
  functions.add("trino", ScalarFunction("url_extract_parameter", {text, text}, text, url_extract_parameter));
  functions.add("trino", ScalarFunction("url_encode", {text}, text, url_encode));
  functions.add("trino", ScalarFunction("url_decode", {text}, text, url_decode));
}

}  // namespace tarn::engine
