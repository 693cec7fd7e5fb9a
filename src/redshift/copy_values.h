// A field of a record as a value of its column: checked as COPY checks it, and written so that the engine's cast cannot fail.
#pragma once
#include <optional>
#include <string>

#include "redshift/copy_options.h"
#include "redshift/copy_records.h"
#include "redshift/records.h"

namespace tarn::redshift {

// Replaces the field by what is loaded; nullopt in `field` is NULL. The fault has no column yet.
std::optional<LoadFault> convert_field(std::optional<std::string>& field, const ColumnRecord& column, const CopyOptions& options);

// int4, varchar, numeric, ...: how stl_load_errors names a type, and its length.
std::string load_type_name(const sql::Type& type);
std::string load_type_length(const sql::Type& type);

}  // namespace tarn::redshift
