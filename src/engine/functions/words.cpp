// word_stem (Snowball) and normalize (Unicode).
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>
#include <libstemmer.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>

#include "engine/functions/groups.h"

namespace tarn::engine {
namespace {

using duckdb::BinaryExecutor;
using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::Vector;

// The languages that Trino's word_stem knows.
constexpr std::array<std::string_view, 18> kLanguages{"ca", "da", "de", "en", "es", "eu", "fi", "fr", "hu", "hy", "ir", "it", "lt", "nl", "no", "pt", "ro", "ru"};
constexpr std::array<std::string_view, 2> kMoreLanguages{"sv", "tr"};

struct CloseStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using Stemmers = std::map<std::string, std::unique_ptr<sb_stemmer, CloseStemmer>, std::less<>>;

sb_stemmer* stemmer_of(Stemmers& stemmers, std::string_view language) {
  if (auto known = stemmers.find(language); known != stemmers.end()) return known->second.get();
  const bool named = std::find(kLanguages.begin(), kLanguages.end(), language) != kLanguages.end() ||
                     std::find(kMoreLanguages.begin(), kMoreLanguages.end(), language) != kMoreLanguages.end();
  const std::string name(language == "ir" ? "ga" : language);
  auto* stemmer = named ? sb_stemmer_new(name.c_str(), "UTF_8") : nullptr;
  if (!stemmer) fail("INVALID_FUNCTION_ARGUMENT", "Unknown stemmer language: " + std::string(language));
  stemmers[std::string(language)].reset(stemmer);
  return stemmer;
}

void word_stem(DataChunk& args, ExpressionState&, Vector& result) {
  Stemmers stemmers;
  BinaryExecutor::Execute<string_t, string_t, string_t>(args.data[0], args.data[1], result, args.size(), [&](string_t word, string_t language) {
    auto* stemmer = stemmer_of(stemmers, {language.GetData(), language.GetSize()});
    auto* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.GetData()), static_cast<int>(word.GetSize()));
    if (!stem) throw duckdb::OutOfMemoryException("no memory for a stem");
    return StringVector::AddString(result, reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer)));
  });
}

// NFC, NFD, NFKC, NFKD: the parser lets no other form through.
utf8proc_option_t options_of(std::string_view form) {
  int options = UTF8PROC_STABLE | (form.ends_with('C') ? UTF8PROC_COMPOSE : UTF8PROC_DECOMPOSE);
  if (form.starts_with("NFK")) options |= UTF8PROC_COMPAT;
  return static_cast<utf8proc_option_t>(options);
}

void normalize(DataChunk& args, ExpressionState&, Vector& result) {
  BinaryExecutor::Execute<string_t, string_t, string_t>(args.data[0], args.data[1], result, args.size(), [&](string_t text, string_t form) {
    utf8proc_uint8_t* normal = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.GetData()), static_cast<utf8proc_ssize_t>(text.GetSize()), &normal,
                                     options_of({form.GetData(), form.GetSize()}));
    if (length < 0) fail("INVALID_FUNCTION_ARGUMENT", utf8proc_errmsg(length));
    auto out = StringVector::AddString(result, reinterpret_cast<char*>(normal), static_cast<size_t>(length));
    std::free(normal);
    return out;
  });
}

}  // namespace

void add_word_functions(NativeFunctions& functions) {
  const auto text = LogicalType::VARCHAR;
  functions.add("trino", ScalarFunction("word_stem", {text, text}, text, word_stem));
  functions.add("trino", ScalarFunction("normalize", {text, text}, text, normalize));
}

}  // namespace tarn::engine
