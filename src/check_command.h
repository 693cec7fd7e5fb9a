// `tarn check`: reads every record and every byte at rest of a folder that nobody serves, and reports what fails its checksum and
// what a record names that is not there (objects/audit.h).
#pragma once
#include <string>

namespace tarn {

// Prints one line for each defect, then "sound" or "N defects". Exit status: 0 sound, 1 defects found or the folder cannot be opened.
int run_check(const std::string& data);

}  // namespace tarn
