#include "redshift/copy_options.h"

#include <array>
#include <map>

#include "base/encoding.h"
#include "redshift/errors.h"

namespace tarn::redshift {
namespace {

namespace rs = sql::ast::redshift;

constexpr int64_t kMaxMaxError = 100'000;

Result<char> one_character(const rs::Option& option) {
  std::string text = option.value.value_or("");
  if (text == "\\t") text = "\t";
  if (text.size() == 4 && text[0] == '\\') text = std::string(1, static_cast<char>(std::stoi(text.substr(1), nullptr, 8)));  // octal
  if (text.size() != 1) return errors::make("42601", "COPY " + option.name + " must be a single character");
  return text[0];
}

// aws_iam_role=arn | aws_access_key_id=..;aws_secret_access_key=..[;token=..]
Result<CopyCredentials> parse_credentials(const std::string& text) {
  CopyCredentials credentials;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(';', at), text.size());
    const std::string pair = text.substr(at, end - at);
    const size_t equals = pair.find('=');
    if (equals == pair.npos) return errors::make("42601", "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or 'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'");
    const std::string name = to_lower(pair.substr(0, equals)), value = pair.substr(equals + 1);
    if (name == "aws_iam_role") credentials.role = value;
    else if (name == "aws_access_key_id") credentials.access_key_id = value;
    else if (name == "aws_secret_access_key") credentials.secret_access_key = value;
    else if (name == "token" || name == "aws_session_token") credentials.session_token = value;
    else return errors::not_supported("COPY credentials " + name);
    at = end + 1;
  }
  return credentials;
}

Result<void> set_format(const std::string& format, CopyOptions& options) {
  if (format == "csv") options.format = CopyOptions::Format::csv;
  else if (format == "json") options.format = CopyOptions::Format::json;
  else if (format == "parquet") options.format = CopyOptions::Format::parquet;
  else return errors::not_supported("COPY FORMAT " + to_lower(format));
  if (format == "csv" && options.delimiter == '|') options.delimiter = ',';
  return {};
}

const std::map<std::string, bool CopyOptions::*>& flags() {
  static const std::map<std::string, bool CopyOptions::*> all = {
      {"manifest", &CopyOptions::manifest}, {"gzip", &CopyOptions::gzip}, {"escape", &CopyOptions::escape}, {"removequotes", &CopyOptions::remove_quotes},
      {"blanksasnull", &CopyOptions::blanks_as_null}, {"emptyasnull", &CopyOptions::empty_as_null}, {"trimblanks", &CopyOptions::trim_blanks},
      {"truncatecolumns", &CopyOptions::truncate_columns}, {"fillrecord", &CopyOptions::fill_record}, {"ignoreblanklines", &CopyOptions::ignore_blank_lines},
      {"acceptanydate", &CopyOptions::accept_any_date}, {"explicit_ids", &CopyOptions::explicit_ids}, {"noload", &CopyOptions::no_load},
  };
  return all;
}

// Options that change nothing here: statistics and encodings are the engine's, every region's buckets are at hand.
bool is_accepted(const std::string& name) {
  constexpr std::array kAccepted{"compupdate", "statupdate", "comprows", "region", "roundec", "serializetojson"};
  for (const char* accepted : kAccepted)
    if (name == accepted) return true;
  return false;
}

Result<void> apply(const rs::Option& option, CopyOptions& options) {
  const std::string& name = option.name;
  const std::string value = option.value.value_or("");
  if (auto flag = flags().find(name); flag != flags().end()) options.*flag->second = true;
  else if (name == "iam_role") options.credentials.role = value;
  else if (name == "access_key_id") options.credentials.access_key_id = value;
  else if (name == "secret_access_key") options.credentials.secret_access_key = value;
  else if (name == "session_token") options.credentials.session_token = value;
  else if (name == "credentials") options.credentials = TRY(parse_credentials(value));
  else if (name == "format") TRY(set_format(value, options));
  else if (name == "json") options.json = value.empty() ? "auto" : value;
  else if (name == "delimiter") options.delimiter = TRY(one_character(option));
  else if (name == "quote") options.quote = TRY(one_character(option));
  else if (name == "null as") options.null_text = value == "\\0" ? std::string(1, '\0') : value;
  else if (name == "dateformat") options.date_format = to_lower(value);
  else if (name == "timeformat") options.time_format = to_lower(value);
  else if (name == "ignoreheader") options.ignore_header = std::stoll(value);
  else if (name == "maxerror") options.max_error = std::stoll(value);
  else if (name == "ignoreallerrors") options.max_error = INT64_MAX;
  else if (name == "acceptinvchars") options.replace_invalid = value.empty() ? '?' : value[0];
  else if (name == "encoding") {
    if (!equals_ignoring_case(value, "utf8") && !equals_ignoring_case(value, "utf-8")) return errors::not_supported("COPY ENCODING " + value);
  } else if (!is_accepted(name)) return errors::not_supported("COPY " + name);
  return {};
}

}  // namespace

Result<CopyOptions> read_copy_options(const rs::Copy& node) {
  CopyOptions options;
  for (const rs::Option& option : node.options)
    if (option.name == "format") TRY(apply(option, options));  // first: it decides the default delimiter
  for (const rs::Option& option : node.options)
    if (option.name != "format") TRY(apply(option, options));
  if (options.credentials.role.empty() && options.credentials.access_key_id.empty())
    return errors::make("42601", "COPY needs credentials: IAM_ROLE, ACCESS_KEY_ID and SECRET_ACCESS_KEY, or CREDENTIALS");
  if (options.max_error > kMaxMaxError && options.max_error != INT64_MAX) return errors::make("22023", "MAXERROR must be between 0 and 100000");
  if (options.format == CopyOptions::Format::csv && (options.escape || options.remove_quotes))
    return errors::make("42601", std::string("CSV is not compatible with ") + (options.escape ? "ESCAPE" : "REMOVEQUOTES"));
  if (!options.date_format.empty() && options.date_format != "auto" && options.date_format != "yyyy-mm-dd") return errors::not_supported("COPY DATEFORMAT '" + options.date_format + "'");
  constexpr std::array kTimes{"", "auto", "epochsecs", "epochmillisecs", "yyyy-mm-dd hh:mi:ss", "yyyy-mm-dd hh24:mi:ss"};
  bool known = false;
  for (const char* time : kTimes) known = known || options.time_format == time;
  if (!known) return errors::not_supported("COPY TIMEFORMAT '" + options.time_format + "'");
  return options;
}

}  // namespace tarn::redshift
