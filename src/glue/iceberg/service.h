// Glue's Iceberg REST catalog (glue-catalog.md 12): the Data Catalog as Iceberg's own protocol shows it. It shares the service's
// state: a namespace is a database, a table a table whose parameters point at Iceberg metadata.
#pragma once
#include "glue/service.h"

namespace tarn::glue_iceberg {

using glue::Glue;

aws::Service iceberg_service(Glue& glue);

}  // namespace tarn::glue_iceberg
