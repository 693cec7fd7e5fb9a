#include "redshift/errors.h"
#include "redshift/statements.h"

namespace tarn::redshift {

Result<Outcome> copy(SqlSession&, const rs::Copy&) { return errors::not_supported("COPY"); }

}  // namespace tarn::redshift
