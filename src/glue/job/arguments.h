// What the script finds in sys.argv, and what the special parameters of a run mean (glue-jobs.md 1.4, 1.5).
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "glue/job/records.h"

namespace tarn::glue::job {

// NonOverridableArguments over the run's own over DefaultArguments. Names keep their leading dashes.
Arguments effective_arguments(const Definition& job, const JobRun& run);

// sys.argv behind the script's path: name, value, name, value; the user's first, then what Glue injects.
std::vector<std::string> script_arguments(const Definition& job, const JobRun& run, const Arguments& effective);

// --conf: "k1=v1 --conf k2=v2" as pairs. A piece without '=' is left out.
std::vector<std::pair<std::string, std::string>> spark_conf(const Arguments& effective);

// "a, b,,c" as {"a", "b", "c"}.
std::vector<std::string> comma_list(std::string_view text);

}  // namespace tarn::glue::job
