// What a COPY asks for (redshift.md 3.9), read from its options.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "sql/ast/redshift.h"

namespace tarn::redshift {

struct CopyCredentials {
  std::string role;  // an ARN or "default"; empty: keys
  std::string access_key_id, secret_access_key, session_token;
};

struct CopyOptions {
  enum class Format { delimited, csv, json, parquet } format = Format::delimited;
  CopyCredentials credentials;
  char delimiter = '|';
  char quote = '"';
  std::string null_text = "\\N";
  std::string json = "auto";  // auto, auto ignorecase, or s3:// of a jsonpaths file
  std::string date_format, time_format;  // lower case; empty: Redshift's own
  int64_t ignore_header = 0;
  int64_t max_error = 0;      // 0 and 1: the first error fails the load
  std::optional<char> replace_invalid;
  bool manifest = false, gzip = false, escape = false, remove_quotes = false, blanks_as_null = false, empty_as_null = false, trim_blanks = false,
       truncate_columns = false, fill_record = false, ignore_blank_lines = false, accept_any_date = false, explicit_ids = false, no_load = false;
};

// Errors: 42601 and 0A000 for what contradicts itself or is not implemented, naming the option.
Result<CopyOptions> read_copy_options(const sql::ast::redshift::Copy& node);

}  // namespace tarn::redshift
