#include <array>

#include "sql/functions/function_table.h"

namespace tarn::sql {
namespace {

// A character may take four bytes of three characters each.
std::optional<Type> encoded(const std::vector<Type>& t) { return varchar(t[0].precision > 178956970 ? 0 : t[0].precision * 12); }

constexpr std::array kFunctions{
    FunctionRow{"url_extract_protocol", "(varchar(x)) -> varchar(x)", "trino.url_extract($1, 'protocol')"},
    FunctionRow{"url_extract_host", "(varchar(x)) -> varchar(x)", "trino.url_extract($1, 'host')"},
    FunctionRow{"url_extract_port", "(varchar) -> bigint", "CAST(trino.url_extract($1, 'port') AS BIGINT)"},
    FunctionRow{"url_extract_path", "(varchar(x)) -> varchar(x)", "trino.url_extract($1, 'path')"},
    FunctionRow{"url_extract_query", "(varchar(x)) -> varchar(x)", "trino.url_extract($1, 'query')"},
    FunctionRow{"url_extract_fragment", "(varchar(x)) -> varchar(x)", "trino.url_extract($1, 'fragment')"},
    FunctionRow{"url_extract_parameter", "(varchar(x), varchar) -> varchar(x)", "trino.url_extract_parameter($1, $2)"},
    FunctionRow{"url_encode", "(varchar(x)) -> varchar(x)", "trino.url_encode($1)", nullptr, encoded},
    FunctionRow{"url_decode", "(varchar(x)) -> varchar(x)", "trino.url_decode($1)"},
};

}  // namespace

std::span<const FunctionRow> trino_url() { return kFunctions; }

}  // namespace tarn::sql
