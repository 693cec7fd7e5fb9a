# DuckDB's internal C++ headers and the shared library of exactly the same version, as tools/setup puts them under TARN_CACHE.
set(TARN_DUCKDB_VERSION 1.5.5)
set(TARN_DUCKDB_DIR ${TARN_CACHE}/duckdb-${TARN_DUCKDB_VERSION})
find_path(DUCKDB_INCLUDE_DIR duckdb/common/multi_file/multi_file_reader.hpp HINTS ${TARN_DUCKDB_DIR}/include NO_DEFAULT_PATH)
find_library(DUCKDB_LIBRARY duckdb HINTS ${TARN_DUCKDB_DIR}/lib NO_DEFAULT_PATH)
if(NOT DUCKDB_INCLUDE_DIR OR NOT DUCKDB_LIBRARY)
  message(FATAL_ERROR "DuckDB ${TARN_DUCKDB_VERSION} not found under ${TARN_DUCKDB_DIR}: run tools/setup")
endif()
add_library(DuckDB::sdk SHARED IMPORTED)
set_target_properties(DuckDB::sdk PROPERTIES IMPORTED_LOCATION ${DUCKDB_LIBRARY} IMPORTED_NO_SONAME TRUE
  INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${DUCKDB_INCLUDE_DIR} INTERFACE_INCLUDE_DIRECTORIES ${DUCKDB_INCLUDE_DIR})
