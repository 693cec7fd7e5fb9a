// COPY and UNLOAD: a fixed head and then options in any order, which stand in one table.
#include "sql/parser/redshift_statements.h"

namespace tarn::sql::redshift {
namespace {

using namespace ast;

enum class Value : uint8_t { none, text, optional_text, word, number, size, optional_word };

struct OptionSyntax {
  std::string_view word;
  std::string_view name;  // as the tree spells it
  Value value;
};

constexpr OptionSyntax kOptions[] = {
    {"IAM_ROLE", "iam_role", Value::word},
    {"ACCESS_KEY_ID", "access_key_id", Value::text},
    {"SECRET_ACCESS_KEY", "secret_access_key", Value::text},
    {"SESSION_TOKEN", "session_token", Value::text},
    {"TOKEN", "session_token", Value::text},
    {"CREDENTIALS", "credentials", Value::text},
    {"REGION", "region", Value::text},
    {"MASTER_SYMMETRIC_KEY", "master_symmetric_key", Value::text},
    {"KMS_KEY_ID", "kms_key_id", Value::text},
    {"ENCRYPTED", "encrypted", Value::optional_word},
    {"MANIFEST", "manifest", Value::optional_word},
    {"DELIMITER", "delimiter", Value::text},
    {"QUOTE", "quote", Value::text},
    {"FIXEDWIDTH", "fixedwidth", Value::text},
    {"NULL", "null as", Value::text},
    {"GZIP", "gzip", Value::none},
    {"BZIP2", "bzip2", Value::none},
    {"LZOP", "lzop", Value::none},
    {"ZSTD", "zstd", Value::none},
    {"READRATIO", "readratio", Value::number},
    {"SSH", "ssh", Value::none},
    {"ACCEPTANYDATE", "acceptanydate", Value::none},
    {"ACCEPTINVCHARS", "acceptinvchars", Value::optional_text},
    {"BLANKSASNULL", "blanksasnull", Value::none},
    {"EMPTYASNULL", "emptyasnull", Value::none},
    {"DATEFORMAT", "dateformat", Value::text},
    {"TIMEFORMAT", "timeformat", Value::text},
    {"ENCODING", "encoding", Value::word},
    {"ESCAPE", "escape", Value::none},
    {"EXPLICIT_IDS", "explicit_ids", Value::none},
    {"FILLRECORD", "fillrecord", Value::none},
    {"IGNOREBLANKLINES", "ignoreblanklines", Value::none},
    {"IGNOREHEADER", "ignoreheader", Value::number},
    {"REMOVEQUOTES", "removequotes", Value::none},
    {"ROUNDEC", "roundec", Value::none},
    {"TRIMBLANKS", "trimblanks", Value::none},
    {"TRUNCATECOLUMNS", "truncatecolumns", Value::none},
    {"MAXERROR", "maxerror", Value::number},
    {"IGNOREALLERRORS", "ignoreallerrors", Value::none},
    {"NOLOAD", "noload", Value::none},
    {"COMPUPDATE", "compupdate", Value::optional_word},
    {"COMPROWS", "comprows", Value::number},
    {"STATUPDATE", "statupdate", Value::optional_word},
    {"SERIALIZETOJSON", "serializetojson", Value::none},
    // UNLOAD
    {"HEADER", "header", Value::none},
    {"ADDQUOTES", "addquotes", Value::none},
    {"ALLOWOVERWRITE", "allowoverwrite", Value::none},
    {"CLEANPATH", "cleanpath", Value::none},
    {"PARALLEL", "parallel", Value::optional_word},
    {"MAXFILESIZE", "maxfilesize", Value::size},
    {"ROWGROUPSIZE", "rowgroupsize", Value::size},
    {"EXTENSION", "extension", Value::text},
    // of external functions, which take options in the same form
    {"LAMBDA", "lambda", Value::text},
    {"RETRY_TIMEOUT", "retry_timeout", Value::number},
    {"MAX_BATCH_ROWS", "max_batch_rows", Value::number},
    {"MAX_BATCH_SIZE", "max_batch_size", Value::size},
};

constexpr std::string_view kFormats[] = {"CSV", "JSON", "AVRO", "PARQUET", "ORC", "SHAPEFILE"};

Result<std::optional<std::string>> parse_value(Cursor& c, Value kind) {
  if (kind != Value::none) c.accept("AS");
  switch (kind) {
    case Value::none: return std::optional<std::string>();
    case Value::text: return std::optional<std::string>(TRY(c.string()));
    case Value::optional_text: return c.at_string() ? std::optional<std::string>(TRY(c.string())) : std::nullopt;
    case Value::word: return std::optional<std::string>(TRY(parse_word_or_string(c)));
    case Value::number: return std::optional<std::string>(std::to_string(TRY(c.integer())));
    case Value::optional_word: {
      auto word = c.accept_any({"ON", "OFF", "TRUE", "FALSE", "PRESET", "AUTO", "VERBOSE"});
      return word.empty() ? std::nullopt : std::optional<std::string>(lower_ascii(word));
    }
    case Value::size: {
      if (!c.at_integer() && !c.at_kind(TokenKind::decimal)) return c.mismatch();
      std::string amount(c.piece());
      c.skip();
      auto unit = c.accept_any({"MB", "GB", "KB", "B"});
      return std::optional<std::string>(unit.empty() ? amount : amount + " " + lower_ascii(unit));
    }
  }
  return c.mismatch();
}

// JSON 'auto', AVRO 's3://...', SHAPEFILE SIMPLIFY AUTO 0.5
Result<void> parse_format_value(Cursor& c, std::string_view format, std::vector<rs::Option>& options) {
  auto begin = c.mark();
  if (format == "SHAPEFILE") {
    if (!c.accept("SIMPLIFY")) return {};
    rs::Option option{.name = "simplify"};
    if (c.accept("AUTO")) option.value = "auto";
    if (c.at_integer() || c.at_kind(TokenKind::decimal)) {
      option.value = option.value.value_or("") + (option.value ? " " : "") + std::string(c.piece());
      c.skip();
    }
    option.span = c.span_from(begin);
    options.push_back(std::move(option));
    return {};
  }
  if (format != "JSON" && format != "AVRO") return {};
  c.accept("AS");
  if (!c.at_string()) return {};
  rs::Option option{.name = lower_ascii(format)};
  option.value = TRY(c.string());
  option.span = c.span_from(begin);
  options.push_back(std::move(option));
  return {};
}

// [FORMAT [AS]] fmt; false: none stands here.
Result<bool> parse_format(Cursor& c, std::vector<rs::Option>& options) {
  auto begin = c.mark();
  bool word = c.accept("FORMAT");
  if (word) c.accept("AS");
  for (auto format : kFormats) {
    if (!c.accept(format)) continue;
    rs::Option option{.name = "format", .value = lower_ascii(format)};
    option.span = c.span_from(begin);
    options.push_back(std::move(option));
    TRY(parse_format_value(c, format, options));
    return true;
  }
  if (word && c.at_any({"DELIMITER", "FIXEDWIDTH"})) return true;  // FORMAT AS DELIMITER ','
  if (word) return c.mismatch();
  return false;
}

Result<bool> parse_partition_by(Cursor& c, std::vector<rs::Option>& options) {
  auto begin = c.mark();
  if (!c.accept_all({"PARTITION", "BY"})) return false;
  rs::Option option{.name = "partition by"};
  option.columns = TRY(c.parenthesized_identifiers());
  if (c.accept("INCLUDE")) option.value = "include";
  option.span = c.span_from(begin);
  options.push_back(std::move(option));
  return true;
}

Result<bool> parse_option(Cursor& c, std::vector<rs::Option>& options) {
  if (TRY(parse_format(c, options))) return true;
  if (TRY(parse_partition_by(c, options))) return true;
  auto begin = c.mark();
  if (c.at("WITH") && c.at("CREDENTIALS", 1)) c.skip();
  for (const auto& syntax : kOptions) {
    if (!c.accept(syntax.word)) continue;
    rs::Option option{.name = std::string(syntax.name)};
    option.value = TRY(parse_value(c, syntax.value));
    option.span = c.span_from(begin);
    options.push_back(std::move(option));
    return true;
  }
  return false;
}

// JOB CREATE name [AUTO {ON|OFF}]
Result<void> parse_job(Cursor& c, rs::Copy& copy) {
  if (!c.accept("JOB")) return {};
  TRY(c.expect("CREATE"));
  copy.job = TRY(c.identifier());
  if (c.accept("AUTO")) copy.job_auto = TRY(parse_on_off(c));
  return {};
}

Result<StatementPtr> parse_copy_job(Cursor& c, Cursor::Mark begin) {
  auto job = std::make_unique<rs::CopyJob>();
  using Action = rs::CopyJob::Action;
  auto word = TRY(c.expect_any({"ALTER", "RUN", "LIST", "SHOW", "DROP"}));
  job->action = word == "ALTER" ? Action::alter : word == "RUN" ? Action::run : word == "LIST" ? Action::list : word == "SHOW" ? Action::show : Action::drop;
  if (job->action != Action::list) job->name = TRY(c.identifier());
  if (job->action == Action::alter && c.accept("AUTO")) job->auto_ = TRY(parse_on_off(c));
  return finish(c, begin, std::move(job));
}

}  // namespace

Result<std::vector<rs::Option>> parse_options(Cursor& c) {
  std::vector<rs::Option> options;
  while (TRY(parse_option(c, options))) {
  }
  return options;
}

Result<StatementPtr> parse_copy(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  if (c.at("JOB") && c.at_any({"ALTER", "RUN", "LIST", "SHOW", "DROP"}, 1)) {
    c.skip();
    return parse_copy_job(c, begin);
  }
  auto copy = std::make_unique<rs::Copy>();
  copy->table = TRY(c.name());
  if (c.at("(")) copy->columns = TRY(c.parenthesized_identifiers());
  TRY(c.expect("FROM"));
  copy->source = TRY(c.string());
  copy->options = TRY(parse_options(c));
  TRY(parse_job(c, *copy));
  return finish(c, begin, std::move(copy));
}

Result<StatementPtr> parse_unload(Cursor& c) {
  auto begin = c.mark();
  c.skip();
  auto unload = std::make_unique<rs::UnloadToFiles>();
  TRY(c.expect("("));
  unload->query_text = TRY(c.string());
  TRY(c.expect(")"));
  TRY(c.expect("TO"));
  unload->destination = TRY(c.string());
  unload->options = TRY(parse_options(c));
  return finish(c, begin, std::move(unload));
}

}  // namespace tarn::sql::redshift
