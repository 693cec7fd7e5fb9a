// Cells and parameters in the protocol's two formats.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/engine.h"
#include "net/pg_message.h"
#include "sql/type.h"

namespace tarn::redshift {

// Whether cells of the type can be sent in binary; otherwise a client that asks for it gets text, as on the service at protocol 0.
bool has_binary_form(const sql::Type& type);

// One DataRow field with its length. `binary` only where has_binary_form().
void write_cell(net::PgWriter& writer, const engine::Batch& batch, size_t column, size_t row, const sql::Type& type, bool binary);

// A bound parameter as the text that the engine takes. `oid` is what the client declared (0: unknown, then binary is taken by the analyzed
// `type`). Error 22P03 for a binary value that is not of its type's length, 0A000 for a type without a binary form.
Result<std::string> read_parameter(std::string_view bytes, bool binary, int32_t oid, const sql::Type& type);

}  // namespace tarn::redshift
