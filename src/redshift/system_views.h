// The system relations by subject; system_views() joins them.
#pragma once
#include <span>

#include "redshift/catalog_schema.h"

namespace tarn::redshift {

std::span<const SystemView> pg_catalog_views();           // relations, columns, types, constraints
std::span<const SystemView> principal_views();            // users, groups, roles, privileges, policies
std::span<const SystemView> svv_views();                  // svv_tables, svv_columns, ... and information_schema
std::span<const SystemView> history_views();              // stl_, svl_, sys_, stv_
std::span<const SystemView> empty_views();                // what clients read and the warehouse never fills

}  // namespace tarn::redshift
