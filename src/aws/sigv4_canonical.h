// The texts that a Version 4 signature is made over (s3.md 2.1 and 2.2).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/hashing.h"
#include "base/clock.h"
#include "net/http.h"

namespace tarn::aws {

// `is_s3`: the path is encoded once; every other service encodes it twice. nullopt: a broken escape in path or query.
std::optional<std::string> canonical_request(const net::HttpRequest& request, const std::vector<std::string>& signed_headers,
                                             std::string_view payload_hash, bool is_s3);

std::string string_to_sign(std::string_view timestamp, std::string_view scope, std::string_view canonical_request);

Sha256Bytes derive_signing_key(std::string_view secret, std::string_view date, std::string_view region, std::string_view service);

// "20130524T000000Z" of a time, and back; nullopt: not of that form.
std::string basic_timestamp(TimePoint time);
std::optional<TimePoint> parse_basic_timestamp(std::string_view text);

}  // namespace tarn::aws
